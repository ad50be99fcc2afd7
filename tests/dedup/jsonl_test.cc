#include "daemon/dedup/dedup_jsonl.h"

#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/dedup/made_texts.h"

namespace rawi::dedup {
namespace {

using Json = nlohmann::json;
using made::Maker;

struct Outcome {
  std::vector<Json> lines;
  std::string error;
};

Outcome judge(const std::string& input) {
  std::istringstream in(input);
  std::ostringstream out;
  const auto done = judge_lines(in, out);
  Outcome outcome;
  if (!done) outcome.error = done.error().message;
  std::istringstream lines(out.str());
  for (std::string line; std::getline(lines, line);) outcome.lines.push_back(Json::parse(line));
  return outcome;
}

std::string line(const Json& id, const made::Text& text, const Json& published = nullptr,
                 bool ascii = false) {
  const Json json = {{"id", id}, {"title", text.title}, {"body", text.body()}, {"published_at", published}};
  return json.dump(-1, ' ', ascii) + "\n";
}

TEST(DedupJsonl, JudgesInOrder) {
  Maker make(1);
  const auto report = make.report(200), other = make.report(200);
  const auto out = judge(line("a", report) + line("b", other) + "\n" +
                         line("c", make.edited(report, 0.08), nullptr, true));
  ASSERT_EQ(out.error, "");
  ASSERT_EQ(out.lines.size(), 3U);
  EXPECT_EQ(out.lines[0], (Json{{"id", "a"},
                                {"relation", "original"},
                                {"story", story_id("a")},
                                {"of", nullptr},
                                {"similarity", 0}}));
  EXPECT_EQ(out.lines[1]["relation"], "original");
  EXPECT_EQ(out.lines[2]["relation"], "duplicate");
  EXPECT_EQ(out.lines[2]["of"], "a");
  EXPECT_EQ(out.lines[2]["story"], out.lines[0]["story"]);
  EXPECT_GT(out.lines[2]["similarity"].get<double>(), 0.5);
}

TEST(DedupJsonl, AnIdThatComesAgainIsARevision) {
  Maker make(1);
  const auto report = make.report(200);
  const auto out =
      judge(line("a", report) + line("a", make.respelled(report)) + line("a", make.edited(report, 0.1)));
  ASSERT_EQ(out.lines.size(), 3U);
  EXPECT_EQ(out.lines[1]["relation"], "unchanged");
  EXPECT_EQ(out.lines[2]["relation"], "revision");
  EXPECT_EQ(out.lines[2]["of"], "a");
  EXPECT_EQ(out.lines[2]["story"], out.lines[0]["story"]);
}

TEST(DedupJsonl, KeepsNumbersAsIds) {
  Maker make(1);
  const auto report = make.report(200);
  const auto out = judge(line(17, report) + line(18, report));
  ASSERT_EQ(out.lines.size(), 2U);
  EXPECT_EQ(out.lines[0]["id"], 17);
  EXPECT_EQ(out.lines[1]["of"], 17);
}

TEST(DedupJsonl, PublicationTimesCount) {
  Maker make(1);
  const auto report = make.report(200);
  const auto out = judge(line("a", report, "2021-04-02T10:00:00+03:00") + line("b", report, "2021-05-02") +
                         line("c", report, "2021-04-05") + line("d", report));
  ASSERT_EQ(out.lines.size(), 4U);
  EXPECT_EQ(out.lines[1]["relation"], "original");
  EXPECT_EQ(out.lines[2]["of"], "a");
  EXPECT_EQ(out.lines[3]["of"], "a");
}

TEST(DedupJsonl, ErrorsNameTheLine) {
  Maker make(1);
  const auto good = line("a", make.report(50));
  EXPECT_NE(judge(good + "{\"id\":\n").error.find("line 2"), std::string::npos);
  EXPECT_NE(judge("[]\n").error.find("line 1"), std::string::npos);
  EXPECT_NE(judge("{\"title\":\"x\"}").error.find("\"id\""), std::string::npos);
  EXPECT_NE(judge("{\"id\":\"x\",\"published_at\":\"soon\"}").error.find("published_at"), std::string::npos);
  const auto partly = judge(good + "nonsense\n" + good);
  EXPECT_EQ(partly.lines.size(), 1U);
}

TEST(DedupJsonl, NothingGivesNothing) {
  EXPECT_EQ(judge("").error, "");
  EXPECT_TRUE(judge("\n\n").lines.empty());
}

TEST(DedupJsonl, LinesLongerThanTheBuffer) {
  Maker make(1);
  const auto report = make.report(60000);
  const auto out = judge(line("a", report) + line("b", report));
  ASSERT_EQ(out.lines.size(), 2U);
  EXPECT_EQ(out.lines[1]["of"], "a");
}

}  // namespace
}  // namespace rawi::dedup
