// A restart after a night off: every source is overdue, and they do not all ask at once.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "daemon/pipeline.h"
#include "tests/pipeline/world.h"
#include "tests/support/ledger/memory_ledger.h"

namespace rawi::testing {
namespace {

constexpr std::int64_t kBegin = 1'790'000'000'000;
constexpr std::int64_t kDayMs = 86'400'000;
constexpr int kOutlets = 90;

// Lets requests through and writes down when each was made.
class Asked final : public fetch::Fetcher {
 public:
  Asked(fetch::Fetcher& inner, pipeline::Loop& loop) : inner_(inner), loop_(loop) {}
  void start(fetch::FetchRequest request, std::function<void(fetch::FetchResult)> done) override {
    by_second[loop_.now_ms() / 1000] += 1;
    urls.insert(request.url);
    inner_.start(std::move(request), std::move(done));
  }
  void stop() override { inner_.stop(); }

  std::map<std::int64_t, int> by_second;
  std::set<std::string> urls;

 private:
  fetch::Fetcher& inner_;
  pipeline::Loop& loop_;
};

struct Restart : ::testing::Test {
  World world{kOutlets, 0, kBegin, 1, 1};
  Faults faults{std::mt19937_64(1), 0};
  std::int64_t now_ms = kBegin;
  MemoryLedger ledger{[this] { return now_ms; }};
  events::Events events{{"off", "text", false}};
  std::map<std::int64_t, int> by_second;
  std::set<std::string> urls;

  void live_for(std::int64_t ms) {
    SimLoop loop(now_ms);
    SimFetcher fetcher(world, loop, faults);
    Asked asked(fetcher, loop);
    pipeline::Workers workers(0);
    const auto judge = pipeline::make_story_judge(kDayMs);
    pipeline::Pipeline line({loop, asked, workers, ledger, *judge, events, [] {}}, {});
    ASSERT_TRUE(line.open(world.outlets(), pipeline::Pipeline::Mode::daemon));
    const std::int64_t until = now_ms + ms;
    line.run([&] { return now_ms >= until; }, 0);
    by_second = asked.by_second;
    urls = asked.urls;
  }
};

TEST_F(Restart, OverdueSourcesAreSpreadOverTheFirstMinuteAndNoneIsForgotten) {
  live_for(3'600'000);
  ASSERT_EQ(urls.size(), static_cast<std::size_t>(kOutlets));
  now_ms += kDayMs;
  ledger.reopen();
  live_for(61'000);
  EXPECT_EQ(urls.size(), static_cast<std::size_t>(kOutlets));
  const auto busiest = std::max_element(by_second.begin(), by_second.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; });
  EXPECT_LT(busiest->second, kOutlets / 6) << "requests within one second";
}

}  // namespace
}  // namespace rawi::testing
