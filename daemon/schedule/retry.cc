#include "daemon/schedule/retry.h"

#include <algorithm>

#include <xxhash.h>

namespace rawi::schedule {

std::optional<std::int64_t> retry_at(const RetryPolicy& policy, int attempts,
                                     std::optional<int> retry_after_s, std::string_view link,
                                     std::int64_t now_ms) {
  if (attempts >= policy.tries) return std::nullopt;
  const int doublings = std::clamp(attempts - 1, 0, 20);
  const std::int64_t wait = std::min(policy.first_ms << doublings, policy.longest_ms);
  const auto hash = XXH3_64bits_withSeed(link.data(), link.size(), static_cast<XXH64_hash_t>(attempts));
  const std::int64_t jittered =
      wait / 2 + static_cast<std::int64_t>(hash % static_cast<std::uint64_t>(wait / 2 + 1));
  const std::int64_t asked = retry_after_s ? std::int64_t{*retry_after_s} * 1000 : std::int64_t{0};
  return now_ms + std::max(jittered, asked);
}

}  // namespace rawi::schedule
