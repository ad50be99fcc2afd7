#include "daemon/schedule/retry.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace rawi::schedule {
namespace {

constexpr std::int64_t kNow = 1'700'000'000'000;

TEST(Retry, WaitsTwiceAsLongEachTimeAndThenGivesUp) {
  const RetryPolicy policy{5, 60'000, 6 * 3'600'000LL};
  std::int64_t most = 60'000;
  for (int attempts = 1; attempts < 5; ++attempts, most *= 2) {
    const auto at = retry_at(policy, attempts, std::nullopt, "https://news.example/a", kNow);
    ASSERT_TRUE(at.has_value());
    EXPECT_GE(*at - kNow, most / 2) << attempts;
    EXPECT_LE(*at - kNow, most) << attempts;
  }
  EXPECT_FALSE(retry_at(policy, 5, std::nullopt, "https://news.example/a", kNow).has_value());
}

TEST(Retry, NeverWaitsLongerThanTheLongest) {
  const RetryPolicy policy{1000, 60'000, 3'600'000};
  EXPECT_LE(*retry_at(policy, 999, std::nullopt, "x", kNow), kNow + 3'600'000);
}

TEST(Retry, LinksThatFailedTogetherDoNotComeBackTogether) {
  std::set<std::int64_t> moments;
  for (int i = 0; i < 1000; ++i)
    moments.insert(*retry_at({}, 3, std::nullopt, "https://news.example/" + std::to_string(i), kNow));
  EXPECT_GT(moments.size(), 900u);
}

TEST(Retry, RetryAfterIsTheEarliestUpToAWeek) {
  EXPECT_EQ(*retry_at({}, 1, 7200, "x", kNow), kNow + 7'200'000);
  EXPECT_EQ(*retry_at({}, 1, 2'000'000'000, "x", kNow), kNow + 7 * 86'400'000LL);
  EXPECT_GT(*retry_at({}, 1, -5, "x", kNow), kNow);
}

}  // namespace
}  // namespace rawi::schedule
