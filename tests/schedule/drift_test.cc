#include "daemon/schedule/drift.h"

#include <gtest/gtest.h>

namespace rawi::schedule {
namespace {

constexpr std::int64_t kHour = 3'600'000, kNow = 1'700'000'000'000;
const std::string kFeed = "https://news.example/feed";

SourceSchedule habit(std::int64_t last_new, double gap) {
  SourceSchedule made;
  made.first_read_ms = kNow - 1000 * kHour;
  made.last_new_ms = last_new;
  made.usual_gap_ms = gap;
  return made;
}

TEST(Drift, SilenceLongerThanTheHabitIsReportedOnce) {
  DriftWatch watch;
  EXPECT_FALSE(watch.source_read(kFeed, habit(kNow - 23 * kHour, kHour), kNow));
  const auto drift = watch.source_read(kFeed, habit(kNow - 25 * kHour, kHour), kNow);
  ASSERT_TRUE(drift);
  EXPECT_EQ(drift->kind, "silent");
  EXPECT_NE(drift->detail.find(kFeed), std::string::npos);
  EXPECT_FALSE(watch.source_read(kFeed, habit(kNow - 26 * kHour, kHour), kNow));
  EXPECT_FALSE(watch.source_read(kFeed, habit(kNow, kHour), kNow));              // well again
  EXPECT_TRUE(watch.source_read(kFeed, habit(kNow, kHour), kNow + 25 * kHour));  // and silent again
}

TEST(Drift, ASourceWithLongPausesMayBeSilentLonger) {
  DriftWatch watch;
  EXPECT_FALSE(watch.source_read(kFeed, habit(kNow - 60 * kHour, 24.0 * kHour), kNow));
  EXPECT_TRUE(watch.source_read(kFeed, habit(kNow - 97 * kHour, 24.0 * kHour), kNow));
}

TEST(Drift, ASourceThatNeverGaveAnythingIsReportedAfterADay) {
  DriftWatch watch;
  SourceSchedule never;
  EXPECT_FALSE(watch.source_read(kFeed, never, kNow));
  never.first_read_ms = kNow - 25 * kHour;
  never.failures = 7;
  const auto drift = watch.source_read(kFeed, never, kNow);
  ASSERT_TRUE(drift);
  EXPECT_NE(drift->detail.find("7 readings failed"), std::string::npos) << drift->detail;
}

int reports(DriftWatch& watch, int articles, int every) {
  int told = 0;
  for (int i = 0; i < articles; ++i)
    told += watch.article_read("outlet", every == 0 || i % every != 0) ? 1 : 0;
  return told;
}

TEST(Drift, RulesThatStopWorkingAreReportedOnceUntilTheyWorkAgain) {
  DriftWatch watch;
  EXPECT_EQ(reports(watch, 100, 0), 0);
  EXPECT_EQ(reports(watch, 60, 1), 1);
  EXPECT_EQ(reports(watch, 300, 0), 0);
  EXPECT_EQ(reports(watch, 60, 1), 1);
}

TEST(Drift, APageNowAndThenWithoutRulesIsNoDrift) {
  DriftWatch watch;
  EXPECT_EQ(reports(watch, 1000, 5), 0);
}

TEST(Drift, AFewArticlesProveNothing) {
  DriftWatch watch;
  EXPECT_EQ(reports(watch, 5, 1), 0);
}

}  // namespace
}  // namespace rawi::schedule
