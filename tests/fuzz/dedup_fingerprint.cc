// Any bytes are a fingerprint that encodes to themselves, or none; what is read can be remembered and asked.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "daemon/dedup/dedup.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view blob(reinterpret_cast<const char*>(data), size);
  const auto fingerprint = rawi::dedup::Fingerprint::decode(blob);
  if (!fingerprint) return 0;
  const auto again = rawi::dedup::Fingerprint::decode(fingerprint->encode());
  if (!again || again->encode() != fingerprint->encode()) std::abort();
  static rawi::dedup::Dedup dedup;
  dedup.remember(*fingerprint);
  if (dedup.articles() > 1000) dedup = rawi::dedup::Dedup();
  return 0;
}
