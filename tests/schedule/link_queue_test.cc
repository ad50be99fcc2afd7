#include "daemon/schedule/link_queue.h"

#include <map>
#include <vector>

#include <gtest/gtest.h>

namespace rawi::schedule {
namespace {

const auto kAny = [](const std::string&) { return true; };

QueuedLink link(const std::string& outlet, const std::string& name, Rank rank = Rank::fresh,
                std::int64_t dated = 0) {
  return {outlet, outlet + "/" + name, rank, dated};
}

std::vector<std::string> drain(LinkQueue& queue) {
  std::vector<std::string> out;
  while (const auto next = queue.pop(kAny)) out.push_back(next->canonical);
  return out;
}

using Strings = std::vector<std::string>;

TEST(LinkQueue, FreshBeforeBacklogBeforeRetryNewestFirst) {
  LinkQueue queue;
  queue.push(link("a", "retry", Rank::retry, 900));
  queue.push(link("a", "old", Rank::backlog, 100));
  queue.push(link("a", "older", Rank::backlog, 50));
  queue.push(link("a", "new", Rank::fresh, 300));
  queue.push(link("a", "newest", Rank::fresh, 400));
  EXPECT_EQ(drain(queue), (Strings{"a/newest", "a/new", "a/old", "a/older", "a/retry"}));
  EXPECT_EQ(queue.size(), 0u);
}

TEST(LinkQueue, OutletsTakeTurns) {
  LinkQueue queue;
  for (int i = 0; i < 1000; ++i) queue.push(link("big", std::to_string(i)));
  queue.push(link("small", "1"));
  queue.push(link("small", "2"));
  queue.push(link("tiny", "1"));
  std::map<std::string, int> first_six;
  for (int i = 0; i < 6; ++i) ++first_six[queue.pop(kAny)->outlet];
  EXPECT_EQ(first_six, (std::map<std::string, int>{{"big", 3}, {"small", 2}, {"tiny", 1}}));
}

TEST(LinkQueue, FreshNewsPassesEverybodysBacklog) {
  LinkQueue queue;
  for (int o = 0; o < 500; ++o) {
    for (int i = 0; i < 5; ++i)
      queue.push(link("outlet" + std::to_string(o), std::to_string(i), Rank::backlog));
  }
  queue.push(link("outlet499", "news", Rank::fresh));
  EXPECT_EQ(queue.pop(kAny)->canonical, "outlet499/news");
}

TEST(LinkQueue, AStreamOfNewsDoesNotStopTheBacklog) {
  LinkQueue queue;
  for (int i = 0; i < 20; ++i) queue.push(link("a", "old" + std::to_string(i), Rank::backlog));
  int older = 0;
  for (int i = 0; i < 200; ++i) {
    queue.push(link("b", std::to_string(i)));
    older += queue.pop(kAny)->rank == Rank::backlog ? 1 : 0;
  }
  EXPECT_EQ(older, 20);
}

TEST(LinkQueue, WhoMayNotStartKeepsItsTurn) {
  LinkQueue queue;
  for (const char* outlet : {"a", "b", "c"}) {
    queue.push(link(outlet, "1"));
    queue.push(link(outlet, "2"));
  }
  EXPECT_EQ(queue.pop([](const std::string& o) { return o != "a"; })->outlet, "b");
  EXPECT_EQ(queue.pop(kAny)->outlet, "a");
  EXPECT_EQ(queue.pop(kAny)->outlet, "c");
  EXPECT_FALSE(queue.pop([](const std::string&) { return false; }).has_value());
  EXPECT_EQ(queue.size(), 3u);
}

TEST(LinkQueue, ALinkWaitsOnce) {
  LinkQueue queue;
  EXPECT_TRUE(queue.push(link("a", "1")));
  EXPECT_FALSE(queue.push(link("a", "1", Rank::retry)));
  EXPECT_TRUE(queue.push({"b", "a/1", Rank::fresh, 0}));  // another outlet's
  queue.pop(kAny);
  EXPECT_TRUE(queue.push(link("a", "1")));
}

TEST(LinkQueue, IsBoundedAndKeepsWhatComesFirst) {
  LinkQueue queue(3, 5);
  for (int i = 0; i < 4; ++i)
    EXPECT_EQ(queue.push(link("a", std::to_string(i), Rank::backlog, 10 - i)), i < 3);
  EXPECT_TRUE(queue.push(link("a", "news", Rank::fresh)));  // takes the oldest one's place
  EXPECT_EQ(queue.size_of("a"), 3u);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(queue.push(link("b", std::to_string(i))), i < 2);
  EXPECT_EQ(queue.size(), 5u);
  queue.forget("b");
  EXPECT_EQ(drain(queue), (Strings{"a/news", "a/0", "a/1"}));
}

TEST(LinkQueue, ForgettingLeavesNothingBehind) {
  LinkQueue queue;
  queue.push(link("a", "1"));
  queue.push(link("a", "2", Rank::retry));
  queue.forget("a");
  queue.forget("nobody");
  EXPECT_EQ(queue.size(), 0u);
  EXPECT_FALSE(queue.pop(kAny).has_value());
  EXPECT_TRUE(queue.push(link("a", "1")));
}

}  // namespace
}  // namespace rawi::schedule
