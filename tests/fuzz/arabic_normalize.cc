// Published and match text of any bytes: idempotent, and the second does not depend on the first.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "connectors/arabic/normalize.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string published = rawi::arabic::published_text(text);
  const std::string match = rawi::arabic::match_text(text);
  if (rawi::arabic::published_text(published) != published) std::abort();
  if (rawi::arabic::match_text(match) != match) std::abort();
  if (rawi::arabic::match_text(published) != match) std::abort();
  return 0;
}
