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

TEST(Metrics, ReasonLabelsAreBounded) {
  Events events({"error", "text", false});
  for (int i = 0; i < 300; ++i) {
    LinkFinished event = finished("rejected", "");
    event.reason = "http_" + std::to_string(i);
    events.link_finished(event);
  }
  EXPECT_THAT(events.exposition(),
              HasSubstr("rawi_rejections_total{outlet=\"syria-tv\",reason=\"other\"} 200"));
}

TEST(Metrics, WhatSaysHowAnOutletIsNowGoesAwayWithIt) {
  Events events({"error", "text", false});
  events.outlets({"a", "b"});
  events.last_article("a", 1'700'000'000'000);
  events.last_article("b", 1'700'000'000'000);
  events.outlet_paused("a", true);
  EXPECT_THAT(events.exposition(),
              HasSubstr("rawi_outlet_last_article_timestamp_seconds{outlet=\"a\"} 1700000000"));
  events.outlets({"b"});
  LinkFinished late = finished("published", "");  // was in flight when its outlet was taken out
  late.outlet = "a";
  events.link_finished(late);
  const std::string text = events.exposition();
  EXPECT_THAT(text, Not(HasSubstr("timestamp_seconds{outlet=\"a\"}")));
  EXPECT_THAT(text, Not(HasSubstr("rawi_outlet_paused{outlet=\"a\"}")));
  EXPECT_THAT(text, HasSubstr("timestamp_seconds{outlet=\"b\"}"));
  EXPECT_THAT(text, HasSubstr("rawi_link_outcomes_total{outcome=\"published\",outlet=\"a\"} 1"))
      << "counters stay";
}

TEST(Metrics, StagesOutboxAndProcessAreThere) {
  Events events({"error", "text", false});
  Gauges gauges;
  gauges.stages[index_of(Stage::fetch)] = {4, 17};
  gauges.outbox_rows = 3;
  gauges.outbox_limit_rows = 50;
  events.set(gauges);
  events.kafka_trouble(2, 1);
  const std::string text = events.exposition();
  for (const char* line :
       {"rawi_stage_in_progress{stage=\"fetch\"} 4", "rawi_stage_waiting{stage=\"fetch\"} 17",
        "rawi_outbox_records 3", "rawi_outbox_limit_records 50",
        "rawi_kafka_transactions_total{result=\"aborted\"} 2", "rawi_kafka_reconnects_total 1",
        "process_resident_memory_bytes ", "process_cpu_seconds_total ", "process_open_fds ",
        "process_start_time_seconds "}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
}

TEST(Observers, EachSeesWhatHappensAfterTheLogAndTheMetric) {
  struct Seen : Observer {
    void link_finished(const LinkFinished& event) override { outcomes += event.outcome + " "; }
    void committed(const Committed& event) override { records += event.records; }
    std::string outcomes;
    std::size_t records = 0;
  } first, second;
  Events events({"error", "text", false});
  events.observe(first);
  events.observe(second);
  events.link_finished(finished("published", ""));
  Committed committed;
  committed.records = 5;
  events.committed(committed);
  for (const auto* seen : {&first, &second}) {
    EXPECT_EQ(seen->outcomes, "published ");
    EXPECT_EQ(seen->records, 5u);
  }
}

TEST(Metrics, SeriesWhoseLabelsAreKnownBeginAtZero) {
  Events events({"error", "text", false});
  events.outlets({"waha"});
  const std::string text = events.exposition();
  for (const char* series :
       {"rawi_config_reloads_total{result=\"refused\"} 0",
        "rawi_records_refused_total{kept_in_ledger=\"true\"} 0", "rawi_ledger_errors_total{kind=\"io\"} 0",
        "rawi_kafka_reconnects_total 0", "rawi_link_outcomes_total{outcome=\"rejected\",outlet=\"waha\"} 0",
        "rawi_drift_reports_total{kind=\"silent\",outlet=\"waha\"} 0"}) {
    EXPECT_THAT(text, HasSubstr(series));
  }
}

TEST(Log, TheLevelCanBeChangedWhileTheDaemonRuns) {
  Events events({"error", "text", false});
  EXPECT_EQ(stderr_of([&] { events.link_finished(finished("published", "")); }), "");
  events.set_level("info");
  EXPECT_NE(stderr_of([&] { events.link_finished(finished("published", "")); }), "");
}

}  // namespace
}  // namespace rawi::events
