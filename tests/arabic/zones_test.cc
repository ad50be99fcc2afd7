#include <gtest/gtest.h>

#include "connectors/arabic/civil.h"
#include "connectors/arabic/dates.h"
#include "connectors/arabic/posix_rule.h"
#include "connectors/arabic/zones.h"

namespace rawi::arabic {
namespace {

std::int64_t seconds(CivilDay day, int hour, int minute) {
  return days_from_civil(day) * kSecondsPerDay + hour * 3600 + minute * 60;
}

TEST(Civil, CountsDaysBothWays) {
  for (std::int64_t days = -100000; days < 100000; days += 37) {
    EXPECT_EQ(days_from_civil(civil_from_days(days)), days);
  }
  EXPECT_EQ(days_from_civil({1970, 1, 1}), 0);
  EXPECT_EQ(weekday_of({2021, 4, 2}), 5);
  EXPECT_FALSE(is_civil({2021, 2, 29}));
}

// https://www.rfc-editor.org/rfc/rfc8536#section-3.3.1
TEST(PosixRule, FollowsTheFooterOfZoneFiles) {
  const auto cairo = PosixRule::parse("EET-2EEST,M4.5.5/0,M10.5.4/24");
  ASSERT_TRUE(cairo);
  EXPECT_EQ(cairo->offset_at(seconds({2040, 1, 15}, 12, 0)), 7200);
  EXPECT_EQ(cairo->offset_at(seconds({2040, 7, 15}, 12, 0)), 10800);
  EXPECT_EQ(cairo->offset_at(seconds({2040, 4, 26}, 21, 59)), 7200);  // the last Friday of April begins
  EXPECT_EQ(cairo->offset_at(seconds({2040, 4, 26}, 22, 0)), 10800);
  EXPECT_EQ(PosixRule::parse("<+03>-3")->offset_at(0), 10800);
  EXPECT_EQ(PosixRule::parse("EST5EDT,M3.2.0,M11.1.0")->offset_at(seconds({2040, 7, 1}, 0, 0)), -4 * 3600);
  EXPECT_EQ(PosixRule::parse("AEST-10AEDT,M10.1.0,M4.1.0/3")->offset_at(seconds({2040, 1, 1}, 0, 0)),
            11 * 3600);
  EXPECT_EQ(PosixRule::parse("XXX-1YYY,J60/0,J300/0")->offset_at(seconds({2040, 3, 1}, 12, 0)), 7200);
  for (const std::string_view bad :
       {"", "A", "EET", "EET-2EEST", "EET-2EEST,M13.1.1,M1.1.1", "EET-2EEST,,"}) {
    EXPECT_FALSE(PosixRule::parse(bad)) << bad;
  }
}

TEST(Zones, KnowOffsetsOfTheDay) {
  const Zone* damascus = find_zone("Asia/Damascus");
  ASSERT_NE(damascus, nullptr);
  EXPECT_EQ(damascus->offset_at_local(seconds({2021, 1, 15}, 12, 0)), 7200);
  EXPECT_EQ(damascus->offset_at_local(seconds({2021, 7, 15}, 12, 0)), 10800);
  EXPECT_EQ(damascus->offset_at_local(seconds({2023, 1, 15}, 12, 0)),
            10800);  // summer time all year since 2022
}

TEST(Zones, SkippedAndRepeatedReadings) {
  const Zone* berlin = find_zone("Europe/Berlin");
  ASSERT_NE(berlin, nullptr);
  EXPECT_EQ(berlin->offset_at_local(seconds({2021, 3, 28}, 2, 30)), 3600);  // skipped: from before the jump
  EXPECT_EQ(berlin->offset_at_local(seconds({2021, 3, 28}, 3, 0)), 7200);
  EXPECT_EQ(berlin->offset_at_local(seconds({2021, 10, 31}, 2, 30)), 7200);  // repeated: the earlier
  EXPECT_EQ(berlin->offset_at_local(seconds({2021, 10, 31}, 3, 0)), 3600);
}

TEST(Zones, NamesThatAreNone) {
  for (const std::string_view name : {"", "Asia/Nowhere", "../etc/passwd", "/etc/localtime",
                                      "posix/Asia/Beirut", "Asia//Beirut", "دمشق", "zone.tab"}) {
    EXPECT_FALSE(is_zone(name)) << name;
  }
  EXPECT_TRUE(is_zone("UTC"));
  EXPECT_TRUE(is_zone("Africa/Cairo"));
}

TEST(Zones, BrokenFilesAreRefused) {
  EXPECT_EQ(parse_zone_file(""), nullptr);
  EXPECT_EQ(parse_zone_file("TZif2"), nullptr);
  std::string huge = "TZif2" + std::string(15, '\0') + std::string(24, '\x7F');
  EXPECT_EQ(parse_zone_file(huge), nullptr);
  EXPECT_EQ(parse_zone_file(huge + huge), nullptr);
}

}  // namespace
}  // namespace rawi::arabic
