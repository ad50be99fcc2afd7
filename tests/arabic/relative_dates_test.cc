#include "tests/arabic/date_cases.h"

namespace rawi::arabic {
namespace {

constexpr std::int64_t kNow = 1617364800;  // 2021-04-02T12:00:00Z, a Friday; 15:00 in Damascus

TEST(RelativeDates, CountBackFromNow) {
  const std::vector<DateCase> cases = {{"الآن", "2021-04-02T15:00:00+03:00"},
                                       {"منذ لحظات", "2021-04-02T15:00:00+03:00"},
                                       {"منذ 10 ثوان", "2021-04-02T14:59:50+03:00"},
                                       {"منذ دقيقة", "2021-04-02T14:59:00+03:00"},
                                       {"منذ دقيقتين", "2021-04-02T14:58:00+03:00"},
                                       {"قبل 5 دقائق", "2021-04-02T14:55:00+03:00"},
                                       {"منذ ١٥ دقيقة", "2021-04-02T14:45:00+03:00"},
                                       {"منذ نصف ساعة", "2021-04-02T14:30:00+03:00"},
                                       {"منذ ساعة", "2021-04-02T14:00:00+03:00"},
                                       {"قبل ساعة واحدة", "2021-04-02T14:00:00+03:00"},
                                       {"منذ 1 ساعة", "2021-04-02T14:00:00+03:00"},
                                       {"منذ ساعتين", "2021-04-02T13:00:00+03:00"},
                                       {"منذ 3 ساعات", "2021-04-02T12:00:00+03:00"},
                                       {"منذ ثلاث ساعات", "2021-04-02T12:00:00+03:00"},
                                       {"منذ اثنتي عشرة ساعة", "unparsed"},
                                       {"منذ ساعة ونصف", "2021-04-02T13:30:00+03:00"},
                                       {"منذ ساعة و20 دقيقة", "2021-04-02T13:40:00+03:00"},
                                       {"منذ يومين و3 ساعات", "2021-03-31T12:00:00+03:00"},
                                       {"ساعتين مضت", "2021-04-02T13:00:00+03:00"},
                                       {"2 hours ago", "2021-04-02T13:00:00+03:00"},
                                       {"an hour ago", "2021-04-02T14:00:00+03:00"},
                                       {"il y a 2 heures", "2021-04-02T13:00:00+03:00"},
                                       {"آخر تحديث: منذ ساعتين", "2021-04-02T13:00:00+03:00"},
                                       {"منذ ساعتين (آخر تحديث)", "2021-04-02T13:00:00+03:00"}};
  for (const auto& [text, want] : cases) EXPECT_EQ(date_of(text, "Asia/Damascus", kNow), want) << text;
}

TEST(RelativeDates, InDaysAndMoreGiveADayAlone) {
  const std::vector<DateCase> cases = {
      {"اليوم", "2021-04-02"},        {"أمس", "2021-04-01"},          {"أول أمس", "2021-03-31"},
      {"أول من أمس", "2021-03-31"},   {"أمس الأول", "2021-03-31"},    {"البارحة", "2021-04-01"},
      {"منذ يوم", "2021-04-01"},      {"قبل يوم واحد", "2021-04-01"}, {"منذ يومين", "2021-03-31"},
      {"منذ 3 أيام", "2021-03-30"},   {"منذ أسبوع", "2021-03-26"},    {"منذ أسبوعين", "2021-03-19"},
      {"قبل 3 أسابيع", "2021-03-12"}, {"منذ شهر", "2021-03-02"},      {"منذ شهرين", "2021-02-02"},
      {"قبل 3 أشهر", "2021-01-02"},   {"منذ 4 شهور", "2020-12-02"},   {"منذ سنة", "2020-04-02"},
      {"منذ عامين", "2019-04-02"},    {"قبل 5 سنوات", "2016-04-02"},  {"yesterday", "2021-04-01"}};
  for (const auto& [text, want] : cases) EXPECT_EQ(date_of(text, "Asia/Damascus", kNow), want) << text;
}

TEST(RelativeDates, MonthsStepInTheCalendar) {
  EXPECT_EQ(date_of("منذ شهر", "", 1617148800), "2021-02-28");  // from 31 March
  EXPECT_EQ(date_of("منذ 3 أشهر", "", 1617148800), "2020-12-31");
}

TEST(RelativeDates, ADayWithATime) {
  EXPECT_EQ(date_of("أمس 14:30", "Asia/Damascus", kNow), "2021-04-01T14:30:00+03:00");
  EXPECT_EQ(date_of("اليوم، 09:22 ص", "Asia/Damascus", kNow), "2021-04-02T09:22:00+03:00");
  EXPECT_EQ(date_of("اليوم الجمعة 03:58 م", "Asia/Damascus", kNow), "2021-04-02T15:58:00+03:00");
  EXPECT_EQ(date_of("أمس الساعة 3:30 مساء بتوقيت غرينتش", "Asia/Damascus", kNow),
            "2021-04-01T15:30:00+00:00");
}

TEST(RelativeDates, TodayIsTheContextsDay) {
  constexpr std::int64_t kLate = 1617399000;  // 21:30 UTC: past midnight in Damascus
  EXPECT_EQ(date_of("اليوم", "Asia/Damascus", kLate), "2021-04-03");
  EXPECT_EQ(date_of("اليوم", "", kLate), "2021-04-02");
}

TEST(RelativeDates, AreNotReadWithoutAClockOrOutOfProse) {
  EXPECT_EQ(date_of("منذ ساعتين", ""), "unparsed");
  for (const std::string text : {"اليوم السابع", "أخبار اليوم", "قال أمس إنه سيعود", "منذ ساعات",
                                 "قبل عدة أيام", "منذ 3 كتب", "3 ساعات", "تأخر القطار منذ ساعتين عن موعده"}) {
    EXPECT_EQ(date_of(text, "", kNow), "unparsed") << text;
  }
}

TEST(RelativeDates, AnAbsoluteDayBesideThemCounts) {
  EXPECT_EQ(date_of("اليوم، 5 مارس 2021", "", kNow), "2021-03-05");
}

}  // namespace
}  // namespace rawi::arabic
