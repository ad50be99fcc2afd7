#include "daemon/service/stall_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rawi::service {
namespace {

using ::testing::HasSubstr;

TEST(StallWatch, AStageThatHasWorkAndDoesNotMoveIsNamed) {
  StallWatch watch;
  EXPECT_EQ(watch.look(0, {{"read", true, 5, 1000}}), "");
  EXPECT_EQ(watch.look(1000, {{"read", true, 5, 1000}}), "");
  EXPECT_THAT(watch.look(1001, {{"read", true, 5, 1000}}), HasSubstr("read has work"));
  EXPECT_EQ(watch.look(1002, {{"read", true, 6, 1000}}), "");
}

TEST(StallWatch, AnIdleStageIsNeverStuckHoweverLongItIdles) {
  StallWatch watch;
  for (const std::int64_t now : {0, 10'000, 1'000'000})
    EXPECT_EQ(watch.look(now, {{"fetch", false, 5, 1000}}), "");
  // Work that comes after a long rest has all of the patience.
  EXPECT_EQ(watch.look(2'000'000, {{"fetch", true, 5, 1000}}), "");
  EXPECT_EQ(watch.look(2'000'900, {{"fetch", true, 5, 1000}}), "");
}

TEST(StallWatch, OneMovingStageDoesNotHideAStuckOne) {
  StallWatch watch;
  EXPECT_EQ(watch.look(0, {{"fetch", true, 1, 1000}, {"read", true, 1, 1000}}), "");
  EXPECT_THAT(watch.look(5000, {{"fetch", true, 2, 1000}, {"read", true, 1, 1000}}), HasSubstr("read"));
}

}  // namespace
}  // namespace rawi::service
