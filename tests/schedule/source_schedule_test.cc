#include "daemon/schedule/source_schedule.h"

#include <gtest/gtest.h>

namespace rawi::schedule {
namespace {

constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;
constexpr std::int64_t kNow = 1'700'000'000'000;  // 2023-11-14 22:13:20 UTC, a Tuesday
constexpr std::string_view kUrl = "https://news.example/feed";
const SourcePolicy kPolicy{kMinute, kHour};

Reading reading(std::int64_t at, int fresh) {
  Reading made;
  made.at_ms = at;
  made.fresh = fresh;
  return made;
}

std::int64_t wait_after(const SourceSchedule& before, const Reading& r) {
  return after(kPolicy, before, r, kUrl).next_due_ms - r.at_ms;
}

SourceSchedule at_interval(std::int64_t interval) {
  SourceSchedule made;
  made.interval_ms = interval;
  made.last_new_ms = kNow - interval;
  return made;
}

TEST(SourceSchedule, SomethingNewBringsTheNextReadingForward) {
  const SourceSchedule before = at_interval(20 * kMinute);
  EXPECT_LT(after(kPolicy, before, reading(kNow, 3), kUrl).interval_ms, 20 * kMinute);
  EXPECT_GT(after(kPolicy, before, reading(kNow, 0), kUrl).interval_ms, 20 * kMinute);
}

TEST(SourceSchedule, StaysWithinFloorAndCeiling) {
  SourceSchedule busy = at_interval(2 * kMinute), asleep = at_interval(2 * kMinute);
  for (int i = 0; i < 100; ++i) {
    busy = after(kPolicy, busy, reading(kNow + i * kHour, 5), kUrl);
    asleep = after(kPolicy, asleep, reading(kNow + i * kHour, 0), kUrl);
  }
  EXPECT_EQ(busy.interval_ms, kMinute);
  EXPECT_EQ(asleep.interval_ms, kHour);
  EXPECT_GE(busy.next_due_ms, kNow + 99 * kHour + kMinute);
  EXPECT_LE(asleep.next_due_ms, kNow + 99 * kHour + kHour + kHour / 10);
}

TEST(SourceSchedule, FailuresWaitLongerAndForgetNothing) {
  SourceSchedule state = at_interval(4 * kMinute);
  Reading failed = reading(kNow, 0);
  failed.result = Reading::Result::failed;
  std::int64_t previous = 0;
  for (int i = 0; i < 10; ++i) {
    state = after(kPolicy, state, failed, kUrl);
    const std::int64_t wait = state.next_due_ms - failed.at_ms;
    EXPECT_TRUE(wait > previous || wait >= kHour) << i;
    EXPECT_LE(wait, kHour + kHour / 10);
    previous = wait;
  }
  EXPECT_EQ(state.failures, 10);
  EXPECT_EQ(state.interval_ms, 4 * kMinute);
  state = after(kPolicy, state, reading(kNow + kHour, 1), kUrl);
  EXPECT_EQ(state.failures, 0);
  EXPECT_LT(state.next_due_ms, kNow + kHour + 4 * kMinute);
}

TEST(SourceSchedule, WhatTheServerAsksForIsRespected) {
  const SourceSchedule before = at_interval(2 * kMinute);
  Reading ttl = reading(kNow, 1), max_age = ttl, retry_after = ttl, endless = ttl;
  ttl.ttl_s = 1800;
  max_age.max_age_s = 900;
  retry_after.retry_after_s = 7200;
  retry_after.result = Reading::Result::failed;
  endless.ttl_s = 2'000'000'000;
  endless.retry_after_s = 2'000'000'000;
  EXPECT_GE(wait_after(before, ttl), 1800'000);
  EXPECT_GE(wait_after(before, max_age), 900'000);
  EXPECT_GE(wait_after(before, retry_after), 7200'000);
  EXPECT_LE(wait_after(before, endless), 8 * kDay);
  endless.retry_after_s.reset();
  EXPECT_LE(wait_after(before, endless), kHour + kHour / 10);  // a ttl beyond the ceiling
}

TEST(SourceSchedule, SkippedHoursAndDaysAreLeftAlone) {
  Reading r = reading(kNow, 1);
  r.skip_hours = {22, 23, 0};
  const auto due = after(kPolicy, at_interval(kMinute), r, kUrl).next_due_ms;
  EXPECT_EQ(due / kHour % 24, 1);
  r.skip_hours.clear();
  r.skip_days = {2, 3};  // Tuesday and Wednesday
  const auto thursday = after(kPolicy, at_interval(kMinute), r, kUrl).next_due_ms;
  EXPECT_EQ((thursday / kDay + 4) % 7, 4);
  EXPECT_EQ(thursday / kHour % 24, 0);
  for (int hour = 0; hour < 24; ++hour) r.skip_hours.push_back(hour);
  EXPECT_LE(wait_after(at_interval(kMinute), r), kHour + kHour / 10);  // no hour left: not listened to
}

TEST(SourceSchedule, SurvivesBeingWrittenDown) {
  SourceSchedule state = after(kPolicy, at_interval(7 * kMinute), reading(kNow, 2), kUrl);
  const SourceSchedule again = SourceSchedule::decode(state.encode());
  EXPECT_EQ(again.encode(), state.encode());
  EXPECT_EQ(after(kPolicy, again, reading(kNow + kHour, 0), kUrl).encode(),
            after(kPolicy, state, reading(kNow + kHour, 0), kUrl).encode());
}

TEST(SourceSchedule, NonsenseIsNeverRead) {
  for (const char* text : {"", "x", "[]", "null", "{\"due\":\"x\"}",
                           "{\"due\":-5,\"interval\":1e300,\"gap\":-1,\"failures\":99999999999999999999}"}) {
    const SourceSchedule state = SourceSchedule::decode(text);
    EXPECT_GE(state.next_due_ms, 0) << text;
    EXPECT_EQ(state.interval_ms, 0) << text;
    EXPECT_GE(after(kPolicy, state, reading(kNow, 0), kUrl).next_due_ms, kNow + kMinute) << text;
  }
}

TEST(SourceSchedule, AResumedProcessKeepsThePlan) {
  SourceSchedule state = at_interval(kHour);
  state.next_due_ms = kNow + 5 * kMinute;
  EXPECT_EQ(resume_at_ms(kPolicy, state, kUrl, kNow), kNow + 5 * kMinute);
  state.next_due_ms = kNow - 2 * kDay;
  EXPECT_GE(resume_at_ms(kPolicy, state, kUrl, kNow), kNow);
  EXPECT_LE(resume_at_ms(kPolicy, state, kUrl, kNow), kNow + kMinute);
  state.next_due_ms = kNow + 400 * kDay;
  EXPECT_LE(resume_at_ms(kPolicy, state, kUrl, kNow), kNow + kHour);
}

}  // namespace
}  // namespace rawi::schedule
