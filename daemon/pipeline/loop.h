// The pipeline's own thread: a queue of work and of timers. Everything that touches the pipeline's state runs
// here, so none of it needs a lock. Other threads only post().
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>

namespace rawi::pipeline {

class Loop {
 public:
  virtual ~Loop() = default;

  // Thread-safe. Runs `work` on the loop, after what was posted before.
  void post(std::function<void()> work);
  // On the loop only. Runs `work` once, not before `when_ms` of now_ms(). Returns a ticket for cancel().
  std::uint64_t at(std::int64_t when_ms, std::function<void()> work);
  void cancel(std::uint64_t ticket);

  // Runs until `done` says so; it is asked after every piece of work and at least every second.
  void run_until(const std::function<bool()>& done);

  [[nodiscard]] virtual std::int64_t now_ms() const = 0;  // wall clock, Unix milliseconds

 protected:
  // Waits until something is posted or `deadline_ms` of now_ms() has come. Simulated loops move their clock
  // instead.
  virtual void wait(std::unique_lock<std::mutex>& lock, std::int64_t deadline_ms) = 0;
  [[nodiscard]] bool has_posts() const { return !posts_.empty(); }
  std::condition_variable posted_;

 private:
  bool run_due_timer();

  std::mutex mutex_;
  std::deque<std::function<void()>> posts_;
  std::map<std::pair<std::int64_t, std::uint64_t>, std::function<void()>> timers_;
  std::map<std::uint64_t, std::int64_t> timer_times_;
  std::uint64_t next_ticket_ = 1;
};

// The real one: the system's clock, a condition variable.
class SystemLoop final : public Loop {
 public:
  [[nodiscard]] std::int64_t now_ms() const override;

 protected:
  void wait(std::unique_lock<std::mutex>& lock, std::int64_t deadline_ms) override;
};

}  // namespace rawi::pipeline
