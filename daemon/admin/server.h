// The admin server: metrics, health, status page, API; over HTTP, on threads of its own (civetweb).
#pragma once

#include <memory>
#include <string>

#include "connectors/base/result.h"
#include "daemon/admin/guard.h"
#include "daemon/admin/routes.h"

namespace rawi::admin {

struct ServerOptions {
  int threads = 3;                // that answer; every event stream has one more of its own
  int streams = 8;                // open at once; the next is refused
  int request_timeout_ms = 5000;  // for a client to send its request, and to take each part of the answer
};

// Answers until it is destroyed, which waits for answers under way. A client that does not read delays
// nobody: its stream is dropped.
class Server {
 public:
  virtual ~Server() = default;
  [[nodiscard]] virtual int port() const = 0;  // the one that was free, where port 0 was asked for
};

// `routes` and `board` outlive it. Errc::io where the address cannot be listened on; the message says why.
[[nodiscard]] Result<std::unique_ptr<Server>> start_server(const Listen& listen, Routes& routes,
                                                           const Board& board,
                                                           const ServerOptions& options = {});

}  // namespace rawi::admin
