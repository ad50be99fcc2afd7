// From request to answer, without sockets: which paths there are, who may ask, and what they get.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "daemon/admin/board.h"
#include "daemon/admin/commands.h"
#include "daemon/events/events.h"

namespace rawi::admin {

struct Request {
  std::string method, path;  // decoded, without the query
  std::string host, origin, fetch_site, authorization, if_none_match;
  std::int64_t body_bytes = 0;  // as declared; -1: not declared
  std::string peer;             // the client's address, for the log
};

struct Response {
  int status = 200;
  std::string type = "application/json; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // besides kSecurityHeaders and what `type` says
  bool stream = false;                                       // an event stream begins here
};

inline constexpr std::int64_t kMaxRequestBody = 4096;

// Headers of every answer. The page has no inline script or style and asks nobody but this server.
[[nodiscard]] const std::vector<std::pair<std::string, std::string>>& security_headers();

// Who may change something, and under which names the server is known besides addresses.
struct Access {
  std::string token;
  std::vector<std::string> hosts;
};

// Thread-safe.
class Routes {
 public:
  // All outlive it. `steady_ms`: a clock that never jumps.
  Routes(const Board& board, Commands& commands, events::Events& events, Access access);

  [[nodiscard]] Response answer(const Request& request);
  [[nodiscard]] std::string status_json() const;  // also what the event stream tells
  void set_access(Access access);

 private:
  [[nodiscard]] Access access() const;
  [[nodiscard]] Response refuse(const Request& request, int status, const char* code,
                                const std::string& message);
  [[nodiscard]] Response get(const Request& request);
  [[nodiscard]] Response post(const Request& request);
  [[nodiscard]] Response reload();
  [[nodiscard]] Response pause(const std::string& outlet, bool paused);
  [[nodiscard]] Response rejected(std::string_view id) const;

  const Board& board_;
  Commands& commands_;
  events::Events& events_;
  mutable std::mutex mutex_;
  Access access_;
};

[[nodiscard]] std::int64_t steady_ms();

}  // namespace rawi::admin
