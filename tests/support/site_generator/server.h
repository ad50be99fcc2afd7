// The made-up sites over HTTP/1.1, chosen by the Host header: one thread, epoll, connections kept open.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>

#include "tests/support/site_generator/site.h"

namespace rawi::test {

struct ServerFigures {
  std::uint64_t requests = 0, not_modified = 0, not_found = 0, bytes_sent = 0;
};

// Starts listening in the constructor, ends in the destructor. GET /_figures (any host) answers with the
// figures as JSON.
class SiteServer {
 public:
  // `port` 0: any free one. Only on loopback. `port()` is 0 where listening failed.
  SiteServer(const Site& site, int port);
  ~SiteServer();
  SiteServer(const SiteServer&) = delete;
  SiteServer& operator=(const SiteServer&) = delete;

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] ServerFigures figures() const;

 private:
  struct Loop;
  std::unique_ptr<Loop> loop_;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace rawi::test
