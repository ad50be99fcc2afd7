// What belongs to the text and must stay, its kinds, and what find_body() says besides.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extract_body/pages.h"

namespace rawi::extract::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::Gt;
using ::testing::IsEmpty;
using ::testing::Lt;

class Kept : public ::testing::TestWithParam<PageCase> {};

TEST_P(Kept, InTheBody) {
  EXPECT_THAT(body_lines(GetParam().body), ElementsAreArray(all_filled(GetParam().want)));
}

std::string around(const std::string& middle) {
  return "<h1>{t}</h1><div class=text><p>{1}</p>" + middle + "<p>{3}</p></div>";
}

const PageCase kCases[] = {
    {"heading", around("<h2>عمل ثمانية أشهر</h2><p>{2}</p>"), {"{1}", "# عمل ثمانية أشهر", "{2}", "{3}"}},
    {"bold_line_as_heading",
     around("<p><strong>عمل ثمانية أشهر</strong></p><p>{2}</p>"),
     {"{1}", "# عمل ثمانية أشهر", "{2}", "{3}"}},
    {"bold_line_before_a_break",
     around("<p><b>عمل ثمانية أشهر</b><br>{2}</p>"),
     {"{1}", "# عمل ثمانية أشهر", "{2}", "{3}"}},
    {"quote", around("<blockquote><p>{4}</p></blockquote><p>{2}</p>"), {"{1}", "> {4}", "{2}", "{3}"}},
    {"list",
     around("<ul><li>طحن القمح والشعير</li><li>طحن الذرة في الصيف</li></ul><p>{2}</p>"),
     {"{1}", "* طحن القمح والشعير", "* طحن الذرة في الصيف", "{2}", "{3}"}},
    {"links_inside_sentences",
     around("<p>وقالت <a href=/a>جمعية صون التراث</a> إن <a class=kw href=/b>الطاحونة</a> عادت إلى العمل، "
            "وإنها لن تتوقف.</p>"),
     {"{1}", "وقالت جمعية صون التراث إن الطاحونة عادت إلى العمل، وإنها لن تتوقف.", "{3}"}},
    {"short_speech",
     around("<p>وسئل: هل تتوقف شتاء؟</p><p>- لا.</p><p>{2}</p>"),
     {"{1}", "وسئل: هل تتوقف شتاء؟", "- لا.", "{2}", "{3}"}},
    {"sentence_that_begins_like_a_cue",
     around("<p>شاهد مئات الزوار العجلة وهي تدور للمرة الأولى، وصفق الأطفال طويلا.</p>"),
     {"{1}", "شاهد مئات الزوار العجلة وهي تدور للمرة الأولى، وصفق الأطفال طويلا.", "{3}"}},
    {"table_of_contents_word_in_a_class",
     "<h1>{t}</h1><div class='article-body toc-enabled'><p>{1}</p><p>{2}</p></div>",
     {"{1}", "{2}"}},
    {"standfirst_that_stands_only_there",
     "<h1>{t}</h1><div class=text><p class=intro>{1}</p><p>{2}</p><p>{3}</p></div>",
     {"{1}", "{2}", "{3}"}},
    {"paragraph_after_a_related_box_near_the_end",
     "<h1>{t}</h1><div class=text><p>{1}</p><p>{2}</p><p>{4}</p><h3>اقرأ أيضا</h3><ul><li><a "
     "href=/1>{x1}</a></li></ul><p>{11}</p></div>",
     {"{1}", "{2}", "{4}", "{11}"}},
};
INSTANTIATE_TEST_SUITE_P(Pages, Kept, ::testing::ValuesIn(kCases), name_of);

Body body_of(const std::string& html, BodyHints hints = {}) {
  return find_body(parsed(page_of(filled(html))), hints);
}

TEST(FindBody, EmptyPageHasNone) {
  const Body body = body_of("");
  EXPECT_THAT(body.paragraphs, IsEmpty());
  EXPECT_EQ(body.confidence, 0);
}

TEST(FindBody, StatedBodyTellsWhichBoxIsTheText) {
  const std::string other = "<div class=about><p>{4}</p><p>{5}</p><p>{6}</p><p>{7}</p><p>{8}</p></div>";
  const std::string html = other + "<div class=news><p>{1}</p><p>{2}</p></div>";
  EXPECT_THAT(lines_of(body_of(html).paragraphs),
              ElementsAreArray(all_filled({"{4}", "{5}", "{6}", "{7}", "{8}"})));
  const std::string stated = filled("{1}{2}");
  BodyHints hints;
  hints.structured_body = stated;
  EXPECT_THAT(lines_of(body_of(html, hints).paragraphs), ElementsAreArray(all_filled({"{1}", "{2}"})));
}

TEST(FindBody, StatedBodyTellsWhereTheTextEnds) {
  const std::string html = "<h1>{t}</h1><div class=text><p>{1}</p><p>{2}</p><p>{3}</p><p>{e1}</p></div>";
  const std::string stated = filled("{1} {2} {3}");
  BodyHints hints;
  hints.title = kTitle;
  hints.structured_body = stated;
  EXPECT_THAT(lines_of(body_of(html, hints).paragraphs), ElementsAreArray(all_filled({"{1}", "{2}", "{3}"})));
}

TEST(FindBody, StatedBodyCutShortCutsNothing) {
  const std::string html = "<h1>{t}</h1><div class=text><p>{1}</p><p>{2}</p><p>{3}</p><p>{4}</p></div>";
  const std::string stated = filled("{1}");
  BodyHints hints;
  hints.structured_body = stated;
  EXPECT_THAT(lines_of(body_of(html, hints).paragraphs),
              ElementsAreArray(all_filled({"{1}", "{2}", "{3}", "{4}"})));
}

TEST(FindBody, StatedBodyIsTheTextWhereThePageShowsHardlyAny) {
  const std::string stated = filled("{1}\n{2}\n\n{3}\n{4}\n{5}");
  BodyHints hints;
  hints.structured_body = stated;
  const Body body = body_of("<h1>{t}</h1><div id=app><p>جار تحميل الصفحة</p></div>", hints);
  EXPECT_THAT(lines_of(body.paragraphs), ElementsAreArray(all_filled({"{1}", "{2}", "{3}", "{4}", "{5}"})));
  EXPECT_TRUE(body.from_statement);
  EXPECT_THAT(body.confidence, Gt(0.5));
}

TEST(FindBody, TellsTheTitlesNodeAndTheContainer) {
  const page::Document doc = parsed(page_of(filled("<h1 id=t>{t}</h1><div id=b><p>{1}</p><p>{2}</p></div>")));
  const Body body = find_body(doc, {});
  ASSERT_NE(body.title_node, page::kNone);
  EXPECT_EQ(doc.attribute(body.title_node, "id"), "t");
  ASSERT_NE(body.container, page::kNone);
  EXPECT_EQ(doc.attribute(body.container, "id"), "b");
}

TEST(FindBody, IsSureOfAnArticleAndNotOfASectionPage) {
  EXPECT_THAT(body_of("<h1>{t}</h1><div><p>{1}</p><p>{2}</p><p>{3}</p><p>{4}</p></div>").confidence, Gt(0.5));
  std::string cards;
  for (int i = 1; i <= 6; ++i)
    cards += "<div class=card><h3><a href=/x>{x" + std::to_string(i) + "}</a></h3><p>{e" +
             std::to_string(i % 3 + 1) + "}</p></div>";
  EXPECT_THAT(body_of("<h1>محليات</h1><div>" + cards + "</div><p>{e1}</p>").confidence, Lt(0.25));
}

}  // namespace
}  // namespace rawi::extract::testing
