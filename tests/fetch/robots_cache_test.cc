// https://www.rfc-editor.org/rfc/rfc9309#section-2.3 and #section-2.4, in simulated time.
#include "connectors/fetch/robots_cache.h"

#include <gtest/gtest.h>

namespace rawi::fetch {
namespace {

using Kind = RobotsCache::Answer::Kind;
using Outcome = FetchResult::Outcome;

const std::string kOrigin = "https://example.com";
constexpr std::int64_t kDay = 24 * 3'600'000;

FetchResult result(Outcome outcome, std::string reason, int status, std::string body = "") {
  FetchResult out;
  out.outcome = outcome;
  out.reason = std::move(reason);
  out.status = status;
  out.body = std::move(body);
  return out;
}

FetchResult down() { return result(Outcome::retry_later, "http_503", 503); }

void give_up(RobotsCache& cache, std::int64_t now) {
  while (!cache.learn(kOrigin, down(), now)) continue;
}

TEST(RobotsCache, IsFetchedOnceForAllWhoWait) {
  RobotsCache cache({});
  EXPECT_EQ(cache.ask(kOrigin, 0).kind, Kind::fetch);
  EXPECT_EQ(cache.ask(kOrigin, 0).kind, Kind::wait);
  EXPECT_EQ(cache.ask("http://example.com", 0).kind, Kind::fetch);  // another origin, another file
  EXPECT_TRUE(cache.learn(kOrigin, result(Outcome::ok, "ok", 200, "User-agent: *\nDisallow: /x"), 10));
  const auto answer = cache.ask(kOrigin, 20);
  ASSERT_EQ(answer.kind, Kind::rules);
  EXPECT_FALSE(answer.robots->allowed("rawi", "/x"));
  EXPECT_TRUE(answer.robots->allowed("rawi", "/y"));
}

TEST(RobotsCacheSection2_4, HoldsForADay) {
  RobotsCache cache({});
  (void)cache.ask(kOrigin, 0);
  EXPECT_TRUE(cache.learn(kOrigin, result(Outcome::ok, "ok", 200, ""), 0));
  EXPECT_EQ(cache.ask(kOrigin, kDay - 1).kind, Kind::rules);
  EXPECT_EQ(cache.ask(kOrigin, kDay).kind, Kind::fetch);
}

TEST(RobotsCacheSection2_3_1_3, AllowsAllWhereThereIsNone) {
  for (const auto& none :
       {result(Outcome::gone, "http_404", 404), result(Outcome::http_error, "http_403", 403),
        result(Outcome::http_error, "http_401", 401), result(Outcome::http_error, "empty_body", 200)}) {
    RobotsCache cache({});
    (void)cache.ask(kOrigin, 0);
    EXPECT_TRUE(cache.learn(kOrigin, none, 0));
    const auto answer = cache.ask(kOrigin, 1);
    ASSERT_EQ(answer.kind, Kind::rules) << none.reason;
    EXPECT_TRUE(answer.robots->allowed("rawi", "/x"));
  }
}

TEST(RobotsCacheSection2_3_1_2, TakesTooManyRedirectsForNone) {
  RobotsCache cache({});
  (void)cache.ask(kOrigin, 0);
  EXPECT_TRUE(cache.learn(kOrigin, result(Outcome::failed, "too_many_redirects", 301), 0));
  EXPECT_EQ(cache.ask(kOrigin, 1).kind, Kind::rules);
}

TEST(RobotsCacheSection2_3_1_4, DisallowsAllWhileUnreachableAndTriesAgainLaterAndLater) {
  RobotsCache cache({});
  EXPECT_EQ(cache.ask(kOrigin, 0).kind, Kind::fetch);
  EXPECT_FALSE(cache.learn(kOrigin, down(), 0));  // may pass: once more, at once
  EXPECT_EQ(cache.ask(kOrigin, 0).kind, Kind::wait);
  EXPECT_FALSE(cache.learn(kOrigin, down(), 0));
  EXPECT_FALSE(cache.learn(kOrigin, down(), 0));
  EXPECT_TRUE(cache.learn(kOrigin, down(), 0));
  std::int64_t now = 0;
  for (const std::int64_t most :
       {30'000, 60'000, 120'000, 240'000, 480'000, 960'000, 1'920'000, 3'600'000, 3'600'000}) {
    const auto answer = cache.ask(kOrigin, now);
    ASSERT_EQ(answer.kind, Kind::unreachable);
    EXPECT_EQ(answer.why.reason, "http_503");
    EXPECT_LE(answer.retry_after_ms, most);
    EXPECT_GE(answer.retry_after_ms, most / 2);
    now += answer.retry_after_ms;
    ASSERT_EQ(cache.ask(kOrigin, now).kind, Kind::fetch);
    give_up(cache, now);
  }
  now += cache.ask(kOrigin, now).retry_after_ms;
  (void)cache.ask(kOrigin, now);
  EXPECT_TRUE(cache.learn(kOrigin, result(Outcome::ok, "ok", 200, ""), now));
  EXPECT_EQ(cache.ask(kOrigin, now).kind, Kind::rules);
}

TEST(RobotsCacheSection2_4, KeepsTheOldCopyInForceWhileUnreachable) {
  RobotsCache cache({});
  (void)cache.ask(kOrigin, 0);
  EXPECT_TRUE(cache.learn(kOrigin, result(Outcome::ok, "ok", 200, "User-agent: *\nDisallow: /x"), 0));
  ASSERT_EQ(cache.ask(kOrigin, kDay).kind, Kind::fetch);
  EXPECT_TRUE(cache.learn(kOrigin, down(), kDay));
  const auto answer = cache.ask(kOrigin, kDay + 1);
  ASSERT_EQ(answer.kind, Kind::rules);
  EXPECT_FALSE(answer.robots->allowed("rawi", "/x"));
  EXPECT_EQ(cache.ask(kOrigin, kDay + 30'000).kind, Kind::fetch);
}

TEST(RobotsCache, ObeysRetryAfterOfRobotsItself) {
  RobotsCache cache({});
  (void)cache.ask(kOrigin, 0);
  auto later = down();
  later.retry_after_s = 7200;
  EXPECT_TRUE(cache.learn(kOrigin, later, 0));
  EXPECT_EQ(cache.ask(kOrigin, 0).retry_after_ms, 7'200'000);
}

TEST(RobotsCache, AsksAgainAfterAFetchThatWasNeverMade) {
  RobotsCache cache({});
  (void)cache.ask(kOrigin, 0);
  cache.forget(kOrigin);
  EXPECT_EQ(cache.size(), 0U);
  EXPECT_EQ(cache.ask(kOrigin, 0).kind, Kind::fetch);
}

TEST(RobotsCache, IsBounded) {
  RobotsCacheOptions options;
  options.max_origins = 100;
  RobotsCache cache(options);
  for (int i = 0; i < 1000; ++i) {
    const std::string origin = "https://h" + std::to_string(i);
    ASSERT_EQ(cache.ask(origin, i).kind, Kind::fetch);
    EXPECT_TRUE(cache.learn(origin, result(Outcome::ok, "ok", 200, ""), i));
    EXPECT_LE(cache.size(), 100U);
  }
}

}  // namespace
}  // namespace rawi::fetch
