#include "daemon/pipeline/loop.h"

#include <algorithm>
#include <chrono>

namespace rawi::pipeline {
namespace {

constexpr std::int64_t kLongestWaitMs = 1000;

}  // namespace

void Loop::post(std::function<void()> work) {
  {
    const std::scoped_lock lock(mutex_);
    posts_.push_back(std::move(work));
  }
  posted_.notify_one();
}

std::uint64_t Loop::at(std::int64_t when_ms, std::function<void()> work) {
  const std::uint64_t ticket = next_ticket_++;
  timers_.emplace(std::pair{when_ms, ticket}, std::move(work));
  timer_times_.emplace(ticket, when_ms);
  return ticket;
}

void Loop::cancel(std::uint64_t ticket) {
  const auto it = timer_times_.find(ticket);
  if (it == timer_times_.end()) return;
  timers_.erase({it->second, ticket});
  timer_times_.erase(it);
}

bool Loop::run_due_timer() {
  if (timers_.empty() || timers_.begin()->first.first > now_ms()) return false;
  auto node = timers_.extract(timers_.begin());
  timer_times_.erase(node.key().second);
  node.mapped()();
  return true;
}

void Loop::run_until(const std::function<bool()>& done) {
  while (!done()) {
    std::function<void()> work;
    {
      std::unique_lock lock(mutex_);
      const bool timer_due = !timers_.empty() && timers_.begin()->first.first <= now_ms();
      if (posts_.empty() && !timer_due) {
        const std::int64_t next = timers_.empty() ? INT64_MAX : timers_.begin()->first.first;
        wait(lock, std::min(next, now_ms() + kLongestWaitMs));
      }
      if (!posts_.empty()) {
        work = std::move(posts_.front());
        posts_.pop_front();
      }
    }
    if (work) work();
    run_due_timer();
  }
}

std::int64_t SystemLoop::now_ms() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

void SystemLoop::wait(std::unique_lock<std::mutex>& lock, std::int64_t deadline_ms) {
  // A wait by duration on the steady clock: a step of the wall clock must not freeze or spin the loop.
  const auto duration = std::chrono::milliseconds(std::max<std::int64_t>(0, deadline_ms - now_ms()));
  posted_.wait_for(lock, duration, [this] { return has_posts(); });
}

}  // namespace rawi::pipeline
