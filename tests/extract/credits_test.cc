#include <gtest/gtest.h>

#include "connectors/extract/byline.h"
#include "connectors/extract/source_line.h"
#include "tests/extract/pages.h"

namespace rawi::extract::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

SiteNames site_names() {
  Structured s;
  s.site_names.push_back({"صحيفة الميدان", "opengraph", page::kNone, {}});
  return {s, outlet::no_outlet(kUrl), kUrl};
}

struct BylineCase {
  std::string line;
  std::vector<std::string> people, agencies;
  std::string place;
};

class ReadByline : public testing::TestWithParam<BylineCase> {};

TEST_P(ReadByline, TakesTheLineApart) {
  const auto& c = GetParam();
  const Byline b = read_byline(c.line, site_names());
  EXPECT_EQ(b.people, c.people) << c.line;
  EXPECT_EQ(b.agencies, c.agencies) << c.line;
  EXPECT_EQ(b.place, c.place) << c.line;
}

using Names = std::vector<std::string>;
INSTANTIATE_TEST_SUITE_P(
    Forms, ReadByline,
    testing::Values(BylineCase{"كتب: نادر كامل", Names{"نادر كامل"}, {}, ""},
                    BylineCase{"كتبت سلمى فؤاد", Names{"سلمى فؤاد"}, {}, ""},
                    BylineCase{"كتبت-سلمى فؤاد", Names{"سلمى فؤاد"}, {}, ""},
                    BylineCase{"بقلم/ نادر كامل", Names{"نادر كامل"}, {}, ""},
                    BylineCase{"نشر بواسطة: هدى سالم", Names{"هدى سالم"}, {}, ""},
                    BylineCase{"حوار: هدى سالم", Names{"هدى سالم"}, {}, ""},
                    BylineCase{"By Nadir Kamel and Salma Fouad", Names{"Nadir Kamel", "Salma Fouad"}, {}, ""},
                    BylineCase{"نادر كامل - القاهرة", Names{"نادر كامل"}, {}, "القاهرة"},
                    BylineCase{"الرياض: نادر كامل", Names{"نادر كامل"}, {}, "الرياض"},
                    BylineCase{"نادر كامل (مكة المكرمة)", Names{"نادر كامل"}, {}, "مكة المكرمة"},
                    BylineCase{"نادر كامل – صحيفة الميدان", Names{"نادر كامل"}, {}, ""},
                    BylineCase{"«الميدان» من جدة", {}, {}, "جدة"},
                    BylineCase{"بيروت - رويترز", {}, Names{"رويترز"}, "بيروت"},
                    BylineCase{"أنطاكية - وكالة أنباء المرافئ", {}, Names{"وكالة أنباء المرافئ"}, "أنطاكية"},
                    BylineCase{"نادر كامل وسلمى فؤاد", Names{"نادر كامل", "سلمى فؤاد"}, {}, ""},
                    BylineCase{"وليد سالم ووائل منصور", Names{"وليد سالم", "وائل منصور"}, {}, ""},
                    BylineCase{"نادر كامل، هدى سالم", Names{"نادر كامل", "هدى سالم"}, {}, ""},
                    BylineCase{"كتب نادر كامل الأحد 3 مارس 2024", Names{"نادر كامل"}, {}, ""}));

INSTANTIATE_TEST_SUITE_P(
    Nobody, ReadByline,
    testing::Values(BylineCase{"admin", {}, {}, ""}, BylineCase{"Site Editor", {}, {}, ""},
                    BylineCase{"Developed By Some One", {}, {}, ""},
                    BylineCase{"https://facebook.com/almidan", {}, {}, ""},
                    BylineCase{"news@almidan.example", {}, {}, ""}, BylineCase{"صحيفة الميدان", {}, {}, ""},
                    BylineCase{"almidan", {}, {}, ""}, BylineCase{"المحرر الرياضي", {}, {}, ""},
                    BylineCase{"المشهد البحري", {}, {}, ""}, BylineCase{"أسرة التحرير", {}, {}, ""},
                    BylineCase{"متابعات", {}, Names{"متابعات"}, ""},
                    BylineCase{"تصوير: نادر كامل", {}, {}, ""}, BylineCase{"saif", {}, {}, ""},
                    BylineCase{"شارك هذا الخبر", {}, {}, ""}, BylineCase{"Sort by", {}, {}, ""}));

Parts head(std::string markup) {
  Parts p;
  p.head = "<meta property=\"og:site_name\" content=\"الميدان\">" + std::move(markup);
  return p;
}
Parts below(std::string markup) {
  Parts p = head("");
  p.below_title = std::move(markup);
  return p;
}

TEST(Authors, DeclaredPersonsAreTaken) {
  EXPECT_THAT(article(head("<meta name=\"author\" content=\"سلمى فؤاد\">")).authors,
              ElementsAre("سلمى فؤاد"));
  EXPECT_THAT(article(head("<meta name=\"twitter:label1\" content=\"كُتب بواسطة\"><meta "
                           "name=\"twitter:data1\" content=\"سلمى فؤاد\">"))
                  .authors,
              ElementsAre("سلمى فؤاد"));
}

TEST(Authors, PrintedBylinesWinOverWhoeverBuiltTheSite) {
  Parts p = head("<meta name=\"DC.Creator\" content=\"سامر نصار\">");
  p.below_title = "<div class=\"post-author\"><h5>سلمى فؤاد</h5></div>";
  const Article a = article(p);
  EXPECT_THAT(a.authors, ElementsAre("سلمى فؤاد"));
  EXPECT_EQ(a.provenance.fields.at("authors"), "text");
}

TEST(Authors, TheOutletInTheAuthorsPlaceIsNobody) {
  EXPECT_THAT(article(head("<meta name=\"author\" content=\"الميدان\">")).authors, IsEmpty());
  EXPECT_THAT(article(head("<meta property=\"article:author\" content=\"https://www.facebook.com/almidan\">"))
                  .authors,
              IsEmpty());
}

TEST(Authors, AnAccountNamedAfterAHostIsAnOutlet) {
  const std::string ld =
      R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"س","author":{"@type":"Person","name":"بحار نيوزلاين",)"
      R"("url":"https://x.example/author/almidan"}}</script>)";
  EXPECT_THAT(article(head(ld)).authors, IsEmpty());
}

TEST(Authors, OfCommentsAreReaders) {
  Parts p = head("");
  p.after = "<div id=\"comments\"><div class=\"comment-author\">كتب نادر كامل</div></div>";
  EXPECT_THAT(article(p).authors, IsEmpty());
}

TEST(Sources, StandInASourceLine) {
  Parts p = head("");
  p.text += "<p>المصدر: رويترز + وكالات</p>";
  EXPECT_THAT(article(p).sources, ElementsAre("رويترز", "وكالات"));
  p.text = std::string(kText) + "<p>المصدر: مرافئ اليوم</p>";
  EXPECT_THAT(article(p).sources, ElementsAre("مرافئ اليوم"));
}

TEST(Sources, SentencesAboutASourceAreNone) {
  Parts p = head("");
  p.text += "<p>مصدر في الميناء أكد أن العمل لم يتوقف</p>";
  EXPECT_THAT(article(p).sources, IsEmpty());
}

TEST(Sources, StandInBracketsAtTheEndOrAfterTheDateline) {
  Parts p = head("");
  p.text =
      "<p>بيروت (رويترز) - افتتحت إدارة الميناء صباح الأحد رصيفا جديدا لاستقبال سفن الصيد الصغيرة بعد أعمال "
      "توسعة استمرت نحو عامين كاملين.</p>" +
      std::string(kText);
  Article a = article(p);
  EXPECT_THAT(a.sources, ElementsAre("رويترز"));
  EXPECT_EQ(a.dateline.value_or(""), "بيروت");
}

TEST(Dateline, ComesFromTheBylineOrTheFirstWords) {
  EXPECT_EQ(article(below("<div class=\"byline\">نادر كامل - القاهرة</div>")).dateline.value_or(""),
            "القاهرة");
  EXPECT_EQ(article(below("<div class=\"meta\"><span class=\"place\">خليج المنارة</span> - الميدان</div>"))
                .dateline.value_or(""),
            "خليج المنارة");
  EXPECT_EQ(article(head("")).dateline.value_or(""), "");
}

TEST(Dateline, MarkedAsThePlaceIsNobodysName) {
  const Article read = article(below(
      "<div class=\"meta\"><span class=\"place\">خليج المنارة</span><time datetime=\"2024-03-05\">5 مارس "
      "2024</time></div>"));
  EXPECT_EQ(read.dateline.value_or(""), "خليج المنارة");
  EXPECT_THAT(read.authors, IsEmpty());
}

TEST(SourceLine, NamesWhoItNames) {
  EXPECT_THAT(sources_in_line("المصدر: رويترز، أ ف ب"), ElementsAre("رويترز", "أ ف ب"));
  EXPECT_THAT(sources_in_line("المصدر: مجلة المرافئ + صحيفة الميدان"),
              ElementsAre("مجلة المرافئ", "صحيفة الميدان"));
  EXPECT_THAT(sources_in_line("مصدر ملاحي: الرصيف جاهز منذ أسبوع"), IsEmpty());
  EXPECT_THAT(sources_in_line("افتتح الرصيف الجديد صباح الأحد"), IsEmpty());
}

TEST(SourceLine, AgenciesInBracketsEndAReport) {
  EXPECT_THAT(agencies_at_end("وانتهت الأعمال في موعدها. (رويترز)"), ElementsAre("رويترز"));
  EXPECT_THAT(agencies_at_end("وانتهت الأعمال في موعدها (قبل عام)."), IsEmpty());
  EXPECT_THAT(agencies_at_end(""), IsEmpty());
}

}  // namespace
}  // namespace rawi::extract::test
