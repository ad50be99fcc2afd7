// Pages made to hurt: bounded time and memory, no deep stack, a sane tree or a typed refusal.
#include <gtest/gtest.h>
#include <pthread.h>

#include <chrono>

#include "connectors/page/charset.h"
#include "connectors/page/document.h"

namespace rawi::page {
namespace {

std::string times(std::string_view piece, std::size_t count) {
  std::string out;
  out.reserve(piece.size() * count);
  for (std::size_t i = 0; i < count; ++i) out += piece;
  return out;
}

struct Hostile {
  const char* name;
  std::string (*page)();
  bool must_be_read = false;  // false: Errc::too_large is as good
};

constexpr std::size_t kMany = 200'000;

const Hostile kPages[] = {
    {"NestedDivs", [] { return times("<div>", kMany) + "x"; }, true},
    {"NestedUnknowns", [] { return times("<x-y>", kMany) + "x"; }, true},
    {"NestedSpansInParagraphs", [] { return times("<p><span>", kMany); }, true},
    {"NestedTables", [] { return times("<table><tr><td>", kMany); }},
    {"NestedTablesWithText", [] { return times("<table>x", kMany); }},
    {"NestedLists", [] { return times("<ul><li>", kMany); }},
    {"NestedSvg", [] { return times("<svg>", kMany) + "<p>x"; }},
    {"NestedMath", [] { return times("<math><mi>", kMany); }},
    {"NestedTemplates", [] { return times("<template>", kMany); }},
    {"NestedSelects", [] { return times("<select><option>", kMany); }},
    {"NestedButtons", [] { return times("<button><p>", kMany); }},
    {"NestedObjects", [] { return times("<object><b>", kMany); }},
    {"NestedAndClosed", [] { return times("<div>", kMany) + "x" + times("</div>", kMany) + "<p>y"; }, true},
    {"FormattingNeverClosed", [] { return times("<b><i>", kMany); }},
    {"FormattingAllDifferent",
     [] {
       std::string out;
       for (int i = 0; i < 50'000; ++i) out += "<b a=" + std::to_string(i) + "><p>x";
       return out;
     }},
    {"AdoptionAgency", [] { return times("<b><i><u>", kMany / 3) + times("</b></i></u>x", kMany / 3); }},
    {"AdoptionAgencyWithBlocks", [] { return times("<b><div>", kMany / 2) + times("</b>", kMany); }},
    {"Anchors", [] { return times("<a href=x>", kMany); }, true},
    {"AnchorsInBlocks", [] { return times("<a><div>", kMany); }},
    {"Nobrs", [] { return times("<nobr>", kMany); }},
    {"FosterParenting", [] { return "<table>" + times("x<b>y</b> <tr>", kMany); }},
    {"UnmatchedEndTags", [] { return times("<span>", 500) + times("</x></section>", kMany); }},
    {"ParagraphsAtDepth", [] { return times("<div>", 500) + times("<p>x", kMany); }},
    {"MillionAttributes",
     [] {
       std::string out = "<p ";
       for (int i = 0; i < 1'000'000; ++i) out += 'a' + std::to_string(i) + "=1 ";
       return out + ">x";
     },
     true},
    {"MillionTimesTheSameAttribute", [] { return "<p " + times("a ", 1'000'000) + ">x"; }, true},
    {"BodyTags", [] { return times("<body a=1>", kMany) + "x"; }, true},
    {"HtmlTagsWithManyNames",
     [] {
       std::string out;
       for (int i = 0; i < 50'000; ++i) out += "<html n" + std::to_string(i) + ">";
       return out;
     },
     true},
    {"OneLongText", [] { return "<p>" + times("نص طويل ", 700'000); }, true},
    {"OneLongTagName", [] { return '<' + times("a", 10'000'000) + ">x"; }},
    {"OneLongAttribute", [] { return "<p title='" + times("a", 10'000'000) + "'>x"; }, true},
    {"OneLongComment", [] { return "a<!--" + times("- -", 3'000'000) + "-->b"; }, true},
    {"OneLongDoctype", [] { return "<!DOCTYPE " + times("x", 5'000'000) + ">b"; }},
    {"References", [] { return "<p>" + times("&lt;&nGt;&#1575;&x;&", kMany); }, true},
    {"ReferenceOfManyDigits", [] { return "<p>&#" + times("9", 5'000'000) + ";"; }, true},
    {"Nuls", [] { return "<p>" + std::string(5'000'000, '\0') + "x"; }, true},
    {"LessThans", [] { return times("<", 5'000'000); }, true},
    {"UnclosedComments", [] { return times("<!--", 2'000'000); }, true},
    {"UnclosedQuotes", [] { return times("<a b='", kMany); }, true},
    {"UnclosedScripts", [] { return times("<script>", kMany); }, true},
    {"UnclosedEscapedScripts", [] { return times("<script><!--<script>", kMany); }, true},
    {"UnclosedTitles", [] { return times("<title></titl", kMany); }, true},
    {"UnclosedDrawings", [] { return times("<svg><g><path d='M0'>", kMany); }},
    {"DrawingsThatBreakOff", [] { return times("<svg><g></g>", kMany) + times("</p>", 10); }},
    {"CommentsBetweenTexts", [] { return "<p>" + times("a<!-- -->", kMany * 2); }, true},
    {"ScriptsBetweenTexts", [] { return "<p>" + times("a<script></script>", kMany); }, true},
    {"Framesets", [] { return times("<frameset>", kMany); }},
    {"EmptyElements", [] { return times("<br>", 2'000'000); }},
    {"OptionsWithoutEnd", [] { return "<select>" + times("<option>x", kMany); }, true},
    {"CellsWithoutEnd", [] { return "<table>" + times("<tr><td><font size=1>x", kMany / 2); }, true},
};

class HostilePage : public testing::TestWithParam<Hostile> {};

TEST_P(HostilePage, IsReadOrRefusedInBoundedTime) {
  const std::string page = GetParam().page();
  const auto start = std::chrono::steady_clock::now();
  auto doc = parse_html(page);
  const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  RecordProperty("milliseconds", static_cast<int>(took * 1000));
  EXPECT_LT(
      took,
      20.0);  // far above what it takes: a bound against growth faster than the page, also under a sanitizer
  if (!doc) {
    EXPECT_EQ(doc.error().code, Errc::too_large);
    EXPECT_FALSE(GetParam().must_be_read) << doc.error().message;
    return;
  }
  ParseOptions limits;
  for (NodeId n = 0; n < doc->size(); ++n) {
    std::uint32_t depth = 0;
    for (NodeId up = n; doc->parent(up) != kNone && depth <= limits.max_depth; up = doc->parent(up)) ++depth;
    ASSERT_LE(depth, limits.max_depth);
    if (n > 20'000) break;
  }
}

INSTANTIATE_TEST_SUITE_P(Pages, HostilePage, testing::ValuesIn(kPages),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(HostilePage, TextAtTheBottomOfDeepNestingIsNotLost) {
  const auto doc = parse_html(times("<div>", kMany) + "القاع" + times("</div>", kMany) + "<p>بعده");
  ASSERT_TRUE(doc.has_value());
  EXPECT_EQ(doc->text_content(0), "القاعبعده");
}

TEST(HostilePage, OfFiftyMegabytesIsRefusedAtOnce) {
  const auto doc = parse_html(std::string(50u << 20, 'x'));
  ASSERT_FALSE(doc.has_value());
  EXPECT_EQ(doc.error().code, Errc::too_large);
}

TEST(HostilePage, TheWholeWayIsBoundedToo) {
  ParseOptions plain;
  plain.slim = false;
  const auto doc = parse_html(times("<div>", 20'000) + "x", plain);
  ASSERT_TRUE(doc.has_value());
  EXPECT_EQ(doc->text_content(0), "x");
}

TEST(HostilePage, NodesBeyondTheLimitAreRefused) {
  ParseOptions few;
  few.max_nodes = 100;
  EXPECT_FALSE(parse_html(times("<p>x", 200), few).has_value());
  EXPECT_TRUE(parse_html(times("<p>x", 20), few).has_value());
}

// A thread with a small stack: whatever recursed with depth would fall over here.
TEST(HostilePage, NeedsNoDeepStack) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 256 << 10);
  pthread_t thread;
  const auto run = [](void*) -> void* {
    (void)parse_html(times("<div><b>", kMany));
    (void)decode(times("<div>\xC7\xE1", kMany), "");
    return nullptr;
  };
  ASSERT_EQ(pthread_create(&thread, &attributes, run, nullptr), 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

}  // namespace
}  // namespace rawi::page
