// Many requests on one fetcher: robots, politeness, bounds, stopping.
#include <atomic>
#include <future>
#include <set>
#include <thread>

#include "tests/fetch/fetch_fixture.h"

namespace rawi::fetch {
namespace {

using std::chrono::milliseconds;

class FetcherTest : public FetchTest {
 protected:
  milliseconds gap(std::size_t from) const {
    const auto log = server_.log();
    return std::chrono::duration_cast<milliseconds>(log.at(from + 1).at - log.at(from).at);
  }
};

TEST_F(FetcherTest, AsksRobotsFirstAndOnce) {
  page("/robots.txt", "User-agent: rawi\nDisallow: /no\nAllow: /");
  page("/yes", "x");
  page("/no", "x");
  start("http://a.example/yes");
  start("http://a.example/no");
  start("http://a.example/yes?2");
  const auto results = wait();
  EXPECT_EQ(server_.log().front().target, "/robots.txt");
  EXPECT_EQ(server_.count("/robots.txt"), 1U);
  EXPECT_EQ(server_.count("/no"), 0U);
  EXPECT_EQ(std::count_if(results.begin(), results.end(),
                          [](const auto& r) { return r.reason == "robots_disallow"; }),
            1);
}

TEST_F(FetcherTest, AsksTheRobotsOfEveryOrigin) {
  page("/p", "x");
  start("http://www.a.example/p");
  start("http://m.a.example/p");
  wait();
  EXPECT_EQ(server_.count("/robots.txt"), 2U);
}

TEST_F(FetcherTest, FollowsFiveRedirectsToRobots) {
  for (int i = 0; i < 5; ++i) {
    const std::string to = i == 4 ? "http://b.example/rules" : "/r" + std::to_string(i + 1);
    page(i == 0 ? "/robots.txt" : "/r" + std::to_string(i),
         [to](const HttpRequest&, HttpReply& reply) { reply.redirect(301, to); });
  }
  page("/rules", "User-agent: *\nDisallow: /");
  page("a.example/p", "x");
  EXPECT_EQ(one("http://a.example/p").reason, "robots_disallow");
}

TEST_F(FetcherTest, DisallowsAllWhileRobotsIsBroken) {
  page("/robots.txt", [](const HttpRequest&, HttpReply& reply) { reply.send(500, "oops"); });
  page("/p", "x");
  const auto result = one("http://a.example/p");
  EXPECT_EQ(result.outcome, Outcome::retry_later);
  EXPECT_EQ(result.reason, "robots_unreachable");
  EXPECT_GE(result.retry_after_s, 15);
  EXPECT_EQ(server_.count("/robots.txt"), 4U);
  EXPECT_EQ(one("http://a.example/p").reason, "robots_unreachable");
  EXPECT_EQ(server_.count("/robots.txt"), 4U);  // remembered
  EXPECT_EQ(server_.count("/p"), 0U);
}

TEST_F(FetcherTest, RidesOutAPassingFaultOfRobots) {
  page("/robots.txt", [n = std::make_shared<std::atomic<int>>(0)](const HttpRequest&, HttpReply& reply) {
    (*n)++ == 0 ? reply.send(502, "") : reply.send(404, "");
  });
  page("/p", "x");
  EXPECT_EQ(one("http://a.example/p").outcome, Outcome::ok);
}

TEST_F(FetcherTest, ReusesTheConnection) {
  page("/p", "x");
  for (int i = 0; i < 5; ++i) start("http://a.example/p");
  wait();
  std::set<int> connections;
  for (const auto& request : server_.log()) connections.insert(request.connection);
  EXPECT_EQ(connections.size(), 1U);
}

TEST_F(FetcherTest, PausesBetweenRequestsToOneRegistrableDomain) {
  options_.delay_ms = 150;
  page("/p", "x");
  start("http://www.a.example/p");
  start("http://img.a.example/p");
  wait();
  ASSERT_EQ(server_.log().size(), 4U);  // two robots.txt among them
  for (std::size_t i = 0; i + 1 < 4; ++i) EXPECT_GE(gap(i), milliseconds(149));
}

TEST_F(FetcherTest, ObeysTheCrawlDelay) {
  page("/robots.txt", "User-agent: rawi\nCrawl-delay: 0.2");
  page("/p", "x");
  start("http://a.example/p");
  start("http://a.example/p?2");
  wait();
  ASSERT_EQ(server_.log().size(), 3U);
  EXPECT_GE(gap(1), milliseconds(199));
}

// libcurl by itself asks again at once where a kept connection dies under a request.
TEST_F(FetcherTest, KeepsTheCrawlDelayWhereAConnectionDies) {
  page("/robots.txt", "User-agent: rawi\nCrawl-delay: 0.2");
  page("/p", "x");
  page("/dies", [](const HttpRequest&, HttpReply& reply) { reply.hang_up(); });
  one("http://a.example/p");
  EXPECT_EQ(one("http://a.example/dies").outcome, Outcome::retry_later);
  one("http://a.example/p");
  for (std::size_t i = 1; i + 1 < server_.log().size(); ++i) EXPECT_GE(gap(i), milliseconds(199));
}

TEST_F(FetcherTest, PausesBetweenHopsToo) {
  options_.delay_ms = 150;
  page("/1", [](const HttpRequest&, HttpReply& reply) { reply.redirect(302, "/2"); });
  page("/2", "x");
  EXPECT_EQ(one("http://a.example/1").outcome, Outcome::ok);
  EXPECT_GE(gap(1), milliseconds(149));
}

TEST_F(FetcherTest, WaitsOutAShortRetryAfterForTheWholeHost) {
  page("/busy", [](const HttpRequest&, HttpReply& reply) { reply.send(429, "", {"Retry-After: 1"}); });
  page("/p", "x");
  FetchRequest first;
  first.url = "http://www.a.example/busy";
  first.priority = 1;
  start(first);
  start("http://www.a.example/p");
  const auto results = wait();
  EXPECT_EQ(results.at(0).reason, "http_429");
  EXPECT_EQ(results.at(1).outcome, Outcome::ok);
  EXPECT_GE(gap(server_.log().size() - 2), milliseconds(999));
}

TEST_F(FetcherTest, SendsAwayWhomALongRetryAfterHoldsUp) {
  page("/busy", [](const HttpRequest&, HttpReply& reply) { reply.send(503, "", {"Retry-After: 3600"}); });
  page("/p", "x");
  FetchRequest first;
  first.url = "http://a.example/busy";
  first.priority = 1;
  start(first);
  start("http://a.example/p");
  const auto results = wait();
  EXPECT_EQ(results.at(0).retry_after_s, 3600);
  EXPECT_EQ(results.at(1).reason, "host_throttled");
  EXPECT_EQ(results.at(1).outcome, Outcome::retry_later);
  EXPECT_EQ(results.at(1).retry_after_s, 3600);
  EXPECT_EQ(server_.count("/p"), 0U);
}

TEST_F(FetcherTest, ParksAHostThatKeepsFailingAndProbesItLater) {
  options_.park_after = 3;
  options_.park_ms = 300;
  std::atomic<bool> broken = true;
  page("/p",
       [&](const HttpRequest&, HttpReply& reply) { broken ? reply.send(500, "") : reply.send(200, "x"); });
  for (int i = 0; i < 3; ++i) EXPECT_EQ(one("http://a.example/p").reason, "http_500");
  EXPECT_EQ(one("http://a.example/p").reason, "host_parked");
  EXPECT_EQ(server_.count("/p"), 3U);
  broken = false;
  FetchResult result;
  do result = one("http://a.example/p");
  while (result.reason == "host_parked");
  EXPECT_EQ(result.outcome, Outcome::ok);
  EXPECT_EQ(server_.count("/p"), 4U);
}

TEST_F(FetcherTest, OneBadHostHoldsUpNobodyElse) {
  page("slow.example/p", [](const HttpRequest&, HttpReply& reply) { reply.pause(std::chrono::hours(1)); });
  page("/p", "x");
  options_.first_byte_timeout_ms = 1000;
  start("http://slow.example/p");
  for (int i = 0; i < 50; ++i) start("http://h" + std::to_string(i) + ".example/p");
  const auto results = wait();
  EXPECT_EQ(results.back().reason, "first_byte_timeout");
  EXPECT_EQ(
      std::count_if(results.begin(), results.end(), [](const auto& r) { return r.outcome == Outcome::ok; }),
      50);
}

TEST_F(FetcherTest, NeverHasMoreAtWorkThanAllowed) {
  options_.max_connections = 3;
  std::atomic<int> now = 0, most = 0;
  page("/p", [&](const HttpRequest&, HttpReply& reply) {
    const int mine = ++now;
    for (int seen = most; mine > seen && !most.compare_exchange_weak(seen, mine);) continue;
    reply.pause(milliseconds(20));
    --now;
    reply.send(200, "x");
  });
  for (int i = 0; i < 12; ++i) start("http://h" + std::to_string(i) + ".example/p");
  wait();
  EXPECT_LE(most, 3);
  EXPECT_GE(most, 2);
}

TEST_F(FetcherTest, SaysWhenItIsFull) {
  options_.max_queued = 2;
  std::atomic<bool> go = false;
  page("/p", [&](const HttpRequest&, HttpReply& reply) {
    while (!go && reply.pause(milliseconds(5))) continue;
    reply.send(200, "x");
  });
  start("http://a.example/p");
  EXPECT_TRUE(fetcher_->has_room());
  start("http://b.example/p");
  EXPECT_FALSE(fetcher_->has_room());
  EXPECT_EQ(fetcher_->stats().under_way, 2U);
  start("http://c.example/p");
  std::unique_lock lock(mutex_);
  arrived_.wait(lock, [&] { return !results_.empty(); });
  EXPECT_EQ(results_.front().reason, "queue_full");
  lock.unlock();
  go = true;
  wait();
  EXPECT_TRUE(fetcher_->has_room());
}

TEST_F(FetcherTest, MayBeAskedFromItsOwnCallback) {
  page("/p", "x");
  auto fetcher = make_fetcher(options_);
  ASSERT_TRUE(fetcher);
  std::promise<FetchResult> second;
  (*fetcher)->start(request_for("http://a.example/p"), [&](FetchResult) {
    (*fetcher)->start(request_for("http://a.example/p"),
                      [&](FetchResult result) { second.set_value(std::move(result)); });
  });
  EXPECT_EQ(second.get_future().get().outcome, Outcome::ok);
}

TEST_F(FetcherTest, StoppingEndsEveryRequestOnce) {
  page("/p", [](const HttpRequest&, HttpReply& reply) { reply.pause(std::chrono::hours(1)); });
  for (int i = 0; i < 40; ++i) start("http://h" + std::to_string(i % 20) + ".example/p");
  fetcher_->stop();
  const auto results = wait();
  EXPECT_EQ(results.size(), 40U);
  for (const auto& result : results) EXPECT_EQ(result.outcome, Outcome::cancelled);
  EXPECT_EQ(one("http://a.example/p").outcome, Outcome::cancelled);
}

// Threads start requests while the fetcher is stopped at any moment: every request ends exactly once.
TEST_F(FetcherTest, SurvivesBeingStoppedAtAnyMoment) {
  page("/p", "x");
  for (int round = 0; round < 30; ++round) {
    auto made = make_fetcher(options_);
    ASSERT_TRUE(made);
    std::atomic<int> started = 0, ended = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 3; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < 20; ++i) {
          ++started;
          (*made)->start(request_for("http://h" + std::to_string(t * 7 + i % 5) + ".example/p"),
                         [&](FetchResult) { ++ended; });
        }
      });
    }
    while (ended < round) std::this_thread::yield();
    (*made)->stop();
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(started, ended);
  }
}

}  // namespace
}  // namespace rawi::fetch
