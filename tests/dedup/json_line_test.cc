#include "daemon/dedup/json_line.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace rawi::dedup {
namespace {

ArticleLine read(const std::string& text) {
  ArticleLine line;
  const auto done = read_article_line(text, line);
  EXPECT_TRUE(done) << text;
  return line;
}

TEST(JsonLine, ReadsItsKeysAndPassesOverOthers) {
  const auto line = read(
      R"( { "x" : [1, {"id": "no"}, [], {}, true, null, -1.5e3], "id" : "7", "title":"t", "body" : "b", "outlet":"o",
            "published_at": 1617378000, "y": {"title": "no"} } )");
  EXPECT_EQ(line.id, "7");
  EXPECT_EQ(line.title, "t");
  EXPECT_EQ(line.body, "b");
  EXPECT_EQ(line.outlet, "o");
  EXPECT_EQ(line.published_at, "1617378000");
  EXPECT_FALSE(line.id_is_number);
}

TEST(JsonLine, NullsAreEmpty) {
  const auto line = read(R"({"id":3,"title":null,"body":null,"published_at":null,"outlet":null})");
  EXPECT_EQ(line.id, "3");
  EXPECT_TRUE(line.id_is_number);
  EXPECT_EQ(line.title + line.body + line.published_at + line.outlet, "");
}

// https://www.rfc-editor.org/rfc/rfc8259#section-7
TEST(JsonLine, UnescapesAsTheRfcSays) {
  EXPECT_EQ(read(R"({"id":"1","body":"a\"b\\c\/d\b\f\n\r\te"})").body, "a\"b\\c/d\b\f\n\r\te");
  EXPECT_EQ(read(R"({"id":"1","body":"\u0633\u0648\u0642 \u0041\u00e9 \ud83d\ude00!"})").body, "سوق Aé 😀!");
  EXPECT_EQ(read(R"({"id":"1","body":"\ud83d x \ude00 \ud83d\u0041"})").body, "\uFFFD x \uFFFD \uFFFDA");
}

TEST(JsonLine, AgreesWithNlohmann) {
  const nlohmann::json json = {
      {"id", "معرف"}, {"title", "قال: \"نعم\"\\ \x01 😀"}, {"body", "سطر\n\nسطر\tآخر / é"}};
  for (const bool ascii : {false, true}) {
    const auto line = read(json.dump(-1, ' ', ascii));
    EXPECT_EQ(line.id, json["id"]);
    EXPECT_EQ(line.title, json["title"]);
    EXPECT_EQ(line.body, json["body"]);
  }
}

TEST(JsonLine, RefusesWhatIsNoObject) {
  ArticleLine line;
  for (const std::string bad :
       {"", "{", "{}", "[]", "null", R"({"id"})", R"({"id":})", R"({"id":"1")", R"({"id":"1"} x)",
        R"({"id":"1",})", R"({"id":["1"]})", R"({"id":"1","title":5})", R"({"id":"\x"})", R"({"id":"\u12"})",
        R"({"id":"\u12G4"})", R"({"id":"unterminated})", R"({"id":"1","x":tru})", R"({"id":""})"}) {
    const auto done = read_article_line(bad, line);
    ASSERT_FALSE(done) << bad;
    EXPECT_EQ(done.error().code, Errc::bad_input);
  }
  EXPECT_FALSE(read_article_line(R"({"id":"1","x":)" + std::string(100000, '['), line));
}

TEST(JsonLine, WritesStringsThatReadBack) {
  const std::string text = "قال \"نعم\" \\ \n\x01 é";
  std::string out;
  append_json_string(out, text);
  EXPECT_EQ(nlohmann::json::parse(out), text);
}

}  // namespace
}  // namespace rawi::dedup
