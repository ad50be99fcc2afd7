// Any bytes under any header: what decodes is well-formed UTF-8 without BOM, and says how it was read.
#include <cstdlib>
#include <string_view>

#include "connectors/page/charset.h"
#include "connectors/page/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto line = input.find('\n');  // the first line is the header
  const std::string_view content_type = line == std::string_view::npos ? "" : input.substr(0, line);
  const std::string_view bytes = line == std::string_view::npos ? input : input.substr(line + 1);
  const auto decoded = rawi::page::decode(bytes, content_type);
  if (!decoded) return decoded.error().message.empty() ? std::abort(), 0 : 0;
  if (rawi::page::examine_utf8(decoded->text).invalid != 0) std::abort();
  if (decoded->charset.empty() || decoded->evidence.empty()) std::abort();
  return 0;
}
