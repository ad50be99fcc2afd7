#include <gtest/gtest.h>

#include "tests/extract/pages.h"

namespace rawi::extract::test {
namespace {

struct Case {
  const char* what;
  std::string head, title, h1, want;
};

std::string og(std::string_view text) {
  return "<meta property=\"og:title\" content=\"" + std::string(text) + "\">";
}
std::string site(std::string_view name) {
  return "<meta property=\"og:site_name\" content=\"" + std::string(name) + "\">";
}

class Title : public testing::TestWithParam<Case> {};

TEST_P(Title, IsTheHeadlineAsPrinted) {
  Parts parts;
  parts.head = GetParam().head;
  parts.title = GetParam().title;
  parts.h1 = GetParam().h1;
  EXPECT_EQ(article(parts).title, GetParam().want) << GetParam().what;
}

const std::string kT = "افتتاح رصيف جديد في ميناء الصيد القديم";

INSTANTIATE_TEST_SUITE_P(
    Traps, Title,
    testing::Values(
        Case{"site name behind a bar", og(kT + " | الميدان"), kT + " | الميدان", kT, kT},
        Case{"site name behind a dash, no heading", site("صحيفة الميدان"), kT + " - صحيفة الميدان", "", kT},
        Case{"site name before a colon", "", "الميدان برس : " + kT, kT, kT},
        Case{"site name before three colons", "", "الميدان أون لاين ::: " + kT, kT, kT},
        Case{"section and site name", og(kT), kT + " - موانئ وبحار - شبكة الميدان", kT, kT},
        Case{"the heading is the site's name", og(kT) + site("الميدان"), kT + " | الميدان", "الميدان", kT},
        Case{"a colon inside the headline stays", og("مدير الميناء: الرصيف يتسع لأربعين مركبا"),
             "مدير الميناء: الرصيف يتسع لأربعين مركبا - الميدان", "مدير الميناء: الرصيف يتسع لأربعين مركبا",
             "مدير الميناء: الرصيف يتسع لأربعين مركبا"},
        Case{"a dash inside the headline stays", og("الميناء القديم - رصيف جديد للصيادين الصغار"),
             "الميناء القديم - رصيف جديد للصيادين الصغار | الميدان",
             "الميناء القديم - رصيف جديد للصيادين الصغار", "الميناء القديم - رصيف جديد للصيادين الصغار"},
        Case{"cut short with dots", og("افتتاح رصيف جديد في ميناء..."), "افتتاح رصيف جديد في ميناء...", kT,
             kT},
        Case{"cut short with an ellipsis in <title> alone", og(kT), "افتتاح رصيف جديد في…", kT, kT},
        Case{"escaped twice", og("افتتاح &amp;quot;رصيف&amp;quot; جديد في ميناء الصيد"), "افتتاح رصيف جديد",
             "افتتاح \"رصيف\" جديد في ميناء الصيد", "افتتاح \"رصيف\" جديد في ميناء الصيد"},
        Case{"a kicker in the heading", og(kT), kT, "<span>بعد عامين من العمل</span> <span>" + kT + "</span>",
             kT},
        Case{"social media get other words", og("شاهد.. افتتاح رصيف جديد في ميناء الصيد"),
             "شاهد.. افتتاح رصيف جديد في ميناء الصيد", kT, kT},
        Case{"quotes only where it is printed", og(kT), kT, "\"افتتاح\" رصيف جديد في ميناء الصيد القديم",
             "\"افتتاح\" رصيف جديد في ميناء الصيد القديم"},
        Case{"decorative tatweel and a bidi mark", "", "",
             "افتتـــاح رصيف جديد في ميناء الصيد القديم\xE2\x80\x8F", kT}));

TEST(TitleOf, APageWhoseHeadlineIsNoHeading) {
  Parts parts;
  parts.title = kT + " - أخبار الساحل";
  parts.h1 = "";
  parts.below_title = "<div class=\"big\">" + kT + "</div>";
  EXPECT_EQ(article(parts).title, kT);
}

TEST(TitleOf, OtherLanguagesIsWhatThePageDeclares) {
  Parts parts;
  parts.head = og("Harbour opens a new quay | The Field");
  parts.title = "Harbour opens a new quay | The Field | News";
  parts.h1 = "Harbour opens a new quay";
  parts.text =
      "<p>The harbour opened a new quay for small fishing boats on Sunday, after two years of work in which "
      "the basin was "
      "deepened and the old sheds were rebuilt from the ground.</p><p>The quay has room for forty boats, its "
      "manager said, and "
      "fishermen will pay a small fee in the first year of its working life.</p>";
  ReadOptions options;
  options.any_language = true;
  EXPECT_EQ(article_of(read(page(parts), kUrl, options)).title, "Harbour opens a new quay | The Field");
}

}  // namespace
}  // namespace rawi::extract::test
