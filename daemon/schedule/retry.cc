#include "daemon/schedule/retry.h"

#include <algorithm>

#include <xxhash.h>

namespace rawi::schedule {

namespace {

constexpr std::int64_t kLongestAskedMs = 7 * 86'400'000LL;

}  // namespace

std::optional<std::int64_t> retry_at(const RetryPolicy& policy, int attempts,
                                     std::optional<int> retry_after_s, std::string_view link,
                                     std::int64_t now_ms) {
  if (attempts >= policy.tries) return std::nullopt;
  std::int64_t wait =
      std::clamp<std::int64_t>(policy.first_ms, 2, std::max<std::int64_t>(policy.longest_ms, 2));
  for (int i = 1; i < attempts && wait < policy.longest_ms; ++i) wait = std::min(wait * 2, policy.longest_ms);
  const auto hash = XXH3_64bits_withSeed(link.data(), link.size(), static_cast<XXH64_hash_t>(attempts));
  const std::int64_t jittered =
      wait / 2 + static_cast<std::int64_t>(hash % static_cast<std::uint64_t>(wait / 2 + 1));
  const std::int64_t asked =
      std::clamp<std::int64_t>(std::int64_t{retry_after_s.value_or(0)} * 1000, 0, kLongestAskedMs);
  return now_ms + std::max(jittered, asked);
}

}  // namespace rawi::schedule
