// blocks_of(): the paragraphs a reader sees below a node.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "tests/extract_body/pages.h"

namespace rawi::extract::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

class Blocks : public ::testing::TestWithParam<PageCase> {};

TEST_P(Blocks, AreTheParagraphsAReaderSees) {
  const page::Document doc = parsed(page_of(filled(GetParam().body)));
  EXPECT_THAT(lines_of(blocks_of(doc, doc.body(), {})), ElementsAreArray(all_filled(GetParam().want)));
}

const PageCase kCases[] = {
    {"block_elements_part_paragraphs", "<div>أ<p>ب</p>ج</div>د", {"أ", "ب", "ج", "د"}},
    {"inline_elements_make_no_space", "<p>تش<b>غي</b>ل <i>الطاحونة</i></p>", {"تشغيل الطاحونة"}},
    {"space_between_inline_elements_stays", "<p><b>عين</b> <i>الصفصاف</i></p>", {"عين الصفصاف"}},
    {"double_break_parts_paragraphs", "<div>أول<br><br>ثان<br> <br>ثالث</div>", {"أول", "ثان", "ثالث"}},
    {"single_break_is_a_space", "<p>سطر قصير<br>وبقيته</p>", {"سطر قصير وبقيته"}},
    {"single_break_after_a_sentence_parts_paragraphs", "<p>{1}<br>{2}</p>", {"{1}", "{2}"}},
    {"single_break_before_a_dash_parts_paragraphs",
     "<p>- أول<br>- ثان<br>• ثالث</p>",
     {"- أول", "- ثان", "• ثالث"}},
    {"span_displayed_as_block",
     "<div><span style='display:block'>أول</span><span style='display: block'>ثان</span></div>",
     {"أول", "ثان"}},
    {"kinds",
     "<h2>عنوان</h2><blockquote>قول</blockquote><ul><li>بند</li></ul><p>نص</p>",
     {"# عنوان", "> قول", "* بند", "نص"}},
    {"short_bold_paragraph_is_a_heading",
     "<p><strong>عمل ثمانية أشهر</strong></p><p>{2}</p>",
     {"# عمل ثمانية أشهر", "{2}"}},
    {"bold_sentence_is_text", "<p><strong>{1}</strong></p><p>{2}</p>", {"{1}", "{2}"}},
    {"hidden_is_not_read",
     "<p>{1}</p><p hidden>{2}</p><p style='display:none'>{3}</p><p aria-hidden=true>{4}</p><p "
     "class=sr-only>{5}</p>",
     {"{1}"}},
    {"hidden_is_read_where_it_is_most_of_the_text",
     "<p>جار التحميل</p><div style='display:none'><p>{1}</p><p>{2}</p></div>",
     {"جار التحميل", "{1}", "{2}"}},
    {"scripts_media_and_forms_are_not_read",
     "<p>{1}</p><script>var a;</script><style>.a</style><video>فيديو</video><button>زر</button>"
     "<form><label>البريد</label><input><p>اشترك</p></form><noscript>بلا نصوص</noscript>",
     {"{1}"}},
    {"page_in_one_form_is_read", "<form><p>{1}</p><p>{2}</p></form>", {"{1}", "{2}"}},
    {"white_space_alone_is_no_paragraph",
     "<p> \n </p><p>&nbsp;</p><p>&#8203;</p><div><p>نص</p></div>",
     {"نص"}},
    {"table_cells", "<table><tr><td>أ</td><td>ب</td></tr></table>", {"أ", "ب"}},
    {"ruby_reading_is_left_out", "<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字</p>", {"漢字"}},
};
INSTANTIATE_TEST_SUITE_P(Pages, Blocks, ::testing::ValuesIn(kCases), name_of);

TEST(BlocksOf, DroppedNodesAndWhatIsBelowThemAreLeftOut) {
  const page::Document doc = parsed(page_of("<div><p>أول <b>محذوف</b> باق</p><p>ثان <i>محذوف</i></p></div>"));
  Dropped dropped(doc.size(), false);
  for (page::NodeId n = 0; n < doc.size(); ++n)
    dropped[n] = doc.tag(n) == page::Tag::b || doc.tag(n) == page::Tag::i;
  EXPECT_THAT(lines_of(blocks_of(doc, doc.body(), dropped)), ElementsAre("أول باق", "ثان"));
}

TEST(BlocksOf, BylineGluedToTheFirstWordIsDroppedCleanly) {
  const page::Document doc =
      parsed(page_of("<p><span>الضفة</span>أعلن القائمون على المشروع موعد الافتتاح.</p>"));
  Dropped dropped(doc.size(), false);
  for (page::NodeId n = 0; n < doc.size(); ++n) dropped[n] = doc.tag(n) == page::Tag::span;
  EXPECT_THAT(lines_of(blocks_of(doc, doc.body(), dropped)),
              ElementsAre("أعلن القائمون على المشروع موعد الافتتاح."));
}

TEST(BlocksOf, RootAloneIsRead) {
  const page::Document doc = parsed(page_of("<div id=a><p>أول</p></div><div id=b>ثان<p>ثالث</p></div>"));
  for (page::NodeId n = 0; n < doc.size(); ++n) {
    if (doc.attribute(n, "id") == "b") {
      EXPECT_THAT(lines_of(blocks_of(doc, n, {})), ElementsAre("ثان", "ثالث"));
    }
  }
}

TEST(BlocksOf, CountsLettersAndLettersInLinks) {
  const page::Document doc = parsed(page_of("<p>اقرأ <a href=/x>هذا كله</a></p>"));
  const auto blocks = blocks_of(doc, doc.body(), {});
  ASSERT_EQ(blocks.size(), 1u);
  EXPECT_EQ(blocks[0].chars, 10u);
  EXPECT_EQ(blocks[0].link_chars, 6u);
  EXPECT_EQ(doc.tag(blocks[0].node), page::Tag::p);
  EXPECT_TRUE(doc.is_text(blocks[0].first_text));
  EXPECT_LT(blocks[0].first_text, blocks[0].last_text);
}

TEST(BlocksOf, EmptyPageHasNone) {
  const page::Document doc = parsed("");
  EXPECT_THAT(blocks_of(doc, 0, {}), IsEmpty());
}

}  // namespace
}  // namespace rawi::extract::testing
