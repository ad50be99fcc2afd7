// Serves the bundled sites on loopback, each by its Host header, as manifest.json says.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "connectors/base/result.h"

struct mg_context;
struct mg_connection;

namespace rawi::demo {

class SiteServer {
 public:
  // Binds 127.0.0.1 on a free port and answers from threads of its own until it is destroyed.
  static Result<std::unique_ptr<SiteServer>> start();
  ~SiteServer();
  SiteServer(const SiteServer&) = delete;
  SiteServer& operator=(const SiteServer&) = delete;

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] int requests() const { return requests_; }
  [[nodiscard]] int not_modified() const { return not_modified_; }

 private:
  struct Route {
    int status = 200;
    std::string_view body;
    std::map<std::string, std::string> headers;
  };
  SiteServer() = default;
  Result<void> read_manifest();
  int answer(mg_connection* connection);

  std::map<std::string, Route> routes_;  // host + decoded path and query; host + "*" answers the rest
  mg_context* context_ = nullptr;
  int port_ = 0;
  std::atomic<int> requests_ = 0, not_modified_ = 0;
};

// The bundled file of that path; empty where there is none.
[[nodiscard]] std::string_view site_file(std::string_view path);

}  // namespace rawi::demo
