// Politeness in simulated time: every time below is a number that the test gives.
#include "connectors/fetch/host_queue.h"

#include <gtest/gtest.h>

#include <map>

namespace rawi::fetch {
namespace {

using Kind = HostQueue::Report::Kind;

HostQueue::Entry entry(HostQueue::Job job, const std::string& group, int priority = 0,
                       std::int64_t delay_ms = 0) {
  return {job, group, group, priority, delay_ms};
}

TEST(HostQueue, HasOneRequestAtWorkInAGroupAndPausesAfterIt) {
  HostQueue queue({});
  for (HostQueue::Job job = 1; job <= 2; ++job) EXPECT_FALSE(queue.push(entry(job, "a"), 0));
  EXPECT_EQ(queue.pop(0), 1U);
  EXPECT_EQ(queue.pop(5000), std::nullopt);  // one at work, however long it takes
  EXPECT_EQ(queue.next_due_ms(), std::nullopt);
  queue.finished("a", "a", {}, 7000);
  EXPECT_EQ(queue.next_due_ms(), 8000);
  EXPECT_EQ(queue.pop(7999), std::nullopt);
  EXPECT_EQ(queue.pop(8000), 2U);
}

TEST(HostQueue, KeepsThePauseForWhoComesLater) {
  HostQueue queue({});
  queue.push(entry(1, "a"), 0);
  queue.pop(0);
  queue.finished("a", "a", {}, 100);
  queue.push(entry(2, "a"), 500);
  EXPECT_EQ(queue.next_due_ms(), 1100);
  queue.sweep(600);
  EXPECT_EQ(queue.pop(1099), std::nullopt);
  EXPECT_EQ(queue.pop(1100), 2U);
}

TEST(HostQueue, TakesTheLongestOfTheDelays) {
  HostQueue queue({});
  queue.push(entry(1, "a", 0, 1500), 0);
  queue.push(entry(2, "a"), 0);
  queue.push(entry(3, "a"), 0);
  queue.pop(0);
  queue.finished("a", "a", {}, 0);
  EXPECT_EQ(queue.next_due_ms(), 1500);  // the outlet's
  queue.set_crawl_delay("a", 4000);
  queue.set_crawl_delay("a", 2000);
  EXPECT_EQ(queue.pop(1500), 2U);
  queue.finished("a", "a", {}, 2000);
  EXPECT_EQ(queue.next_due_ms(), 6000);  // robots.txt's
}

TEST(HostQueue, GoesByPriorityThenByArrival) {
  HostQueue queue({});
  queue.push(entry(1, "a", 0), 0);
  queue.push(entry(2, "a", 5), 0);
  queue.push(entry(3, "a", 0), 0);
  queue.push(entry(4, "a", 5), 0);
  std::vector<HostQueue::Job> order;
  for (std::int64_t now = 0; order.size() < 4; now += 1000) {
    order.push_back(*queue.pop(now));
    queue.finished("a", "a", {}, now);
  }
  EXPECT_EQ(order, (std::vector<HostQueue::Job>{2, 4, 1, 3}));
}

TEST(HostQueue, IsFairBetweenGroupsWhateverTheirBacklog) {
  HostQueueOptions options;
  options.delay_ms = 0;
  HostQueue queue(options);
  HostQueue::Job id = 0;
  std::map<HostQueue::Job, std::string> group_of;
  for (const auto& [group, count] : std::map<std::string, int>{{"big", 1000}, {"small", 10}, {"tiny", 2}}) {
    for (int i = 0; i < count; ++i) {
      group_of[++id] = group;
      queue.push(entry(id, group), 0);
    }
  }
  std::map<std::string, int> served;
  for (std::int64_t now = 0; now < 30; ++now) {
    const auto job = queue.pop(now);  // room for one at a time
    ASSERT_TRUE(job);
    ++served[group_of[*job]];
    queue.finished(group_of[*job], group_of[*job], {}, now);
  }
  EXPECT_EQ(served["tiny"], 2);
  EXPECT_EQ(served["small"], 10);
}

TEST(HostQueue, BacksOffWithJitterAndRecovers) {
  HostQueueOptions options;
  options.park_after = 100;
  options.delay_ms = 10;
  HostQueue queue(options);
  std::int64_t now = 0;
  const auto pause_after = [&](HostQueue::Report report) {
    queue.push(entry(1, "a"), now);
    now = *queue.next_due_ms();
    queue.pop(now);
    queue.push(entry(2, "a"), now);
    queue.finished("a", "a", report, now);
    const std::int64_t pause = *queue.next_due_ms() - now;
    now += pause;
    queue.pop(now);
    queue.finished("a", "a", report, now);  // counts as well
    return pause;
  };
  for (const std::int64_t most : {1000, 4000, 16'000, 60'000, 60'000}) {
    const std::int64_t pause = pause_after({Kind::failed, {}});
    EXPECT_LE(pause, most);
    EXPECT_GE(pause, most / 2);
  }
  pause_after({});
  EXPECT_LE(pause_after({Kind::failed, {}}), 1000);
}

TEST(HostQueue, ObeysRetryAfterForTheWholeGroup) {
  HostQueue queue({});
  queue.push({1, "g", "www.g", 0, 0}, 0);
  queue.push({2, "g", "img.g", 0, 0}, 0);
  queue.pop(0);
  EXPECT_TRUE(queue.finished("g", "www.g", {Kind::throttled, 20'000}, 100).empty());
  EXPECT_EQ(queue.next_due_ms(), 20'100);
  EXPECT_EQ(queue.pop(20'099), std::nullopt);
  EXPECT_EQ(queue.pop(20'100), 2U);
}

TEST(HostQueue, SendsEverybodyAwayWhereTheWaitIsLong) {
  HostQueue queue({});
  for (HostQueue::Job job = 1; job <= 3; ++job) queue.push(entry(job, "a"), 0);
  queue.pop(0);
  const auto away = queue.finished("a", "a", {Kind::throttled, 3'600'000}, 0);
  ASSERT_EQ(away.size(), 2U);
  EXPECT_EQ(away[0].job, 2U);
  EXPECT_FALSE(away[0].parked);
  EXPECT_EQ(away[0].retry_after_ms, 3'600'000);
  EXPECT_EQ(queue.queued(), 0U);
  const auto refused = queue.push(entry(4, "a"), 600'000);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->retry_after_ms, 3'000'000);
  EXPECT_FALSE(queue.push(entry(5, "a"), 3'600'000));
  EXPECT_EQ(queue.pop(3'600'000), 5U);
}

class Parking : public testing::Test {
 protected:
  static HostQueueOptions options() {
    HostQueueOptions out;
    out.park_after = 3;
    out.park_ms = 100'000;
    return out;
  }
  // One request to `host` that fails; the time moves on to when it ended.
  std::vector<HostQueue::Refusal> fail(const std::string& host) {
    EXPECT_FALSE(queue_.push({++id_, "g", host, 9, 0}, now_));
    now_ = *queue_.next_due_ms();
    EXPECT_EQ(queue_.pop(now_), id_);
    return queue_.finished("g", host, {Kind::failed, {}}, now_);
  }
  HostQueue queue_{options()};
  HostQueue::Job id_ = 100;
  std::int64_t now_ = 1'000'000;
};

TEST_F(Parking, HappensAfterFailuresInARowAndSparesOtherHostsOfTheGroup) {
  queue_.push({1, "g", "bad.g", 0, 0}, now_);
  queue_.push({2, "g", "good.g", 0, 0}, now_);
  EXPECT_TRUE(fail("bad.g").empty());
  EXPECT_TRUE(fail("bad.g").empty());
  const auto away = fail("bad.g");
  ASSERT_EQ(away.size(), 1U);
  EXPECT_EQ(away[0].job, 1U);
  EXPECT_TRUE(away[0].parked);
  EXPECT_EQ(queue_.parked(now_), 1U);
  EXPECT_TRUE(queue_.push({3, "g", "bad.g", 0, 0}, now_)->parked);
  now_ = *queue_.next_due_ms();
  EXPECT_EQ(queue_.pop(now_), 2U);
}

TEST_F(Parking, ASuccessInBetweenStartsTheCountAnew) {
  fail("h.g");
  fail("h.g");
  queue_.push({1, "g", "h.g", 9, 0}, now_);
  now_ = *queue_.next_due_ms();
  queue_.pop(now_);
  queue_.finished("g", "h.g", {}, now_);
  fail("h.g");
  EXPECT_EQ(queue_.parked(now_), 0U);
}

TEST_F(Parking, IsEndedByAProbeAndLastsLongerEachTimeTheProbeFails) {
  for (int i = 0; i < 3; ++i) fail("h.g");
  std::int64_t most = 100'000;
  for (int round = 0; round < 3; ++round, most *= 2) {
    const std::int64_t wait = queue_.push({1, "g", "h.g", 0, 0}, now_)->retry_after_ms;
    EXPECT_LE(wait, most);
    EXPECT_GE(wait, most / 2);
    now_ += wait;
    queue_.sweep(now_);
    fail("h.g");  // the probe: one failure is enough
    EXPECT_EQ(queue_.parked(now_), 1U);
  }
  now_ += queue_.push({1, "g", "h.g", 0, 0}, now_)->retry_after_ms;
  queue_.push({2, "g", "h.g", 0, 0}, now_);
  now_ = *queue_.next_due_ms();
  EXPECT_EQ(queue_.pop(now_), 2U);
  queue_.finished("g", "h.g", {}, now_);
  fail("h.g");
  EXPECT_EQ(queue_.parked(now_), 0U);
}

TEST(HostQueue, ForgetsQuietGroupsOnly) {
  HostQueue queue({});
  for (int i = 0; i < 100; ++i) {
    const std::string group = "g" + std::to_string(i);
    queue.push(entry(static_cast<HostQueue::Job>(i), group), 0);
    queue.pop(0);
    queue.finished(group, group, {}, 0);
  }
  queue.push(entry(1000, "waiting"), 0);
  queue.sweep(500);
  EXPECT_EQ(queue.groups(), 101U);
  queue.sweep(1000);
  EXPECT_EQ(queue.groups(), 1U);
  EXPECT_EQ(queue.pop(1000), 1000U);
}

// A day of 2,000 groups: never two of a group at once, never earlier than its pause, nobody left behind.
TEST(HostQueue, HoldsItsPromisesInARandomDay) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    HostQueueOptions options;
    options.seed = seed;
    options.park_after = 4;
    HostQueue queue(options);
    std::mt19937_64 random(seed);
    std::map<HostQueue::Job, std::string> group_of;
    std::map<std::string, std::int64_t> free_at;  // -1: at work
    std::vector<std::pair<std::int64_t, HostQueue::Job>> at_work;
    std::size_t taken = 0, over = 0;
    HostQueue::Job id = 0;
    for (std::int64_t now = 0; now < 400'000; now += 50) {
      for (int i = 0; i < 3 && now < 200'000; ++i) {
        const std::string group = "g" + std::to_string(random() % 200);
        group_of[++id] = group;
        if (!queue.push(entry(id, group, static_cast<int>(random() % 3)), now)) ++taken;
      }
      for (auto at = at_work.begin(); at != at_work.end();) {
        if (at->first > now) {
          ++at;
          continue;
        }
        const std::string& group = group_of[at->second];
        const auto kind = group.size() == 2 && random() % 2 == 0 ? Kind::failed : Kind::answered;
        over += 1 + queue.finished(group, group, {kind, {}}, now).size();
        free_at[group] = now + options.delay_ms;
        at = at_work.erase(at);
      }
      while (at_work.size() < 64) {
        const auto job = queue.pop(now);
        if (!job) break;
        const std::string& group = group_of[*job];
        ASSERT_NE(free_at[group], -1) << "two at once in " << group;
        ASSERT_LE(free_at[group], now) << "too early in " << group;
        free_at[group] = -1;
        at_work.emplace_back(now + static_cast<std::int64_t>(random() % 400), *job);
      }
    }
    EXPECT_EQ(queue.queued(), 0U);
    EXPECT_TRUE(at_work.empty());
    EXPECT_EQ(taken, over) << "seed " << seed;
  }
}

}  // namespace
}  // namespace rawi::fetch
