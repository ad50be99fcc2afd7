#include "daemon/service/config_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rawi::service {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ConfigDiff, NothingIsDifferentInTheSameConfiguration) {
  const config::Config before;
  config::Config after;
  EXPECT_TRUE(take_over(before, after).empty());
}

TEST(ConfigDiff, EachKeyHasItsEffect) {
  config::Config before, after;
  before.kafka.bootstrap_servers = after.kafka.bootstrap_servers = "a:1";
  after.schedule.min_interval_ms = 5000;
  after.kafka.librdkafka = {{"compression.type", "zstd"}};
  after.kafka.bootstrap_servers = "b:1";
  after.kafka.tombstones = true;
  after.fetch.delay_ms = 7;
  after.state_dir = "/elsewhere";
  after.admin.token = "new";
  const ConfigDiff diff = take_over(before, after);
  EXPECT_THAT(diff.live, ElementsAre("kafka.tombstones", "schedule.min_interval_ms", "admin.token"));
  EXPECT_THAT(diff.kafka, ElementsAre("kafka.bootstrap_servers", "kafka.librdkafka"));
  EXPECT_THAT(diff.restart, ElementsAre("state_dir", "fetch.delay_ms"));
  EXPECT_EQ(after.state_dir, before.state_dir) << "in force until the next start";
  EXPECT_EQ(after.fetch.delay_ms, before.fetch.delay_ms);
  EXPECT_EQ(after.schedule.min_interval_ms, 5000);
  EXPECT_EQ(after.kafka.bootstrap_servers, "b:1");
}

TEST(ConfigDiff, WhatIsNotTakenOverIsNamedAtEveryReload) {
  const config::Config before;
  config::Config after;
  after.pipeline.threads = 3;
  EXPECT_THAT(take_over(before, after).restart, ElementsAre("pipeline.threads"));
  config::Config again;
  again.pipeline.threads = 3;
  EXPECT_THAT(take_over(after, again).restart, ElementsAre("pipeline.threads"));
}

TEST(ConfigDiff, TheClusterInsideTheProcessIsNotExchangedForAnother) {
  config::Config before, after;
  before.kafka.bootstrap_servers = "embedded";
  after.kafka.bootstrap_servers = "b:1";
  const ConfigDiff diff = take_over(before, after);
  EXPECT_THAT(diff.kafka, IsEmpty());
  EXPECT_THAT(diff.restart, ElementsAre("kafka.bootstrap_servers"));
}

}  // namespace
}  // namespace rawi::service
