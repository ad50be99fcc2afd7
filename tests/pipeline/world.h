// A world for the pipeline: outlets whose feeds and pages live in memory, a clock that jumps, and a Kafka
// that is a list.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "connectors/fetch/fetcher.h"
#include "connectors/outlet/outlet.h"
#include "daemon/pipeline/loop.h"
#include "daemon/publish/broker.h"

namespace rawi::testing {

// What goes wrong, by a seed. `rate` 0: nothing.
struct Faults {
  std::mt19937_64 random;
  double rate = 0;

  bool hit(double factor = 1) { return std::uniform_real_distribution<double>(0, 1)(random) < rate * factor; }
  int up_to(int n) { return static_cast<int>(random() % static_cast<std::uint64_t>(n + 1)); }
};

struct Page {
  std::string url, body;
  std::int64_t appears_ms = 0;
};

// Feeds and pages of some outlets. A page is in its feed from the moment it appears.
class World {
 public:
  World(int outlets, int articles, std::int64_t now_ms, std::int64_t over_ms, std::uint64_t seed);

  [[nodiscard]] std::vector<outlet::Outlet> outlets() const;
  [[nodiscard]] const std::vector<Page>& pages() const { return pages_; }
  [[nodiscard]] fetch::FetchResult answer(const fetch::FetchRequest& request, std::int64_t now_ms) const;

 private:
  int outlets_;
  std::vector<Page> pages_;
};

// Time passes only when there is nothing to do.
class SimLoop final : public pipeline::Loop {
 public:
  explicit SimLoop(std::int64_t& now_ms) : now_ms_(now_ms) {}
  [[nodiscard]] std::int64_t now_ms() const override { return now_ms_; }

 protected:
  void wait(std::unique_lock<std::mutex>&, std::int64_t deadline_ms) override {
    now_ms_ = std::max(now_ms_, deadline_ms);
  }

 private:
  std::int64_t& now_ms_;
};

class SimFetcher final : public fetch::Fetcher {
 public:
  SimFetcher(const World& world, pipeline::Loop& loop, Faults& faults)
      : world_(world), loop_(loop), faults_(faults) {}
  void start(fetch::FetchRequest request, std::function<void(fetch::FetchResult)> done) override;
  void stop() override {}

 private:
  const World& world_;
  pipeline::Loop& loop_;
  Faults& faults_;
};

// Kafka with transactions, as one list of committed records. Answers get lost at the commit, on either side
// of it.
struct SimKafka {
  struct Entry {
    ledger::Record record;
    std::int64_t number = 0;
  };
  std::vector<Entry> committed;
  std::int64_t checkpoint = 0;
  std::string owner;
};

class SimBroker final : public publish::Broker {
 public:
  SimBroker(SimKafka& kafka, Faults& faults) : kafka_(kafka), faults_(faults) {}
  publish::Answer connect() override;
  publish::Answer read_checkpoint(std::string_view ledger_id, publish::Checkpoint& out) override;
  publish::Answer begin() override;
  publish::Answer send(std::int64_t number, const ledger::Record& record) override;
  publish::Answer send_checkpoint(std::string_view ledger_id, std::int64_t last) override;
  publish::Answer send_claim(std::string_view owner) override;
  publish::Answer commit() override;
  publish::Answer abort() override;
  void disconnect() override { begin(); }

 private:
  SimKafka& kafka_;
  Faults& faults_;
  SimKafka open_;
};

}  // namespace rawi::testing
