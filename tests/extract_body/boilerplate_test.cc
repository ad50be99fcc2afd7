// What stands around and inside the text and is none of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extract_body/pages.h"

namespace rawi::extract::testing {
namespace {

using ::testing::ElementsAreArray;

class Boilerplate : public ::testing::TestWithParam<PageCase> {};

TEST_P(Boilerplate, StaysOutOfTheBody) {
  EXPECT_THAT(body_lines(GetParam().body), ElementsAreArray(all_filled(GetParam().want)));
}

const std::vector<std::string> kThree = {"{1}", "{2}", "{3}"};

// The extra markup stands between the second and the third paragraph.
std::string inside(const std::string& extra) {
  return "<h1>{t}</h1><div class=text><p>{1}</p><p>{2}</p>" + extra + "<p>{3}</p></div>";
}
// Before the first, after the last paragraph.
std::string at_head(const std::string& extra) {
  return "<h1>{t}</h1><div class=text>" + extra + "<p>{1}</p><p>{2}</p><p>{3}</p></div>";
}
std::string at_tail(const std::string& extra) {
  return "<h1>{t}</h1><div class=text><p>{1}</p><p>{2}</p><p>{3}</p>" + extra + "</div>";
}
// After the text's own box.
std::string below(const std::string& extra) {
  return "<h1>{t}</h1><div class=text><p>{1}</p><p>{2}</p><p>{3}</p></div>" + extra;
}

const PageCase kInside[] = {
    {"related_line_with_link", inside("<p>اقرأ أيضا: <a href=/1>{x1}</a></p>"), kThree},
    {"related_line_spelled_otherwise", inside("<p><strong>إقرأ أيضاً:</strong> <a href=/1>{x1}</a></p>"),
     kThree},
    {"related_label_and_list",
     inside("<h3>مواضيع ذات صلة</h3><ul><li><a href=/1>{x1}</a></li><li><a href=/2>{x2}</a></li></ul>"),
     kThree},
    {"related_box_without_a_name",
     inside("<div><div>من المحرر</div><div><a href=/1>{x1}</a></div><div><a href=/2>{x2}</a></div></div>"),
     kThree},
    {"card_of_another_article",
     inside("<div class=item><a href=/1><img src=a.jpg></a><h4><a href=/1>{x1}</a></h4><p>{e1}</p></div>"),
     kThree},
    {"box_that_opens_with_a_cue",
     inside("<div class=item><h4>اقرأ أيضا</h4><div>{e2}</div><div>{c3}</div></div>"), kThree},
    {"box_that_disclaims",
     inside("<div><p>نرحب بآرائكم، ونعتذر عن نشر ما يخالف سياسة الموقع.</p><p>ما ينشر هنا لا يعبر عن رأي "
            "الصحيفة.</p></div>"),
     kThree},
    {"one_word_between_paragraphs", inside("<div>Advertisement</div>"), kThree},
    {"a_few_words_again_and_again",
     "<h1>{t}</h1><div class=text><p>{1}</p><p>Story continues below</p><p>{2}</p><p>Story continues "
     "below</p><p>{3}</p></div>",
     kThree},
    {"words_that_ask_to_write_into_a_field",
     inside("<div><h4>رسالة الصباح</h4><p>انضموا إلى آلاف القراء الذين تصلهم رسالتنا كل صباح بلا مقابل.</p>"
            "<form><input type=email></form></div>"),
     kThree},
    {"few_words_below_a_picture",
     inside("<p><img src=a.jpg></p><p><small>الطاحونة كما بدت صباح الأربعاء</small></p>"), kThree},
    {"single_link_paragraph", inside("<p><a href=/1>{x1}</a></p>"), kThree},
    {"single_link_paragraph_in_bold", inside("<p><b><a href=/1><span>{x1}</span></a></b></p>"), kThree},
    {"watch_also", inside("<p>شاهد أيضاً | <a href=/1>{x1}</a></p>"), kThree},
    {"figure_with_caption",
     inside("<figure><img src=a.jpg><figcaption>الطاحونة كما بدت صباح الأربعاء، وقد نظفت "
            "قناتها.</figcaption></figure>"),
     kThree},
    {"wordpress_caption",
     inside("<div class=wp-caption><img src=a.jpg><p class=wp-caption-text>الطاحونة كما بدت صباح الأربعاء، "
            "وقد نظفت.</p></div>"),
     kThree},
    {"tweet",
     inside("<blockquote class=twitter-tweet><p>{c1}</p>&mdash; حساب القرية (@village) <a href=/t>6 "
            "مايو</a></blockquote>"),
     kThree},
    {"subscription_prompt",
     inside("<div class=newsletter-box><p>اشترك في نشرتنا البريدية ليصلك جديد التقارير كل صباح، "
            "مجانا.</p><form><input></form></div>"),
     kThree},
    {"follow_us_line", inside("<p>لمتابعة آخر الأخبار انضموا إلى <a href=/w>قناتنا على واتساب</a></p>"),
     kThree},
    {"caption_in_a_nested_table",
     inside("<table align=left><tr><td><img src=a.jpg></td></tr><tr><td>الطاحونة كما بدت، صباح الأربعاء "
            "الماضي</td></tr></table>"),
     kThree},
    {"caption_in_one_paragraph_with_the_picture",
     inside("<p><img src=a.jpg><br>الطاحونة كما بدت صباح الأربعاء</p>"), kThree},
    {"stars_between_parts", inside("<p>* * *</p>"), kThree},
    {"line_that_sends_elsewhere", inside("<p>لمشاهدة الصور كاملة اضغط <a href=/g>هنا</a></p>"), kThree},
    {"noscript_double", inside("<noscript><img src=a.jpg><p>{2}</p></noscript>"), kThree},
    {"hidden_double",
     inside("<p style='display: none'>{4}</p><div hidden>{5}</div><span class=sr-only>رابط خارجي</span>"),
     kThree},
    {"advertising_label", inside("<div class=ad>إعلان</div><p>إعلان</p>"), kThree},
    {"player",
     inside("<div class=video-player><span>0:00</span> <span>تشغيل</span><p>لا يدعم المتصفح هذا النوع من "
            "الملفات، جرب متصفحا آخر.</p></div>"),
     kThree},
    {"poll",
     inside("<div class=poll><p>هل زرت طاحونة قديمة من قبل، وفي أي بلد "
            "كانت؟</p><ul><li>نعم</li><li>لا</li></ul></div>"),
     kThree},
};

const PageCase kHead[] = {
    {"date_and_byline", at_head("<div>الأربعاء 6 مايو 2020 - 10:30 ص</div><div>كتب: سالم الخطيب</div>"),
     kThree},
    {"byline_paragraph", at_head("<p>سالم الخطيب - عين الصفصاف</p>"), kThree},
    {"breadcrumb", at_head("<div><a href=/>الرئيسية</a> / <a href=/c>محليات</a> / خبر</div>"), kThree},
    {"title_repeated", at_head("<h2>{t}</h2>"), kThree},
    {"kicker", at_head("<h4>تراث وناس</h4>"), kThree},
    {"font_size_widget", at_head("<div>حجم الخط <a href=#>A+</a> <a href=#>A-</a></div>"), kThree},
    {"share_bar",
     at_head("<ul class=share-buttons><li><a href=f>فيسبوك</a></li><li><a href=t>تويتر</a></li></ul>"),
     kThree},
    {"view_counter", at_head("<p>عدد المشاهدات: 1520</p>"), kThree},
    {"standfirst_beside_the_body",
     "<h1>{t}</h1><div class=subtitle>{4}</div><div class=text><p>{1}</p><p>{2}</p><p>{3}</p></div>", kThree},
};

const PageCase kTail[] = {
    {"source_line", at_tail("<p>المصدر: وكالة أنباء الضفاف</p>"), kThree},
    {"what_follows_the_source", at_tail("<p>المصدر: وكالات</p><p>{e1}</p>"), kThree},
    {"tags", at_tail("<div class=tags><a href=/t1>تراث</a> <a href=/t2>قرى</a></div>"), kThree},
    {"tags_without_a_name",
     at_tail("<p>الكلمات المفتاحية: <a href=/t1>تراث</a>، <a href=/t2>قرى</a>، <a href=/t3>طواحين</a></p>"),
     kThree},
    {"hashtags", at_tail("<p>#تراث #قرى #طواحين_الماء</p>"), kThree},
    {"editors_initials", at_tail("<p>س.خ/م.ع</p>"), kThree},
    {"copyright", at_tail("<p>جميع الحقوق محفوظة © صحيفة الضفة 2020</p>"), kThree},
    {"disclaimer", at_tail("<p>المقال يعبر عن رأي كاتبه ولا يعبر بالضرورة عن رأي الصحيفة.</p>"), kThree},
    {"more_on_this", at_tail("<p>للمزيد: <a href=/1>{x1}</a></p>"), kThree},
    {"print_and_mail", at_tail("<div><a href=/p>طباعة</a> <a href=/m>إرسال</a></div>"), kThree},
};

const PageCase kBelow[] = {
    {"comments",
     below("<div class=comments><h3>التعليقات</h3><p>{c1}</p><p>{c2}</p><p>{c3}</p><p>{c4}</p></div>"),
     kThree},
    {"comments_longer_than_the_text",
     below("<section id=comments><div class=comment><p>{c1}</p><p>{c4}</p></div><div "
           "class=comment><p>{c2}</p><p>{c4}</p></div>"
           "<div class=comment><p>{c3}</p><p>{c4}</p></div><div "
           "class=comment><p>{c1}</p><p>{c2}</p><p>{c3}</p></div></section>"),
     kThree},
    {"comments_that_nothing_names",
     below("<div><h3>آراء القراء</h3><ol><li><div><b>زائر</b> 5 "
           "مايو</div><div><p>{c1}</p><p>{c2}</p></div></li>"
           "<li><div><b>هالة</b> 6 مايو</div><div><p>{c3}</p><p>{c4}</p></div></li></ol></div>"),
     kThree},
    {"teasers_with_excerpts",
     below("<div><div class=box><h3><a href=/1>{x1}</a></h3><p>{e1}</p></div><div class=box><h3><a "
           "href=/2>{x2}</a></h3><p>{e2}</p></div>"
           "<div class=box><h3><a href=/3>{x3}</a></h3><p>{e3}</p></div></div>"),
     kThree},
    {"cards_of_other_articles",
     below("<article class=card><h2><a href=/1>{x1}</a></h2><p>{e1}</p><p>{e2}</p></article>"
           "<article class=card><h2><a href=/2>{x2}</a></h2><p>{e2}</p><p>{e3}</p></article>"),
     kThree},
    {"articles_that_follow_without_end",
     "<article class=post><h1>{t}</h1><div class=text><p>{1}</p><p>{2}</p><p>{3}</p></div></article>"
     "<article class=post><h1>{x1}</h1><div class=text><p>{e1}</p><p>{c1}</p></div></article>"
     "<article class=post><h1>{x2}</h1><div "
     "class=text><p>{e2}</p><p>{c2}</p><p>{c3}</p><p>{c4}</p><p>{e3}</p></div></article>",
     kThree},
    {"sections_that_follow_with_titles_of_their_own",
     "<div class=post><h2>{t}</h2><div class=text><p>{1}</p><p>{2}</p><p>{3}</p></div></div>"
     "<div class=post><h2>{x1}</h2><div class=text><p>{e1}</p><p>{c1}</p></div></div>",
     kThree},
    {"next_article_below",
     below("<div class=next-story><h2>{x1}</h2><div class=other><p>{e1}</p><p>{e2}</p></div></div>"), kThree},
    {"cookie_banner",
     below("<div id=cookie-consent><p>نستخدم ملفات تعريف الارتباط لتحسين تجربتك، وبمواصلة التصفح فإنك توافق "
           "على سياستنا.</p></div>"),
     kThree},
    {"about_the_writer",
     below("<div class=author-box><p>كاتب وصحفي مهتم بشؤون الأرياف، صدرت له ثلاثة كتب عن القرى "
           "والطواحين.</p></div>"),
     kThree},
    {"about_the_site",
     below("<footer><p>صحيفة الضفة صحيفة يومية مستقلة تصدر منذ عام 1990، وتعنى بشؤون القرى والمدن "
           "الصغيرة.</p></footer>"),
     kThree},
};

INSTANTIATE_TEST_SUITE_P(Inside, Boilerplate, ::testing::ValuesIn(kInside), name_of);
INSTANTIATE_TEST_SUITE_P(AtTheHead, Boilerplate, ::testing::ValuesIn(kHead), name_of);
INSTANTIATE_TEST_SUITE_P(AtTheTail, Boilerplate, ::testing::ValuesIn(kTail), name_of);
INSTANTIATE_TEST_SUITE_P(Below, Boilerplate, ::testing::ValuesIn(kBelow), name_of);

}  // namespace
}  // namespace rawi::extract::testing
