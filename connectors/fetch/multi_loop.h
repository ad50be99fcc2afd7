// libcurl's multi interface on epoll: one wait for sockets, libcurl's timers, our deadline and a wake-up.
#pragma once

#include <cstdint>
#include <optional>

#include "connectors/base/result.h"
#include "connectors/fetch/curl_handles.h"

namespace rawi::fetch {

// Milliseconds of the machine's monotonic clock.
[[nodiscard]] std::int64_t monotonic_ms();

// For one thread, but for wake().
class MultiLoop {
 public:
  MultiLoop() = default;  // use create()
  static Result<std::unique_ptr<MultiLoop>> create(long max_idle_connections);
  ~MultiLoop();
  MultiLoop(const MultiLoop&) = delete;
  MultiLoop& operator=(const MultiLoop&) = delete;

  [[nodiscard]] bool add(CURL* easy);
  void remove(CURL* easy);
  void wake();  // from any thread: wait() returns soon

  // Returns when a transfer may have moved, at `deadline_ms` (nullopt: none) or after wake().
  void wait(std::optional<std::int64_t> deadline_ms);

  // A transfer that ended, still to be removed; nullptr: none.
  CURL* take_ended(CURLcode& code);

 private:
  static int on_socket(CURL* easy, curl_socket_t socket, int what, void* self, void* known);
  void set_timer(long timeout_ms);
  static int on_timer(CURLM* multi, long timeout_ms, void* self);

  int epoll_ = -1, event_ = -1;
  MultiHandle multi_;
  std::optional<std::int64_t> curl_due_ms_;
};

}  // namespace rawi::fetch
