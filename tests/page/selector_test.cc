// Selectors Level 4: https://www.w3.org/TR/selectors-4/
#include "connectors/page/selector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rawi::page {
namespace {

// Every element that a selector may name here carries its own mark in data-n.
constexpr std::string_view kPage = R"html(<!DOCTYPE html>
<html lang="ar-SY"><head><title>صفحة</title></head>
<body data-n="body" class="home rtl">
  <div data-n="main" id="main" class="content wide">
    <h1 data-n="h1" class="title">عنوان الخبر</h1>
    <p data-n="p1" class="lead first">مقدمة <b data-n="b1">قصيرة</b></p>
    <p data-n="p2">نص <a data-n="a1" href="/ar/news/1" rel="nofollow tag">رابط</a></p>
    <div data-n="box" class="box related-links"><ul data-n="ul">
      <li data-n="li1">واحد</li><li data-n="li2" class="on">اثنان</li><li data-n="li3">ثلاثة</li>
      <li data-n="li4">أربعة</li><li data-n="li5">خمسة</li></ul></div>
    <p data-n="p3" data-id="42" title="A &amp; B">اقرأ   أيضا
       المزيد</p>
    <my-part data-n="my"></my-part>
    <span data-n="empty"></span><span data-n="odd" class="md:flex 2col a.b" id="7x">س</span>
  </div>
  <div data-n="side"><p data-n="p4" lang="ar">جانب</p></div>
</body></html>)html";

const Document& page() {
  static const Document* const doc = new Document(*parse_html(std::string(kPage)));
  return *doc;
}

std::string names(const Document& doc, const std::vector<NodeId>& nodes) {
  std::string out;
  for (const NodeId n : nodes) {
    if (!out.empty()) out += ' ';
    out += doc.attribute(n, "data-n").value_or(doc.tag_name(n));
  }
  return out;
}

std::string matched(std::string_view selector) {
  const auto compiled = Selector::compile(selector);
  return compiled ? names(page(), compiled->all(page())) : compiled.error().message;
}

struct Case {
  std::string_view selector, wanted;
};

class SelectorTable : public testing::TestWithParam<Case> {};

TEST_P(SelectorTable, MatchesInDocumentOrder) { EXPECT_EQ(matched(GetParam().selector), GetParam().wanted); }

constexpr Case kSimple[] = {
    {"h1", "h1"},
    {"H1", "h1"},
    {"my-part", "my"},
    {"video", ""},
    {"ul *", "li1 li2 li3 li4 li5"},
    {".lead", "p1"},
    {"p.lead.first", "p1"},
    {".Lead", ""},
    {".lea", ""},
    {"#main", "main"},
    {"div#main.wide", "main"},
    {"#7x", "odd"},
    {".md\\:flex", "odd"},
    {".\\32 col", "odd"},
    {".a\\.b", "odd"},
    {"h1, .on ,b", "h1 b1 li2"},
};
INSTANTIATE_TEST_SUITE_P(Section5TypeSection6ClassAndId, SelectorTable, testing::ValuesIn(kSimple));

constexpr Case kAttributes[] = {
    {"[rel]", "a1"},
    {"[REL]", "a1"},
    {"[data-id=42]", "p3"},
    {"[data-id='42']", "p3"},
    {"[ data-id = \"42\" ]", "p3"},
    {"[rel~=tag]", "a1"},
    {"[rel~='nofollow tag']", ""},
    {"[lang|=ar]", "html p4"},
    {"[lang|=a]", ""},
    {"[href^=\"/ar/\"]", "a1"},
    {"[href^=/ar/news/1]", "a1"},
    {"[href$='/1']", "a1"},
    {"[class*=related]", "box"},
    {"[class*=RELATED]", ""},
    {"[class*=RELATED i]", "box"},
    {"[class*=\"RELATED\"I]", "box"},
    {"[class*=related s]", "box"},
    {"[class^=\"\"]", ""},
    {"[title='A & B']", "p3"},
    {"p[lang]", "p4"},
};
INSTANTIATE_TEST_SUITE_P(Section6Attributes, SelectorTable, testing::ValuesIn(kAttributes));

constexpr Case kCombinators[] = {
    {"#main p", "p1 p2 p3"},
    {"div p", "p1 p2 p3 p4"},
    {"body > p", ""},
    {"body > div > p", "p1 p2 p3 p4"},
    {"h1 + p", "p1"},
    {"h1+p+p", "p2"},
    {"h1 ~ p", "p1 p2 p3"},
    {"p ~ div li.on", "li2"},
    {"h1 ~ div > ul > li:first-child", "li1"},
    {"html body div div ul li.on", "li2"},
    {"body > div li + li.on ~ li", "li3 li4 li5"},
    {"\n .content >\t.box\n", "box"},
};
INSTANTIATE_TEST_SUITE_P(Section15Combinators, SelectorTable, testing::ValuesIn(kCombinators));

constexpr Case kPositions[] = {
    {"li:first-child", "li1"},
    {"li:last-child", "li5"},
    {"li:nth-child(2)", "li2"},
    {"li:nth-child(odd)", "li1 li3 li5"},
    {"li:nth-child(EVEN)", "li2 li4"},
    {"li:nth-child(2n+1)", "li1 li3 li5"},
    {"li:nth-child(-n+2)", "li1 li2"},
    {"li:nth-child( 3n - 1 )", "li2 li5"},
    {"li:nth-child(n+4)", "li4 li5"},
    {"li:nth-child(-2)", ""},
    {"li:nth-last-child(2)", "li4"},
    {"li:nth-last-child(-n+2)", "li4 li5"},
    {"p:nth-of-type(2)", "p2"},
    {"p:nth-last-of-type(1)", "p3 p4"},
    {"p:first-of-type", "p1 p4"},
    {"p:last-of-type", "p3 p4"},
    {"#main > :nth-of-type(1)", "h1 p1 box my empty"},
    {"p:only-child", "p4"},
    {"ul:only-child", "ul"},
    {"#main > div:only-of-type", "box"},
    {":root", "html"},
    {"span:empty", "empty"},
    {"my-part:empty", "my"},
};
INSTANTIATE_TEST_SUITE_P(Section14Positions, SelectorTable, testing::ValuesIn(kPositions));

constexpr Case kLogic[] = {
    {"p:not(.lead)", "p2 p3 p4"},
    {"p:not(.lead, [lang])", "p2 p3"},
    {"p:not(:not(.lead))", "p1"},
    {"p:not(#main p)", "p4"},
    {":is(h1, .box) + p", "p1 p3"},
    {"body :where(b, a)", "b1 a1"},
    {"p:has(a)", "p2"},
    {"p:has(> b, > a)", "p1 p2"},
    {"div:has(> p.lead)", "main"},
    {"div:has(li + .on)", "main box"},
    {"h1:has(+ p)", "h1"},
    {"h1:has(~ div .on)", "h1"},
    {"p:has(+ div li)", "p2"},
    {"div:not(:has(h1))", "box side"},
    {"p:contains(\"اقرأ أيضا المزيد\")", "p3"},
    {"p:contains(  'رابط' )", "p2"},
    {"li:contains(أربعة)", "li4"},
    {"b:contains(\"مقدمة\")", ""},
};
INSTANTIATE_TEST_SUITE_P(Section4Logic, SelectorTable, testing::ValuesIn(kLogic));

TEST(Selector, SearchesStrictlyBelowTheScope) {
  const NodeId main = Selector::compile("#main")->first(page());
  EXPECT_EQ(names(page(), Selector::compile("div")->all(page(), main)), "box");
  EXPECT_EQ(names(page(), Selector::compile("body p")->all(page(), main)),
            "p1 p2 p3");  // ancestors may lie above
  EXPECT_EQ(names(page(), Selector::compile(":scope > p")->all(page(), main)), "p1 p2 p3");
  EXPECT_EQ(Selector::compile("#main")->first(page(), main), kNone);
  EXPECT_EQ(Selector::compile("p")->first(page(), page().size()), kNone);
}

TEST(Selector, TellsWhetherOneNodeMatches) {
  const NodeId lead = Selector::compile(".lead")->first(page());
  EXPECT_TRUE(Selector::compile("h1 + p")->matches(page(), lead));
  EXPECT_FALSE(Selector::compile("h1 > p")->matches(page(), lead));
  EXPECT_FALSE(Selector::compile("*")->matches(page(), lead + 1));  // its text
}

TEST(Selector, KeepsItsTextAndIsCheapToCopy) {
  const Selector copy = *Selector::compile(" p > a ");
  EXPECT_EQ(copy.text(), " p > a ");
}

class SelectorError : public testing::TestWithParam<Case> {};

TEST_P(SelectorError, NamesTheColumnAndWhatWasExpected) {
  const auto compiled = Selector::compile(GetParam().selector);
  ASSERT_FALSE(compiled.has_value());
  EXPECT_EQ(compiled.error().code, Errc::bad_input);
  EXPECT_THAT(compiled.error().message, testing::HasSubstr(GetParam().wanted));
}

constexpr Case kErrors[] = {
    {"", "column 1: expected a selector, found the end"},
    {"p,", "column 3: expected a selector, found the end"},
    {"p >", "column 4: expected a selector, found the end"},
    {"> p", "column 1: expected a selector, found '>'"},
    {"p..a", "column 3: expected a class name after '.', found '.'"},
    {".2col", "column 2: expected a class name after '.', found '2'"},
    {"#", "column 2: expected an id after '#'"},
    {"a[href", "column 7: expected ']' or one of"},
    {"a[href=]", "column 8: expected a value"},
    {"a[href='x]", "column 11: expected a closing '"},
    {"a[href!=x]", "column 7: expected ']' or one of"},
    {"a[=x]", "column 3: expected an attribute's name"},
    {"p:hover", "column 3: the pseudo-class :hover is not known"},
    {"p:nth-child(x)", "column 13: expected a number"},
    {"p:nth-child(2", "column 14: expected ')'"},
    {"p:not(.a", "column 9: expected ')'"},
    {"p:lang(ar)", "column 3: the pseudo-class :lang() is not known"},
    {"p::before", "pseudo-elements"},
    {":has(:has(a))", ":has() inside :has()"},
    {":contains('')", "expected the text to look for"},
    {"#a#b", "two different ids"},
    {"خبر)", "column 4: expected the end, ',' or a combinator, found ')'"},
    {":not(:not(:not(:not(:not(a)))))", "more than 4 selectors inside one another"},
};
INSTANTIATE_TEST_SUITE_P(Grammar, SelectorError, testing::ValuesIn(kErrors));

TEST(Selector, StaysBoundedOnPagesMadeToBeSlow) {
  std::string html;
  for (int i = 0; i < 400; ++i) html += "<div class=a>";
  for (int i = 0; i < 3000; ++i) html += "<p class=a>x</p>";
  const auto doc = parse_html(html);
  ASSERT_TRUE(doc.has_value());
  for (const char* text :
       {".a .a .a .a .a .a .a .a .b", "p ~ p ~ p ~ p ~ p ~ i", "div:has(p ~ p ~ p ~ b)",
        "p:nth-last-of-type(2n+1):nth-child(3n)", ":not(:is(.a .a .a .a > p))", ":contains('y')"}) {
    const auto selector = Selector::compile(text);
    ASSERT_TRUE(selector.has_value()) << selector.error().message;
    (void)selector->all(*doc);
  }
  EXPECT_EQ(Selector::compile("p:nth-child(3n)")->all(*doc).size(), 1000u);
  EXPECT_EQ(Selector::compile("p:nth-last-child(3n)")->all(*doc).size(), 1000u);
}

TEST(Selector, RefusesTextOfUnreasonableLength) {
  EXPECT_FALSE(Selector::compile(std::string(5000, 'a')).has_value());
}

}  // namespace
}  // namespace rawi::page
