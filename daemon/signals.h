// Signals as calls on an ordinary thread: no work, and no lock, inside a signal handler.
#pragma once

#include <csignal>

#include <functional>
#include <thread>

namespace rawi {

// Blocks SIGTERM, SIGINT and SIGHUP for the whole process from here on and hands each to `on_signal`, on a
// thread of its own. Make it before any other thread; the destructor joins.
class Signals {
 public:
  explicit Signals(std::function<void(int signal)> on_signal);
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

 private:
  std::jthread thread_;
};

}  // namespace rawi
