// Dates inside longer lines and inside URLs; zones of hosts.
#include <gtest/gtest.h>

#include "connectors/arabic/dates.h"

namespace rawi::arabic {
namespace {

TEST(FindDate, GivesTheDateAndItsPlace) {
  const std::string line =
      "بقلم سامر الحلبي ومنى القاضي، حلب، الجمعة 2 أبريل 2021 03:58 م في قسم المنوعات من الصحيفة";
  const auto found = find_date(line, {"Asia/Damascus", {}});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->moment.to_string(), "2021-04-02T15:58:00+03:00");
  EXPECT_EQ(line.substr(found->begin, found->end - found->begin), "الجمعة 2 أبريل 2021 03:58 م");
}

TEST(FindDate, TakesTheFirstWholeDay) {
  EXPECT_EQ(find_date("في 5 مايو اجتمعوا، وفي 7 مايو 2020 افترقوا، وفي 2021 عادوا", {})->moment.to_string(),
            "2020-05-07");
  EXPECT_FALSE(find_date("في 5 مايو اجتمعوا", {}));
  EXPECT_FALSE(find_date("وصل أمس الزوار", {"", 1617364800}));
}

TEST(DateInPath, ReadsTheDay) {
  const auto day = [](std::string_view path) {
    const auto moment = date_in_path(path);
    return moment ? moment->to_string() : "none";
  };
  EXPECT_EQ(day("/2019/02/20/slug/"), "2019-02-20");
  EXPECT_EQ(day("/news/2019/2/5/slug"), "2019-02-05");
  EXPECT_EQ(day("/2019/02/20"), "2019-02-20");
  EXPECT_EQ(day("/2019-02-20/slug"), "2019-02-20");
  EXPECT_EQ(day("/slug-2019-02-20.html"), "2019-02-20");
  EXPECT_EQ(day("/20190220/slug"), "2019-02-20");
  EXPECT_EQ(day("/a/20190220-slug"), "2019-02-20");
  EXPECT_EQ(day("/2019/02/slug"), "none");
  EXPECT_EQ(day("/2019/13/20/slug"), "none");
  EXPECT_EQ(day("/story/120190220"), "none");
  EXPECT_EQ(day("/1805/02/20/slug"), "none");
  EXPECT_EQ(day("/section/2019"), "none");
  EXPECT_EQ(day(""), "none");
}

TEST(ZoneOfHost, KnowsCountriesWithOneTime) {
  EXPECT_EQ(zone_of_host("news.example.sy"), "Asia/Damascus");
  EXPECT_EQ(zone_of_host("www.example.COM.EG"), "Africa/Cairo");
  EXPECT_EQ(zone_of_host("example.ma."), "Africa/Casablanca");
  EXPECT_EQ(zone_of_host("xn--mgbx.xn--wgbh1c"), "Africa/Cairo");
  EXPECT_EQ(zone_of_host("example.com"), "");
  EXPECT_EQ(zone_of_host("example.us"), "");
  EXPECT_EQ(zone_of_host("localhost"), "");
}

}  // namespace
}  // namespace rawi::arabic
