#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "daemon/pipeline/loop.h"
#include "daemon/pipeline/task.h"
#include "daemon/pipeline/workers.h"

namespace rawi::pipeline {
namespace {

TEST(Loop, RunsPostsInOrderAndTimersWhenDue) {
  SystemLoop loop;
  std::string order;
  loop.at(loop.now_ms() + 30, [&] { order += 'c'; });
  loop.at(loop.now_ms() + 5, [&] { order += 'b'; });
  loop.post([&] { order += 'a'; });
  loop.run_until([&] { return order.size() == 3; });
  EXPECT_EQ(order, "abc");
}

TEST(Loop, ACancelledTimerNeverRuns) {
  SystemLoop loop;
  bool ran = false, done = false;
  const auto ticket = loop.at(loop.now_ms() + 5, [&] { ran = true; });
  loop.at(loop.now_ms() + 20, [&] { done = true; });
  loop.cancel(ticket);
  loop.cancel(ticket);
  loop.run_until([&] { return done; });
  EXPECT_FALSE(ran);
}

TEST(Loop, TakesPostsFromManyThreads) {
  SystemLoop loop;
  int count = 0;
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 1000; ++i) loop.post([&] { ++count; });
    });
  }
  loop.run_until([&] { return count == 4000; });
  EXPECT_EQ(count, 4000);
}

TEST(Workers, RunEveryJobAndForgetWaitingOnesAtTheEnd) {
  std::atomic<int> ran = 0;
  {
    Workers workers(3);
    SystemLoop loop;
    std::atomic<int> done = 0;
    for (int i = 0; i < 200; ++i) workers.submit([&] { ++ran, ++done; });
    loop.run_until([&] { return done == 200; });
  }
  EXPECT_EQ(ran, 200);
}

Task sum(Async<int>& first, Async<int>& second, int& out) {
  const int a = co_await first;
  const int b = co_await second;
  out = a + b;
}

TEST(Async, ResumesAtOnceOrLater) {
  std::function<void(int)> later;
  Async<int> at_once([](const auto& resume) { resume(40); });
  Async<int> afterwards([&](const auto& resume) { later = resume; });
  int out = 0;
  sum(at_once, afterwards, out);
  EXPECT_EQ(out, 0);
  later(2);
  EXPECT_EQ(out, 42);
}

TEST(Async, ADroppedResumeDestroysTheCoroutine) {
  std::function<void(int)> later;
  Async<int> never([&](const auto& resume) { later = resume; });
  Async<int> unused([](const auto&) {});
  int out = 0;
  sum(never, unused, out);  // the sanitizer build sees a frame that is not freed
  later = nullptr;
  EXPECT_EQ(out, 0);
}

}  // namespace
}  // namespace rawi::pipeline
