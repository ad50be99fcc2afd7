#include "connectors/extract/loose_json.h"

#include <gtest/gtest.h>

#include <string>

namespace rawi::extract {
namespace {

// Back to one strict spelling, so that tables can compare trees.
std::string spelled(const LooseJson& json, LooseJson::Index i) {
  std::string out;
  switch (json.kind(i)) {
    case LooseJson::Kind::string: return '"' + std::string(json.text(i)) + '"';
    case LooseJson::Kind::scalar: return std::string(json.text(i));
    case LooseJson::Kind::array:
    case LooseJson::Kind::object: break;
  }
  const bool object = json.kind(i) == LooseJson::Kind::object;
  for (auto c = i + 1; c < json.end(i); c = json.end(c)) {
    if (!out.empty()) out += ',';
    if (object) out += std::string(json.key(c)) + ':';
    out += spelled(json, c);
  }
  return object ? '{' + out + '}' : '[' + out + ']';
}

std::string read(std::string_view text) {
  const LooseJson json(text);
  return spelled(json, 0);
}

struct Case {
  const char* what;
  std::string text, want;
};

class LooseJsonReads : public testing::TestWithParam<Case> {};

TEST_P(LooseJsonReads, WhatTemplatesWrite) {
  EXPECT_EQ(read(GetParam().text), GetParam().want) << GetParam().what;
}

INSTANTIATE_TEST_SUITE_P(Rfc8259, LooseJsonReads,
                         testing::Values(Case{"object", R"({"a": 1, "b": [true, null, "x"], "c": {}})",
                                              R"([{a:1,b:[true,null,"x"],c:{}}])"},
                                         Case{"escapes", R"({"a": "\"\\\/\u0628\n\ud83d\ude00"})",
                                              "[{a:\"\"\\/ب\n😀\"}]"},
                                         Case{"a lone surrogate", R"(["\ud83d x"])", "[[\"\uFFFD x\"]]"},
                                         Case{"empty", "", "[]"}));

INSTANTIATE_TEST_SUITE_P(
    Tolerated, LooseJsonReads,
    testing::Values(
        Case{"byte order mark", "\xEF\xBB\xBF{\"a\":1}", "[{a:1}]"},
        Case{"HTML comment around it", "<!--\n{\"a\":1}\n-->", "[{a:1}]"},
        Case{"CDATA around it", "//<![CDATA[\n{\"a\":[1]}\n//]]>", "[{a:[1]}]"},
        Case{"a comment inside", "{\"a\": /* one */ 1}", "[{a:1}]"},
        Case{"trailing commas", R"({"a":[1,2,],"b":3,})", "[{a:[1,2],b:3}]"},
        Case{"a missing comma", "{\"a\": \"x\"\n \"b\": \"y\"}", R"([{a:"x",b:"y"}])"},
        Case{"several values glued together", R"({"a":1}{"b":2};[3])", "[{a:1},{b:2},[3]]"},
        Case{"raw line ends in a string", "{\"a\": \"x\ny\tz\"}", "[{a:\"x\ny\tz\"}]"},
        Case{"quotes nobody escaped", R"({"a": "قال "نعم" ومضى", "b": 1})", R"([{a:"قال "نعم" ومضى",b:1}])"},
        Case{"an unescaped quote before a comma", R"({"a": "قال "نعم", ومضى", "b": 1})",
             R"([{a:"قال "نعم", ومضى",b:1}])"},
        Case{"text that breaks off in a string", R"({"a": {"b": "cut sh)", R"([{a:{b:"cut sh"}}])"},
        Case{"text that breaks off in a list", R"({"a": [1, 2)", "[{a:[1,2]}]"},
        Case{"a bracket that nobody closed", R"({"a": [1, 2 }, {"b": 3})", "[{a:[1,2]},{b:3}]"},
        Case{"keys without quotes", "{a: 1, b : 2}", "[{a:1,b:2}]"}));

TEST(LooseJson, FindsAMemberByItsKey) {
  const LooseJson json(R"({"a": {"x": 1}, "b": "y"})");
  EXPECT_EQ(json.text(json.find(1, "b")), "y");
  EXPECT_EQ(json.find(1, "x"), LooseJson::kNone) << "members of members are not its own";
  EXPECT_EQ(json.find(LooseJson::kNone, "a"), LooseJson::kNone);
}

TEST(LooseJson, StopsAtItsBoundsAndKeepsWhatItRead) {
  const LooseJson deep(std::string(100'000, '[') + "1");
  EXPECT_LE(deep.size(), LooseJson::kMaxDepth + 2);
  std::string wide = "[";
  for (int i = 0; i < 200'000; ++i) wide += "1,";
  EXPECT_LE(LooseJson(wide).size(), LooseJson::kMaxNodes + 1);
}

TEST(LooseJson, QuotesAndBlanksInBulkCostLinearTime) {
  const LooseJson quotes("{\"a\":\"" + std::string(2'000'000, '"'));
  EXPECT_GE(quotes.size(), 2u);
  std::string blanks = "{\"a\":\"";
  for (int i = 0; i < 20'000; ++i) blanks += "\"" + std::string(100, ' ');
  EXPECT_GE(LooseJson(blanks).size(), 2u);
}

}  // namespace
}  // namespace rawi::extract
