// Thousands of sources over simulated days.
#include <algorithm>
#include <cmath>
#include <map>
#include <queue>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "daemon/schedule/source_schedule.h"

namespace rawi::schedule {
namespace {

constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour, kStart = 1'700'000'000'000;
const SourcePolicy kPolicy{kMinute, kHour};

// Sources that publish at their own pace, read when their schedules say so.
class World {
 public:
  World(std::size_t sources, std::uint32_t seed) : random_(seed) {
    for (std::size_t i = 0; i < sources; ++i) {
      Source made;
      made.url = "https://outlet" + std::to_string(i) + ".example/feed";
      made.gap_ms = static_cast<std::int64_t>(
          kMinute * std::pow(10.0, 0.3 + 3.0 * static_cast<double>(i) /
                                             static_cast<double>(sources)));  // 2 min to 33 h
      made.state = first_schedule(kPolicy, made.url, kStart);
      made.next_article_ms = kStart - 1;
      sources_.push_back(made);
    }
  }

  void run_until(std::int64_t end_ms) {
    using Due = std::pair<std::int64_t, std::size_t>;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> due;
    for (std::size_t i = 0; i < sources_.size(); ++i)
      due.emplace(resume_at_ms(kPolicy, sources_[i].state, sources_[i].url, now_ms_), i);
    while (!due.empty() && due.top().first < end_ms) {
      const auto [at, i] = due.top();
      due.pop();
      read(sources_[i], at);
      due.emplace(sources_[i].state.next_due_ms, i);
    }
    now_ms_ = end_ms;
  }

  // What a restart leaves: only what was written down.
  void restart() {
    for (Source& source : sources_) source.state = SourceSchedule::decode(source.state.encode());
  }

  struct Source {
    std::string url;
    std::int64_t gap_ms = 0, next_article_ms = 0;
    SourceSchedule state;
    int readings = 0, articles = 0;
    std::int64_t latency_ms = 0;  // sum over articles
  };
  const std::vector<Source>& sources() const { return sources_; }
  const std::map<std::int64_t, int>& per_second() const { return per_second_; }
  std::vector<std::pair<std::int64_t, std::string>> log;

 private:
  void read(Source& source, std::int64_t at) {
    Reading reading;
    reading.at_ms = at;
    std::exponential_distribution<double> gap(1.0 / static_cast<double>(source.gap_ms));
    while (source.next_article_ms <= at) {
      ++reading.fresh;
      ++source.articles;
      source.latency_ms += at - std::max(source.next_article_ms, kStart);
      source.next_article_ms += 1 + static_cast<std::int64_t>(gap(random_));
    }
    ++source.readings;
    ++per_second_[at / 1000];
    log.emplace_back(at, source.url);
    source.state = after(kPolicy, source.state, reading, source.url);
  }

  std::mt19937 random_;
  std::vector<Source> sources_;
  std::map<std::int64_t, int> per_second_;
  std::int64_t now_ms_ = kStart;
};

TEST(Simulation, BusySourcesAreReadOftenSleepyOnesSeldomAllInTime) {
  World world(2000, 1);
  world.run_until(kStart + 3 * kDay);
  double busy = 0, sleepy = 0;
  for (std::size_t i = 0; i < 200; ++i) busy += world.sources()[i].readings;
  for (std::size_t i = 1800; i < 2000; ++i) sleepy += world.sources()[i].readings;
  EXPECT_GT(busy, 8 * sleepy);
  for (const auto& source : world.sources()) {
    ASSERT_GT(source.articles, 0);
    const double mean_wait = static_cast<double>(source.latency_ms) / source.articles;
    EXPECT_LT(mean_wait, std::max(0.6 * static_cast<double>(source.gap_ms), 3.0 * kMinute)) << source.url;
    EXPECT_LE(mean_wait, 1.1 * static_cast<double>(kHour));
    EXPECT_GE(source.readings, 3 * 24 * 0.9);
    EXPECT_LE(source.readings, 3 * 24 * 60);
  }
}

TEST(Simulation, SourcesDoNotFireTogether) {
  World world(3000, 2);
  world.run_until(kStart + kDay);
  double readings = 0;
  for (const auto& source : world.sources()) readings += source.readings;
  const double mean = readings / static_cast<double>(kDay / 1000);
  int busiest = 0;
  for (const auto& [second, count] : world.per_second()) {
    if (second > (kStart + kHour) / 1000) busiest = std::max(busiest, count);
  }
  EXPECT_LT(busiest, mean + 8 * std::sqrt(mean) + 5) << "mean " << mean;
  // Nor at the start, where all are new.
  int at_start = 0;
  for (const auto& [second, count] : world.per_second()) {
    if (second <= kStart / 1000 + 60) at_start = std::max(at_start, count);
  }
  EXPECT_LT(at_start, 3000 / 60 * 2);
}

TEST(Simulation, ARestartInTheMiddleChangesNothing) {
  World one(500, 3), two(500, 3);
  one.run_until(kStart + 2 * kDay);
  two.run_until(kStart + kDay);
  two.restart();
  two.run_until(kStart + 2 * kDay);
  EXPECT_EQ(one.log, two.log);
}

TEST(Simulation, AfterALongPauseTheyComeBackSpread) {
  World world(1200, 4);
  world.run_until(kStart + kHour);
  std::map<std::int64_t, int> per_second;
  const std::int64_t morning = kStart + 2 * kDay;
  for (const auto& source : world.sources())
    ++per_second[resume_at_ms(kPolicy, source.state, source.url, morning) / 1000];
  for (const auto& [second, count] : per_second) EXPECT_LT(count, 60) << second;
  EXPECT_GT(per_second.size(), 50u);
}

}  // namespace
}  // namespace rawi::schedule
