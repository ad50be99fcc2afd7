#include <gtest/gtest.h>

#include "tests/extract/pages.h"

namespace rawi::extract::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Parts head(std::string markup) {
  Parts p;
  p.head = std::move(markup);
  return p;
}

TEST(Section, IsDeclaredOrTheLastCrumbThatIsNotThePage) {
  EXPECT_EQ(article(head("<meta property=\"article:section\" content=\"اقتصاد\">")).section.value_or(""),
            "اقتصاد");
  Parts p;
  p.above =
      "<nav class=\"breadcrumb\"><a href=\"/\">الرئيسية</a> » <a href=\"/e\">اقتصاد</a> » <a "
      "href=\"/e/p\">موانئ</a> » <a href=\"#\">" +
      std::string(kTitle) + "</a></nav>";
  EXPECT_EQ(article(p).section.value_or(""), "موانئ");
}

TEST(Section, OfTheHomePageOrTheOutletIsNone) {
  EXPECT_EQ(article(head("<meta property=\"article:section\" content=\"الرئيسية\">")).section.value_or(""),
            "");
  EXPECT_EQ(article(head("<meta property=\"og:site_name\" content=\"الميدان\"><meta "
                         "property=\"article:section\" content=\"الميدان\">"))
                .section.value_or(""),
            "");
}

TEST(Section, MayBeTheMenuItemAReaderIsAt) {
  Parts p;
  p.above =
      "<nav><a href=\"/e\">سياسة</a><a class=\"nav-on\" href=\"/p\">موانئ</a><a href=\"/s\">رياضة</a></nav>";
  const Article a = article(p);
  EXPECT_EQ(a.section.value_or(""), "موانئ");
  EXPECT_EQ(a.provenance.fields.at("section"), "menu");
}

TEST(KeywordsOf, AnEditorAreKept) {
  EXPECT_THAT(article(head("<meta property=\"article:tag\" content=\"صيد\"><meta property=\"article:tag\" "
                           "content=\"ميناء الصيد\">"))
                  .keywords,
              ElementsAre("صيد", "ميناء الصيد"));
  EXPECT_THAT(
      article(head("<meta property=\"article:tag\" content=\"الصيد، الميناء، رصيف جديد، الصيد\">")).keywords,
      ElementsAre("الصيد", "الميناء", "رصيف جديد"));
}

TEST(KeywordsOf, AMachineAreNot) {
  EXPECT_THAT(
      article(head("<meta name=\"keywords\" content=\"افتتاح,رصيف,جديد,في,ميناء,الصيد,القديم\">")).keywords,
      IsEmpty())
      << "the headline cut at its blanks";
  EXPECT_THAT(article(head("<meta name=\"keywords\" content=\"" + std::string(kTitle) + "\">")).keywords,
              IsEmpty())
      << "the headline itself";
  EXPECT_THAT(
      article(head("<meta name=\"keywords\" content=\"أخبار,صحيفة,جريدة,عاجل,سياسة,رياضة,فن,منوعات\">"))
          .keywords,
      IsEmpty())
      << "the same on every page";
}

TEST(KeywordsOf, ThePageAreItsTagLinks) {
  Parts p;
  p.after = "<div class=\"tags\"><a href=\"/t/1\">#ميناء_الصيد</a> <a href=\"/t/2\">رصيف</a></div>";
  EXPECT_THAT(article(p).keywords, ElementsAre("ميناء الصيد", "رصيف"));
}

TEST(LeadImageOf, ThePageIsNoLogoAndHasItsCaption) {
  Parts p = head(
      "<meta property=\"og:image\" content=\"/img/site-logo.png\"><meta property=\"og:image\" "
      "content=\"/img/quay.jpg?w=1200\">");
  p.below_title =
      "<figure><img src=\"https://cdn.example/img/quay.jpg\"><figcaption>الرصيف الجديد قبل افتتاحه "
      "(رويترز)</figcaption></figure>";
  const Article a = article(p);
  ASSERT_TRUE(a.lead_image.has_value());
  EXPECT_EQ(a.lead_image->url, "https://www.almidan.example/img/quay.jpg?w=1200");
  EXPECT_EQ(a.lead_image->caption, "الرصيف الجديد قبل افتتاحه");
  EXPECT_EQ(a.lead_image->credit, "رويترز");
}

TEST(Standfirst, IsPrintedAndNoRepetition) {
  Parts p;
  p.below_title = "<p class=\"subtitle\">أربعون مركبا ورسوم رمزية في السنة الأولى</p>";
  EXPECT_EQ(article(p).subtitle, "أربعون مركبا ورسوم رمزية في السنة الأولى");
  p.below_title =
      "<p class=\"subtitle\">افتتحت إدارة الميناء صباح الأحد رصيفا جديدا لاستقبال سفن الصيد الصغيرة</p>";
  EXPECT_EQ(article(p).subtitle, "") << "the beginning of the first paragraph";
  p.below_title = "<p class=\"subtitle\">" + std::string(kTitle) + "</p>";
  EXPECT_EQ(article(p).subtitle, "") << "the headline again";
  Parts tagline = head("<meta name=\"description\" content=\"موقع إخباري شامل على مدار الساعة\">");
  EXPECT_EQ(article(tagline).subtitle, "") << "declared, and printed nowhere";
}

struct UrlCase {
  const char* what;
  std::string head, url, want, from;
};
class CanonicalUrl : public testing::TestWithParam<UrlCase> {};

TEST_P(CanonicalUrl, IsBelievedWhereItCanBe) {
  const auto& c = GetParam();
  const Article a = article(head(c.head), c.url);
  EXPECT_EQ(a.url, c.want) << c.what;
  EXPECT_EQ(a.provenance.fields.at("url"), c.from) << c.what;
}

INSTANTIATE_TEST_SUITE_P(
    Claims, CanonicalUrl,
    testing::Values(
        UrlCase{"of the same site", "<link rel=\"canonical\" href=\"https://almidan.example/news/48210\">",
                "https://www.almidan.example/news/48210?utm_source=x", "https://almidan.example/news/48210",
                "link"},
        UrlCase{"relative", "<meta property=\"og:url\" content=\"/news/48210\">",
                "https://www.almidan.example/m/48210", "https://www.almidan.example/news/48210", "opengraph"},
        UrlCase{"of another site", "<link rel=\"canonical\" href=\"https://other.example.org/news/1\">",
                "https://www.almidan.example/news/48210", "https://www.almidan.example/news/48210", "url"},
        UrlCase{"the front page", "<link rel=\"canonical\" href=\"https://www.almidan.example/\">",
                "https://www.almidan.example/news/48210", "https://www.almidan.example/news/48210", "url"},
        UrlCase{"the section", "<link rel=\"canonical\" href=\"https://www.almidan.example/news\">",
                "https://www.almidan.example/news/48210", "https://www.almidan.example/news/48210", "url"},
        UrlCase{"none", "", "https://www.almidan.example/news/48210#top",
                "https://www.almidan.example/news/48210", "url"}));

}  // namespace
}  // namespace rawi::extract::test
