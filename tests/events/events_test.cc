#include "daemon/events/events.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace rawi::events {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string stderr_of(const std::function<void()>& work) {
  ::testing::internal::CaptureStderr();
  work();
  return ::testing::internal::GetCapturedStderr();
}

LinkFinished finished(const std::string& outcome, const std::string& title) {
  LinkFinished event;
  event.outlet = "syria-tv";
  event.url = "https://syria.tv/x";
  event.outcome = outcome;
  event.reason = outcome == "rejected" ? "paywall" : "";
  event.title = title;
  return event;
}

TEST(Log, AJsonLineHasStableNames) {
  Events events({"info", "json", false});
  const std::string line = stderr_of([&] { events.link_finished(finished("published", "عنوان")); });
  const auto json = nlohmann::json::parse(line);
  EXPECT_EQ(json["event"], "link_finished");
  EXPECT_EQ(json["outlet"], "syria-tv");
  EXPECT_EQ(json["outcome"], "published");
  EXPECT_EQ(json["title"], "عنوان");
  EXPECT_EQ(json["level"], "info");
}

TEST(Log, AHostileTitleCanForgeNoLineAndTurnNoTerminalAround) {
  for (const char* format : {"json", "text"}) {
    Events events({"info", format, false});
    const std::string out =
        stderr_of([&] { events.link_finished(finished("published", "a\nb\x1b[31m\u202Ec\u2066d\u200F")); });
    EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 1) << out;
    EXPECT_THAT(out, Not(HasSubstr("\x1b")));
    EXPECT_THAT(out, Not(HasSubstr("\u202E")));
    EXPECT_THAT(out, Not(HasSubstr("\u2066")));
    EXPECT_THAT(out, Not(HasSubstr("\u200F")));
  }
}

TEST(Log, RepeatedTroubleIsSaidOnceAMinute) {
  Events events({"info", "text", false});
  const std::string out = stderr_of([&] {
    for (int i = 0; i < 50; ++i) events.ledger_trouble({Errc::io, "disk full"});
  });
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 1);
}

TEST(Log, JournaldLinesCarryTheirPriority) {
  Events events({"info", "text", true});
  EXPECT_THAT(stderr_of([&] { events.ledger_trouble({Errc::io, "x"}); }), ::testing::StartsWith("<3>"));
}

TEST(Metrics, OneCallMovesTheMetricToo) {
  Events events({"error", "text", false});
  events.link_started("syria-tv");
  events.link_finished(finished("rejected", ""));
  const std::string text = events.exposition();
  EXPECT_THAT(text, HasSubstr("rawi_links_started_total{outlet=\"syria-tv\"} 1"));
  EXPECT_THAT(text, HasSubstr("rawi_link_outcomes_total{outcome=\"rejected\",outlet=\"syria-tv\"} 1"));
  EXPECT_THAT(text, HasSubstr("rawi_rejections_total{outlet=\"syria-tv\",reason=\"paywall\"} 1"));
}

TEST(Metrics, OutletLabelsAreBounded) {
  Events events({"error", "text", false});
  for (int i = 0; i < 5200; ++i) events.link_started("outlet" + std::to_string(i));
  EXPECT_THAT(events.exposition(), HasSubstr("rawi_links_started_total{outlet=\"other\"} 200"));
}

}  // namespace
}  // namespace rawi::events
