// Threads that read pages, so that the pipeline's own thread never parses.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace rawi::pipeline {

// Thread-safe. Jobs start in the order they came. The destructor lets jobs that have begun finish and forgets
// the others.
class Workers {
 public:
  explicit Workers(int threads);  // 0: a job runs inside submit(), for simulations
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  void submit(std::function<void()> job);
  [[nodiscard]] std::size_t running() const { return running_; }  // jobs that have begun and not ended

 private:
  void work();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
  bool stopping_ = false;
  std::atomic<std::size_t> running_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace rawi::pipeline
