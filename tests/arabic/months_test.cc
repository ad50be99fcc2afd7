// Every month of every region, in every spelling ARABIC.md names, in the places a month stands in.

#include <array>

#include <fmt/format.h>

#include "tests/arabic/date_cases.h"

namespace rawi::arabic {
namespace {

struct Region {
  std::string name;
  std::array<std::vector<std::string>, 12> months;
};

const std::vector<Region>& regions() {
  static const std::vector<Region> kRegions = {
      {"egypt_and_gulf",
       {{{"يناير"},
         {"فبراير"},
         {"مارس"},
         {"أبريل", "ابريل", "إبريل"},
         {"مايو"},
         {"يونيو", "يونيه", "يونية"},
         {"يوليو", "يوليه", "يولية"},
         {"أغسطس", "اغسطس"},
         {"سبتمبر"},
         {"أكتوبر", "اكتوبر", "أُكتوبر"},
         {"نوفمبر"},
         {"ديسمبر", "ديسـمبر"}}}},
      {"levant_and_iraq",
       {{{"كانون الثاني", "كانون ثاني", "كانون الثانى", "كانون 2", "كانون ٢", "ك2"},
         {"شباط"},
         {"آذار", "اذار", "أذار"},
         {"نيسان"},
         {"أيار", "ايار", "أيّار"},
         {"حزيران"},
         {"تموز", "تمّوز"},
         {"آب", "اب", "أب"},
         {"أيلول", "ايلول"},
         {"تشرين الأول", "تشرين أول", "تشرين الاول", "تشرين 1", "ت1"},
         {"تشرين الثاني", "تشرين ثاني", "تشرين ثانٍ", "تشرين 2"},
         {"كانون الأول", "كانون أول", "كانون 1"}}}},
      {"algeria_and_tunisia",
       {{{"جانفي"},
         {"فيفري"},
         {"مارس"},
         {"أفريل", "افريل"},
         {"ماي"},
         {"جوان"},
         {"جويلية", "جويليه"},
         {"أوت", "اوت"},
         {"سبتمبر"},
         {"أكتوبر"},
         {"نوفمبر"},
         {"ديسمبر"}}}},
      {"morocco",
       {{{"يناير"},
         {"فبراير"},
         {"مارس"},
         {"أبريل"},
         {"ماي"},
         {"يونيو"},
         {"يوليوز"},
         {"غشت"},
         {"شتنبر"},
         {"أكتوبر"},
         {"نونبر"},
         {"دجنبر"}}}},
      {"mauritania",
       {{{"يناير"},
         {"فبراير"},
         {"مارس"},
         {"إبريل"},
         {"مايو"},
         {"يونيو"},
         {"يوليو"},
         {"أغشت", "اغشت"},
         {"شتمبر"},
         {"أكتوبر"},
         {"نوفمبر"},
         {"دجمبر"}}}},
      {"dual_names",
       {{{"يناير/ كانون الثاني", "كانون الثاني/يناير", "كانون الثاني (يناير)", "يناير - كانون الثاني"},
         {"شباط/فبراير", "فبراير / شباط"},
         {"آذار/ مارس"},
         {"نيسان / أبريل"},
         {"أيار/مايو"},
         {"يونيو/حزيران"},
         {"تموز/ يوليو", "يوليو (تموز)"},
         {"أغسطس/آب", "آب / أغسطس"},
         {"أيلول/سبتمبر"},
         {"تشرين الأول/أكتوبر", "أكتوبر/ تشرين الأول"},
         {"نوفمبر/ تشرين الثاني", "تشرين الثاني - نوفمبر"},
         {"كانون الأول/ديسمبر", "ديسمبر (كانون الأول)"}}}},
      {"english",
       {{{"January", "Jan", "Jan."},
         {"February", "Feb"},
         {"March", "Mar"},
         {"April", "Apr"},
         {"May"},
         {"June", "Jun"},
         {"July", "Jul"},
         {"August", "Aug", "AUG"},
         {"September", "Sep", "Sept."},
         {"October", "Oct"},
         {"November", "Nov"},
         {"December", "Dec"}}}},
      {"french",
       {{{"janvier", "janv."},
         {"février", "fevrier"},
         {"mars"},
         {"avril"},
         {"mai"},
         {"juin"},
         {"juillet"},
         {"août", "aout"},
         {"septembre"},
         {"octobre"},
         {"novembre"},
         {"décembre", "decembre"}}}}};
  return kRegions;
}

std::string region_name(const testing::TestParamInfo<Region>& info) { return info.param.name; }

class Months : public testing::TestWithParam<Region> {};

TEST_P(Months, AreReadInEveryPlace) {
  for (std::size_t i = 0; i < 12; ++i) {
    for (const auto& month : GetParam().months[i]) {
      const std::string day = fmt::format("2020-{:02}-07", i + 1);
      EXPECT_EQ(date_of(fmt::format("7 {} 2020", month), ""), day) << month;
      EXPECT_EQ(date_of(fmt::format("الأربعاء ٠٧ {} ٢٠٢٠م", month), ""), day) << month;
      EXPECT_EQ(date_of(fmt::format("7-{}-2020", month), ""), day) << month;
      EXPECT_EQ(date_of(fmt::format("7 {}، 2020 12:09 م", month), ""), day + "T12:09:00+00:00") << month;
      EXPECT_EQ(date_of(fmt::format("12:09 ص | 7 {} 2020", month), ""), day + "T00:09:00+00:00") << month;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Regions, Months, testing::ValuesIn(regions()), region_name);

TEST(Months, MayStandFirst) {
  EXPECT_EQ(date_of("أكتوبر 7, 2020", ""), "2020-10-07");
  EXPECT_EQ(date_of("أكتوبر 7، 2020 - 3:05 م", ""), "2020-10-07T15:05:00+00:00");
  EXPECT_EQ(date_of("كانون الثاني/يناير 5, 2021", ""), "2021-01-05");
  EXPECT_EQ(date_of("2020 أكتوبر 7", ""), "2020-10-07");
}

TEST(Months, TwoNamesThatDisagreeAreNoDate) {
  EXPECT_EQ(date_of("7 نيسان/مايو 2020", ""), "unparsed");
  EXPECT_EQ(date_of("7 كانون 2020", ""), "unparsed");  // which of the two?
}

TEST(HijriMonths, AreConvertedByUmmAlQura) {
  const std::vector<DateCase> cases = {{"٧ ذو القعدة ١٤٤٥", "2024-05-15"},
                                       {"1 محرم 1443 هـ", "2021-08-09"},
                                       {"1 المحرّم 1443هـ", "2021-08-09"},
                                       {"12 صفر 1443", "2021-09-19"},
                                       {"12 ربيع الأول 1443", "2021-10-18"},
                                       {"10 ربيع الآخر 1443هـ", "2021-11-15"},
                                       {"10 ربيع الثاني 1443هـ", "2021-11-15"},
                                       {"3 جمادى الأولى 1443 هـ", "2021-12-07"},
                                       {"3 جمادى الآخرة 1443", "2022-01-06"},
                                       {"3 جمادى الثانية 1443", "2022-01-06"},
                                       {"27 رجب 1443 هجرية", "2022-02-28"},
                                       {"20 شعبان 1442", "2021-04-02"},
                                       {"20 رمضان المبارك 1442 هـ", "2021-05-02"},
                                       {"1 شوال 1442", "2021-05-13"},
                                       {"١٠ ذي القعدة ١٤٤٢ هـ", "2021-06-20"},
                                       {"9 ذي الحجة 1442هـ", "2021-07-19"},
                                       {"29 ذو الحجة 1442", "2021-08-08"},
                                       {"18/09/1442 هـ", "2021-04-30"},
                                       {"1442/9/18", "2021-04-30"},
                                       {"30 شعبان 1442", "2021-04-12"},
                                       {"30 شعبان 1443", "unparsed"},
                                       {"30 جمادى الآخرة 1443", "unparsed"},  // months of 29 days
                                       {"31 رمضان 1442", "unparsed"},
                                       {"7 رمضان 2021", "unparsed"},
                                       {"7 رمضان", "unparsed"}};
  for (const auto& [text, want] : cases) EXPECT_EQ(date_of(text, ""), want) << text;
}

TEST(HijriMonths, BesideAGregorianDayTheGregorianCounts) {
  const std::vector<DateCase> cases = {
      {"الخميس 5 شعبان 1442 هـ الموافق 18 مارس 2021 م", "2021-03-18"},
      {"18 مارس 2021 م الموافق 6 شعبان 1442 هـ", "2021-03-18"},
      {"الجمعة ٢٠ شعبان ١٤٤٢هـ - ٢ أبريل ٢٠٢١م", "2021-04-02"},
      {"20 شعبان 1442هـ 2 إبريل 2021م 03:15 م", "2021-04-02T15:15:00+00:00"},
      {"2 أبريل 2021 | 20 شعبان 1442", "2021-04-02"},
      {"2021/4/2 م الموافق 1442/8/20 هـ", "2021-04-02"},
      {"18 مارس 1442 هـ الموافق 2021 م", "2021-03-18"},  // the years changed places
      {"الجمعة 20 شعبان 1442 هـ الموافق 2021 م", "2021-04-02"},
      {"18 مارس 1442 هـ", "unparsed"}};
  for (const auto& [text, want] : cases) EXPECT_EQ(date_of(text, ""), want) << text;
}

}  // namespace
}  // namespace rawi::arabic
