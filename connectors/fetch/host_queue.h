// Who may be asked next: the politeness of the fetcher, without a network and without a clock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <queue>
#include <random>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace rawi::fetch {

struct HostQueueOptions {
  std::int64_t delay_ms = 1000;    // from the end of one request to the start of the next, in one group
  std::int64_t backoff_ms = 1000;  // after the first failure; doubles with each further one
  std::int64_t backoff_max_ms = 60'000;
  int park_after = 5;              // failures of a host in a row until it is parked
  std::int64_t park_ms = 600'000;  // the first time; doubles each time the probe fails
  std::int64_t park_max_ms = 6 * 3'600'000;
  std::int64_t patience_ms =
      30'000;              // who would have to wait longer than this for a slowed host is sent away
  std::uint64_t seed = 0;  // of the jitter
};

// Groups (registrable domains) have one job at work at a time and a pause after it; within a group higher
// priority goes first, then first come, first served; between groups the one that has been ready longest. A
// host (of a group) that fails several times in a row is parked: its jobs are sent away with the time to come
// back at, and the first job after that time is the probe that decides. All times are milliseconds of one
// monotonic clock, given by the caller. Not thread-safe.
class HostQueue {
 public:
  using Job = std::uint64_t;

  struct Entry {
    Job job = 0;
    std::string group, host;
    int priority = 0;
    std::int64_t delay_ms = 0;  // what the job's outlet asks for; raises the group's pause for good
  };
  struct Refusal {
    Job job = 0;
    bool parked = false;  // false: the group was told to wait (Retry-After)
    std::int64_t retry_after_ms = 0;
  };
  struct Report {
    enum class Kind { answered, failed, throttled } kind = Kind::answered;
    std::optional<std::int64_t> retry_after_ms;  // for throttled
  };

  explicit HostQueue(HostQueueOptions options);

  // nullopt: queued. Otherwise the job was not taken.
  std::optional<Refusal> push(Entry entry, std::int64_t now_ms);

  // The next job to start now, nullopt: none is due. It is at work until finished().
  std::optional<Job> pop(std::int64_t now_ms);

  // When pop() will next have something; nullopt: not before a push() or finished().
  [[nodiscard]] std::optional<std::int64_t> next_due_ms();

  // Ends the job at work in `group`; `host` is whom the report is about. Returns the jobs that are sent away
  // with it.
  std::vector<Refusal> finished(const std::string& group, const std::string& host, Report report,
                                std::int64_t now_ms);

  // The longest pause that any robots.txt of the group asked for.
  void set_crawl_delay(const std::string& group, std::int64_t delay_ms);

  // Forgets groups and hosts that have nothing left to remember. Called by pop() now and then.
  void sweep(std::int64_t now_ms);

  [[nodiscard]] std::size_t queued() const { return queued_; }
  [[nodiscard]] std::size_t groups() const { return groups_.size(); }
  [[nodiscard]] std::size_t parked(std::int64_t now_ms) const;

 private:
  struct Group {
    std::map<int, std::deque<Entry>, std::greater<>> waiting;  // by priority
    std::int64_t due_ms = 0;                                   // the pause is over
    std::int64_t told_until_ms = 0;                            // Retry-After
    std::int64_t delay_ms = 0;
    std::uint64_t ticket = 0;  // of the heap entry that counts
    bool at_work = false;
  };
  struct Host {
    int failures = 0;
    int parkings = 0;
    std::int64_t parked_until_ms = 0;
    std::int64_t failed_at_ms = 0;
  };
  struct Turn {
    std::int64_t due_ms;
    std::uint64_t ticket;
    std::string group;
    bool operator>(const Turn& other) const {
      return std::tie(due_ms, ticket) > std::tie(other.due_ms, other.ticket);
    }
  };

  void schedule(const std::string& name, Group& group);
  void drop_stale_turns();
  std::int64_t jittered(std::int64_t ms);
  std::int64_t fail(Host& host, std::int64_t now_ms);
  void send_away(Group& group, const std::string* host, bool parked, std::int64_t wait_ms,
                 std::vector<Refusal>& out);

  HostQueueOptions options_;
  std::mt19937_64 random_;
  std::unordered_map<std::string, Group> groups_;
  std::unordered_map<std::string, Host> hosts_;  // only hosts that failed of late
  std::priority_queue<Turn, std::vector<Turn>, std::greater<>> turns_;
  std::uint64_t tickets_ = 0;
  std::size_t queued_ = 0;
  std::size_t sweep_at_ = 4096;
};

}  // namespace rawi::fetch
