#include "daemon/cli/status_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace rawi::cli {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

const char* const kStatus = R"({"version":"1.0.0","instance":"rawi","uptime_seconds":7300,"ready":false,
  "reasons":[{"code":"kafka_away","detail":"no broker answers"}],"held_back":null,
  "stages":[{"name":"fetch","in_progress":4,"waiting":17,"done":431,"per_minute":[1,2,5,3],"p50_ms":180.0,"p99_ms":null}],
  "outbox":{"records":2,"bytes":2048,"oldest_seconds":90,"limit_records":50000,"limit_bytes":536870912},
  "kafka":{"state":"away","reason":"no broker answers","bootstrap_servers":"k:9092","records":3,"commits":1},
  "ledger":{"path":"/l","bytes":1048576,"wal_bytes":0},"totals":{"published":3}})";

TEST(StatusText, SaysWhyTheDaemonIsNotReady) {
  const auto lines = status_lines(Json::parse(kStatus), Json::array(), kEveryOutlet);
  EXPECT_THAT(lines, Contains(HasSubstr("NOT READY: kafka_away: no broker answers")));
  EXPECT_THAT(lines, Contains(HasSubstr("2 of 50000 records, 2.0 KiB of 512.0 MiB, oldest 1 min")));
  EXPECT_THAT(lines, Contains(HasSubstr("published 3")));
  EXPECT_THAT(lines.front(), HasSubstr("up 2.0 h"));
}

TEST(StatusText, OutletsThatNeedALookComeFirstWhereRoomIsShort) {
  Json outlets = Json::array();
  for (int i = 0; i < 50; ++i)
    outlets.push_back({{"id", "well" + std::to_string(i)}, {"drift", Json::array()}});
  outlets.push_back({{"id", "silent-one"}, {"drift", {{{"kind", "silent"}}}}});
  const auto lines = status_lines(Json::parse(kStatus), outlets, 24);
  EXPECT_LE(lines.size(), 24u);
  EXPECT_THAT(lines, Contains(HasSubstr("silent-one")));
  EXPECT_THAT(lines.back(), HasSubstr("more"));
}

TEST(StatusText, NothingFromTheWebTurnsTheTerminalAround) {
  Json status = Json::parse(kStatus);
  status["reasons"][0]["detail"] = "a\x1b[2J\u202Eb\u2066c\nd\u009B2Je";
  for (const auto& line : status_lines(status, Json::array(), kEveryOutlet)) {
    EXPECT_THAT(line, Not(HasSubstr("\x1b")));
    EXPECT_THAT(line, Not(HasSubstr("\u202E")));
    EXPECT_THAT(line, Not(HasSubstr("\u2066")));
    EXPECT_THAT(line, Not(HasSubstr("\u009B")));
    EXPECT_THAT(line, Not(HasSubstr("\n")));
  }
}

TEST(StatusText, AnAnswerOfAnotherShapeIsShownAsFarAsItGoes) {
  for (const char* text : {"null", "[]", "{}", "7", R"({"stages":7,"outbox":[],"reasons":{"a":1}})"}) {
    const Json json = Json::parse(text);
    EXPECT_FALSE(status_lines(json, json, kEveryOutlet).empty()) << text;
  }
}

}  // namespace
}  // namespace rawi::cli
