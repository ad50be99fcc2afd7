// When a link that could not be fetched is tried again.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rawi::schedule {

struct RetryPolicy {
  int tries = 5;  // in all; the last one's failure is final
  std::int64_t first_ms = 60'000, longest_ms = 6 * 3'600'000LL;
};

// `attempts`: tries so far, this one included. nullopt: no more, the failure is final. Exponential with
// jitter that depends on the link alone; never before the Retry-After that the server gave
// (up to a week).
[[nodiscard]] std::optional<std::int64_t> retry_at(const RetryPolicy& policy, int attempts,
                                                   std::optional<int> retry_after_s, std::string_view link,
                                                   std::int64_t now_ms);

}  // namespace rawi::schedule
