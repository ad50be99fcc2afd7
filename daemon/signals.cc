#include "daemon/signals.h"

#include <ctime>

namespace rawi {
namespace {

constexpr long kPollNs = 100'000'000;

sigset_t handled() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, signal);
  return set;
}

}  // namespace

Signals::Signals(std::function<void(int signal)> on_signal) {
  const sigset_t set = handled();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  thread_ = std::jthread([on_signal = std::move(on_signal), set](const std::stop_token& stop) {
    const timespec poll{0, kPollNs};
    while (!stop.stop_requested()) {
      const int signal = sigtimedwait(&set, nullptr, &poll);
      if (signal > 0) on_signal(signal);
    }
  });
}

Signals::~Signals() = default;

}  // namespace rawi
