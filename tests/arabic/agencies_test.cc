#include "connectors/arabic/agencies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rawi::arabic {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Agencies, InTheirSpellings) {
  for (const std::string_view name :
       {"رويترز",       "أ ف ب", "أ.ف.ب", "أ ف ب.",   "فرانس برس",      "أ ب",     "أسوشيتد برس",
        "أسوشييتد برس", "د ب أ", "د.ب.أ", "الأناضول", "وكالة الأناضول", "واس",     "وام",
        "قنا",          "كونا",  "سانا",  "وكالات",   "متابعات",        "Reuters", "AFP"}) {
    EXPECT_TRUE(is_agency(name)) << name;
  }
  for (const std::string_view name : {"", "دمشق", "سامر الحلبي", "رويترز تقول", "صحيفة الوادي"}) {
    EXPECT_FALSE(is_agency(name)) << name;
  }
}

TEST(Credits, NameAgenciesInTheirOrder) {
  EXPECT_THAT(agencies_in_credit("المصدر: رويترز، أ ف ب + وكالات"), ElementsAre("رويترز", "أ ف ب", "وكالات"));
  EXPECT_THAT(agencies_in_credit("رويترز"), ElementsAre("رويترز"));
  EXPECT_THAT(agencies_in_credit("(د ب أ)"), ElementsAre("د ب أ"));
  EXPECT_THAT(agencies_in_credit("أ ف ب/ رويترز"), ElementsAre("أ ف ب", "رويترز"));
  EXPECT_THAT(agencies_in_credit("رويترز والأناضول"), ElementsAre("رويترز", "الأناضول"));
  EXPECT_THAT(agencies_in_credit("رويترز ووكالات"), ElementsAre("رويترز", "وكالات"));
  EXPECT_THAT(agencies_in_credit("المصدر | رويترز"), ElementsAre("رويترز"));
  EXPECT_THAT(agencies_in_credit("وكالات ـ متابعات"), ElementsAre("وكالات", "متابعات"));
  EXPECT_THAT(agencies_in_credit("دمشق - سانا"), ElementsAre("سانا"));
  EXPECT_THAT(agencies_in_credit("المصدر: صحيفة الوادي + وكالات"), ElementsAre("وكالات"));
}

TEST(Credits, ProseIsNone) {
  EXPECT_THAT(agencies_in_credit(""), IsEmpty());
  EXPECT_THAT(agencies_in_credit("قالت رويترز إن السوق افتتح"), IsEmpty());
  EXPECT_THAT(agencies_in_credit("حلب، دمشق، حمص"), IsEmpty());
  EXPECT_THAT(agencies_in_credit("رويترز: افتتاح السوق القديم"), IsEmpty());
}

}  // namespace
}  // namespace rawi::arabic
