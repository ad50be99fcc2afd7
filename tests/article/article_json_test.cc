#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "connectors/article.h"
#include "connectors/json_text.h"

namespace rawi::test {
namespace {

using Json = nlohmann::ordered_json;

std::string json_of(std::string_view text) {
  std::string out;
  append_json(out, text);
  return out;
}

// https://www.rfc-editor.org/rfc/rfc8259#section-7
TEST(JsonText, EscapesWhatMustBeEscapedAndNothingElse) {
  EXPECT_EQ(json_of(""), "\"\"");
  EXPECT_EQ(json_of("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"");
  EXPECT_EQ(json_of("\b\t\n\f\r"), "\"\\b\\t\\n\\f\\r\"");
  EXPECT_EQ(json_of(std::string_view("\0\x1f\x7f", 3)), "\"\\u0000\\u001f\x7f\"");
  EXPECT_EQ(json_of("حديقة 中 😀"), "\"حديقة 中 😀\"");
}

// Another writer of JSON makes the same of any bytes, well-formed or not.
TEST(JsonText, ReplacesWhatIsNoUtf8ByMaximalSubparts) {
  constexpr std::string_view kPieces[] = {
      "a",        "\"",           "\n",       "\xD8\xA7",     "\xD9\x85\xD8\xB1", "\xE2\x80", "\xA6",
      "\xF0\x9F", "\xED\xA0\x80", "\xC0\x80", "\xF4\x90\x80", "\xE0\x9F",         "\xFF",     "\xD8",
      "😀"};
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (auto left = random() % 12; left > 0; --left) text += kPieces[random() % std::size(kPieces)];
    ASSERT_EQ(json_of(text), Json(text).dump(-1, ' ', false, Json::error_handler_t::replace));
  }
}

TEST(ArticleJson, IsOneObjectWithItsKeysInTheAgreedOrder) {
  Article a;
  a.id = "4b7c";
  a.title = "افتتاح \"الحديقة\"";
  a.authors = {"سعاد منير", "خالد سعد"};
  a.section = "";
  a.published_at = "2024-05-11";
  a.paragraphs = {{Paragraph::Kind::heading, "أولا"}, {Paragraph::Kind::text, "نص"}};
  a.story = {"s1", "revision", "", 0.5};
  a.changes = {{"title", 0}, {"paragraph_added", 1}};
  a.provenance.fields = {{"title", "h1"}};
  const Json json = Json::parse(to_json(a));
  std::vector<std::string> keys;
  for (const auto& item : json.items()) keys.push_back(item.key());
  EXPECT_EQ(keys, (std::vector<std::string>{
                      "schema",   "id",         "revision",     "url",         "fetched_url", "outlet",
                      "language", "title",      "subtitle",     "authors",     "sources",     "dateline",
                      "section",  "keywords",   "published_at", "modified_at", "fetched_at",  "paragraphs",
                      "body",     "lead_image", "story",        "provenance",  "changes"}));
  EXPECT_EQ(json["title"], a.title);
  EXPECT_EQ(json["authors"], Json(a.authors));
  EXPECT_EQ(json["section"], "") << "stated and empty is not the same as not stated";
  EXPECT_TRUE(json["dateline"].is_null());
  EXPECT_TRUE(json["subtitle"].is_null());
  EXPECT_TRUE(json["lead_image"].is_null());
  EXPECT_EQ(json["body"], "أولا\n\nنص");
  EXPECT_EQ(json["paragraphs"][0]["kind"], "heading");
  EXPECT_EQ(json["story"].dump(), R"({"id":"s1","relation":"revision","of":null,"similarity":0.5})");
  EXPECT_EQ(json["changes"].dump(),
            R"([{"kind":"title","paragraph":null},{"kind":"paragraph_added","paragraph":1}])");
  EXPECT_EQ(json["provenance"]["fields"].dump(), R"({"title":"h1"})");
}

TEST(ArticleJson, LeavesOutWhatOnlyRevisionsHave) {
  const Json json = Json::parse(to_json(Article{}));
  EXPECT_FALSE(json.contains("changes"));
  EXPECT_TRUE(json["story"].is_null());
  EXPECT_EQ(json["paragraphs"], Json::array());
  EXPECT_EQ(json["provenance"]["fields"], Json::object());
}

TEST(ArticleJson, NamesTheReasonOfARejection) {
  EXPECT_EQ(to_json(Rejection{"not_arabic", "the text is fa"}),
            R"({"rejected":{"reason":"not_arabic","detail":"the text is fa"}})");
}

}  // namespace
}  // namespace rawi::test
