// Where the text stands: pages built in the ways that sites build them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extract_body/pages.h"

namespace rawi::extract::testing {
namespace {

using ::testing::ElementsAreArray;

class Layout : public ::testing::TestWithParam<PageCase> {};

TEST_P(Layout, BodyIsFound) {
  EXPECT_THAT(body_lines(GetParam().body), ElementsAreArray(all_filled(GetParam().want)));
}

const std::string kMenu =
    "<ul><li><a href=/>الرئيسية</a></li><li><a href=/a>محليات</a></li><li><a href=/b>ثقافة</a></li>"
    "<li><a href=/c>رياضة</a></li></ul>";
const std::string kLinks =
    "<div><h4>عناوين</h4><ul><li><a href=/1>{x1}</a></li><li><a href=/2>{x2}</a></li><li><a "
    "href=/3>{x3}</a></li>"
    "<li><a href=/4>{x4}</a></li></ul></div>";

const PageCase kCases[] = {
    {"paragraphs_in_an_article",
     kMenu + "<article><h1>{t}</h1><p>{1}</p><p>{2}</p><p>{3}</p></article>" + kLinks,
     {"{1}", "{2}", "{3}"}},
    {"text_in_a_div_parted_by_double_breaks",
     kMenu + "<h1>{t}</h1><div class=news-text>{1}<br><br>{2}<br/><br/>{3}<br> <br>{4}</div>" + kLinks,
     {"{1}", "{2}", "{3}", "{4}"}},
    {"sentences_parted_by_single_breaks",
     kMenu + "<h1>{t}</h1><div>{1}<br>{2}<br>{3}</div>" + kLinks,
     {"{1}", "{2}", "{3}"}},
    {"text_directly_in_a_table_cell",
     "<table><tr><td>" + kMenu +
         "</td></tr><tr><td><h2>{t}</h2></td></tr><tr><td>{1}<br><br>{2}<br><br>{3}</td><td>" + kLinks +
         "</td></tr></table>",
     {"{1}", "{2}", "{3}"}},
    {"each_paragraph_in_its_own_div",
     "<h1>{t}</h1><div class=c><div>{1}</div><div>{2}</div><div>{3}</div></div>" + kLinks,
     {"{1}", "{2}", "{3}"}},
    {"nested_paragraph_tags",
     "<h1>{t}</h1><div id=x><p><p>{1}</p></p><p><p>{2}</p></p><p><p>{3}</p></p></div>" + kLinks,
     {"{1}", "{2}", "{3}"}},
    {"font_center_span_soup",
     "<center><font size=5><b>{t}</b></font></center><div><center><font "
     "color=black><span>{1}</span></font></center>"
     "<center><font><span "
     "style='font-size:14px'><span>{2}</span></span></font></center><center><font>{3}</font></center></div>" +
         kLinks,
     {"{1}", "{2}", "{3}"}},
    {"body_split_by_advertising_into_boxes_named_alike",
     "<h1>{t}</h1><div class=story><div class='part first'><p>{1}</p><p>{2}</p></div><div "
     "class=ad-slot>إعلان</div>"
     "<div class=part><p>{3}</p><p>{4}</p></div><div class=gallery><a href=/g>شاهد الصور</a></div><div "
     "class=part><p>{5}</p></div></div>" +
         kLinks,
     {"{1}", "{2}", "{3}", "{4}", "{5}"}},
    {"opening_paragraph_in_a_box_of_its_own",
     "<div class=story><h1>{t}</h1><div class=opening><p>{1}</p></div><div "
     "class=rest><p>{2}</p><p>{3}</p><p>{4}</p></div></div>" +
         kLinks,
     {"{1}", "{2}", "{3}", "{4}"}},
    {"page_in_one_form",
     "<form action=x><input name=s>" + kMenu + "<h1>{t}</h1><div><p>{1}</p><p>{2}</p><p>{3}</p></div>" +
         kLinks + "</form>",
     {"{1}", "{2}", "{3}"}},
    {"text_hidden_until_a_script_runs",
     kMenu + "<div style='display:none' id=app><h1>{t}</h1><p>{1}</p><p>{2}</p><p>{3}</p></div>" + kLinks,
     {"{1}", "{2}", "{3}"}},
    {"article_in_a_dialog_over_the_section_page",
     "<ul class=stream><li class=card><h3><a href=/1>{x1}</a></h3><p>{e1}</p></li><li class=card><h3><a "
     "href=/2>{x2}</a></h3><p>{e2}</p></li>"
     "<li class=card><h3><a href=/3>{x3}</a></h3><p>{e3}</p></li></ul>"
     "<div "
     "class=modal><h2>{t}</h2><div><p>{1}</p><p>{2}</p><p>{3}</p><p>{4}</p><p>{5}</p><p>{6}</p></div></div>",
     {"{1}", "{2}", "{3}", "{4}", "{5}", "{6}"}},
    {"names_that_lie",
     "<div class='sidebar has-comments'><h1>{t}</h1><div "
     "class=share-box><p>{1}</p><p>{2}</p><p>{3}</p></div></div>" +
         kLinks,
     {"{1}", "{2}", "{3}"}},
    {"no_title_on_the_page",
     kMenu + "<div class=x><p>{1}</p><p>{2}</p><p>{3}</p></div>" + kLinks,
     {"{1}", "{2}", "{3}"}},
    {"very_short_report",
     kMenu + "<h1>{t}</h1><div class=article-body><p>{6}</p></div>" + kLinks + "<footer><p>{e1}</p></footer>",
     {"{6}"}},
    {"one_line_flash",
     kMenu + "<h1>{t}</h1><div class=article-body><p>هزة خفيفة تضرب الساحل</p></div>" + kLinks,
     {"هزة خفيفة تضرب الساحل"}},
    {"very_long_report",
     "<h1>{t}</h1><div>" +
         [] {
           std::string all;
           for (int i = 1; i <= 12; ++i) all += "<p>{" + std::to_string(i) + "}</p>";
           return all;
         }() +
         "</div>" + kLinks,
     {"{1}", "{2}", "{3}", "{4}", "{5}", "{6}", "{7}", "{8}", "{9}", "{10}", "{11}", "{12}"}},
};

INSTANTIATE_TEST_SUITE_P(Pages, Layout, ::testing::ValuesIn(kCases), name_of);

}  // namespace
}  // namespace rawi::extract::testing
