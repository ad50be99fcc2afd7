// The pipeline, the ledger and the publisher together in simulated time: fetches fail, commits are refused or
// lose their answer, the process dies at any step. After every seed each page is told exactly once and links
// started are the sum of outcomes.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "connectors/url/url.h"
#include "daemon/pipeline.h"
#include "daemon/publish/loop.h"
#include "tests/pipeline/world.h"
#include "tests/support/ledger/memory_ledger.h"

namespace rawi::testing {
namespace {

constexpr std::int64_t kBegin = 1'790'000'000'000;

struct Simulation {
  explicit Simulation(std::uint64_t seed, double rate)
      : world(3, 9, kBegin, 20'000, seed),
        faults{std::mt19937_64(seed), rate},
        ledger([this] { return now_ms; }),
        outbox(publish::outbox_of(ledger)) {
    ledger.fault = [this]() -> Result<void> {
      if (faults.hit(0.5)) return fail(Errc::io, "disk full");
      return {};
    };
  }

  // One life of the process: until `steps` pieces of work are done, or until `enough`.
  void live(int steps, const std::function<bool()>& enough) {
    SimLoop loop(now_ms);
    SimFetcher fetcher(world, loop, faults);
    pipeline::Workers workers(0);
    const auto judge = pipeline::make_story_judge(7 * 86'400'000LL);
    SimBroker broker(kafka, faults);
    publish::PublishLoop publisher(options, "owner" + std::to_string(++lives), *outbox, broker);
    pipeline::Options settings;
    settings.source = {500, 5000};
    settings.retry = {50, 100, 2000};
    settings.revisit_window_ms = 0;
    pipeline::Pipeline line({loop, fetcher, workers, ledger, *judge, events, [] {}}, settings);
    std::function<void()> publish = [&] {
      publisher.step(now_ms, true);
      loop.at(now_ms + 50, publish);
    };
    loop.at(now_ms, publish);
    if (!line.open(world.outlets(), pipeline::Pipeline::Mode::daemon)) return;
    line.run([&] { return steps-- <= 0 || enough(); }, 0);
  }

  [[nodiscard]] std::map<std::string, int> told() const {
    std::map<std::string, int> out;
    for (const auto& entry : kafka.committed) {
      // A note that two stories are one tells no article.
      const auto merged = std::pair<std::string, std::string>("ce_type", "rawi.story.merged");
      const auto& headers = entry.record.headers;
      if (std::find(headers.begin(), headers.end(), merged) == headers.end()) ++out[entry.record.key];
    }
    return out;
  }

  World world;
  Faults faults;
  std::int64_t now_ms = kBegin;
  MemoryLedger ledger;
  std::unique_ptr<publish::OutboxReader> outbox;
  SimKafka kafka;
  publish::PublishOptions options;
  events::Events events{{"off", "text", false}};
  int lives = 0;
};

void run_seed(std::uint64_t seed) {
  Simulation sim(seed, 0.08);
  for (int life = 0; life < 6; ++life) {
    sim.live(sim.faults.up_to(150), [] { return false; });
    sim.ledger.reopen();
  }
  sim.faults.rate = 0.02;
  const auto all = sim.world.pages().size();
  sim.live(50'000, [&] { return sim.told().size() >= all && sim.ledger.outbox_depth().rows == 0; });

  const auto told = sim.told();
  EXPECT_EQ(told.size(), all) << "seed " << seed;
  for (const auto& [key, count] : told) EXPECT_EQ(count, 1) << "seed " << seed << ": " << key;
  for (const auto& page : sim.world.pages()) {
    if (told.contains(url::uuid5_url(page.url))) continue;
    const auto link = sim.ledger.link(page.url.substr(7, 2), page.url);
    ADD_FAILURE() << "seed " << seed << ": lost " << page.url << ", outcome "
                  << (link && *link && (*link)->outcome ? to_string(*(*link)->outcome) : "none") << " "
                  << (link && *link ? (*link)->reason : "") << ", look at "
                  << (link && *link ? (*link)->look_at_ms.value_or(-1) - sim.now_ms : 0);
  }
  const auto sums = sim.ledger.totals();
  ASSERT_TRUE(sums);
  for (const auto& [outlet, totals] : *sums) {
    EXPECT_EQ(totals.started, totals.sum_ended() + totals.in_flight) << "seed " << seed << ": " << outlet;
  }
}

TEST(PipelineSimulation, EveryPageIsToldExactlyOnceWhateverFailsWhen) {
  for (std::uint64_t seed = 1; seed <= 2000 && !HasFailure(); ++seed) run_seed(seed);
}

}  // namespace
}  // namespace rawi::testing
