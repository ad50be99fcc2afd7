// The fetcher's decisions on its loop thread: robots, turn, exchange, redirect, end. Everything here runs on
// one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "connectors/fetch/fetcher.h"
#include "connectors/fetch/host_queue.h"
#include "connectors/fetch/job.h"
#include "connectors/fetch/multi_loop.h"
#include "connectors/fetch/robots_cache.h"

namespace rawi::fetch {

class Engine {
 public:
  // `loop` outlives the engine.
  Engine(const FetchOptions& options, SlistHandle connect_to, MultiLoop& loop);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  void admit(FetchRequest request, std::function<void(FetchResult)> done);
  void turn();                                         // starts what is due and ends what is over
  [[nodiscard]] std::optional<std::int64_t> due_ms();  // when turn() has something to do by itself
  void cancel_all();

  [[nodiscard]] FetcherStats stats();  // `parked` at most a second old

 private:
  using Id = HostQueue::Job;

  void approach(FetchJob& job);  // checks the current target, then queues, waits for robots.txt or ends
  void ask_robots(FetchJob& job);
  void fetch_robots(const std::string& origin);
  void robots_learned(const std::string& origin, FetchResult result);
  void enqueue(FetchJob& job);
  void launch(FetchJob& job);
  void land(FetchJob& job, CURLcode code, bool first_byte_missed);
  void end(FetchJob& job, FetchResult result);  // `job` is gone afterwards
  void send_away(const std::vector<HostQueue::Refusal>& refusals);
  void check_answers();
  EasyHandle take_handle(FetchJob& job);

  const FetchOptions options_;
  SlistHandle connect_to_;
  MultiLoop& loop_;
  HostQueue queue_;
  RobotsCache robots_;
  std::unordered_map<Id, std::unique_ptr<FetchJob>> jobs_;
  std::unordered_map<std::string, std::vector<Id>> waiting_for_robots_;  // by origin
  std::set<std::pair<std::int64_t, Id>> answers_due_;
  std::vector<EasyHandle> spare_handles_;
  Id last_id_ = 0;
  std::size_t active_ = 0;
  std::size_t parked_ = 0;
  std::int64_t parked_counted_ms_ = 0;
  std::uint64_t exchanges_ = 0, wire_bytes_ = 0;
};

}  // namespace rawi::fetch
