#include "daemon/admin/server.h"

#include <civetweb.h>

#include <array>
#include <atomic>
#include <charconv>
#include <cstring>

#include <fmt/format.h>

#include "daemon/admin/json.h"

namespace rawi::admin {
namespace {

constexpr std::int64_t kStatusEveryMs = 1000;
constexpr const char* kMaxRequestBytes = "8192";  // request line and headers

std::string header(const mg_connection* connection, const char* name) {
  const char* value = mg_get_header(connection, name);
  return value == nullptr ? "" : value;
}

Request request_of(const mg_connection* connection) {
  const mg_request_info* info = mg_get_request_info(connection);
  Request out;
  out.method = info->request_method == nullptr ? "" : info->request_method;
  out.path = info->local_uri == nullptr ? "" : info->local_uri;
  out.host = header(connection, "Host");
  out.origin = header(connection, "Origin");
  out.fetch_site = header(connection, "Sec-Fetch-Site");
  out.authorization = header(connection, "Authorization");
  out.if_none_match = header(connection, "If-None-Match");
  out.body_bytes = info->content_length;
  out.peer = info->remote_addr;
  return out;
}

std::string head_of(const Response& response) {
  std::string out =
      fmt::format("HTTP/1.1 {} {}\r\nContent-Type: {}\r\nConnection: close\r\n", response.status,
                  mg_get_response_code_text(nullptr, response.status), response.type);
  bool caching = false;
  for (const auto& [name, value] : response.headers) {
    out += fmt::format("{}: {}\r\n", name, value);
    caching = caching || name == "Cache-Control";
  }
  if (!caching) out += "Cache-Control: no-store\r\n";
  if (!response.stream && response.status != 304)
    out += fmt::format("Content-Length: {}\r\n", response.body.size());
  for (const auto& [name, value] : security_headers()) out += fmt::format("{}: {}\r\n", name, value);
  return out + "\r\n";
}

bool write_all(mg_connection* connection, const std::string& bytes) {
  return mg_write(connection, bytes.data(), bytes.size()) == static_cast<int>(bytes.size());
}

// A body that was not asked for is read away, up to a bound: closing before that would reset the connection
// under the answer.
void skip_body(mg_connection* connection) {
  std::array<char, 1024> buffer{};
  for (std::int64_t left = 4 * kMaxRequestBody; left > 0;) {
    const int got = mg_read(connection, buffer.data(), buffer.size());
    if (got <= 0) return;
    left -= got;
  }
}

class CivetServer final : public Server {
 public:
  CivetServer(Routes& routes, const Board& board, const ServerOptions& options)
      : routes_(routes), board_(board), options_(options) {}
  ~CivetServer() override {
    closing_ = true;
    if (context_ != nullptr) mg_stop(context_);
  }
  CivetServer(const CivetServer&) = delete;
  CivetServer& operator=(const CivetServer&) = delete;

  Result<void> listen(const Listen& where);
  [[nodiscard]] int port() const override { return port_; }

 private:
  int answer(mg_connection* connection);
  void stream(mg_connection* connection);
  bool send_feed(mg_connection* connection, std::uint64_t& seen, int wait_ms);
  static int refuse_malformed(mg_connection* connection, int status, const char* message);

  Routes& routes_;
  const Board& board_;
  const ServerOptions options_;
  std::string trouble_;
  std::atomic<int> streams_ = 0;
  std::atomic<bool> closing_ = false;
  mg_context* context_ = nullptr;
  int port_ = 0;
};

Result<void> CivetServer::listen(const Listen& where) {
  mg_init_library(0);
  const std::string address = where.text(), threads = std::to_string(options_.threads + options_.streams),
                    timeout = std::to_string(options_.request_timeout_ms);
  const char* options[] = {"listening_ports",
                           address.c_str(),
                           "num_threads",
                           threads.c_str(),
                           "request_timeout_ms",
                           timeout.c_str(),
                           "max_request_size",
                           kMaxRequestBytes,
                           "enable_keep_alive",
                           "no",
                           "tcp_nodelay",
                           "1",
                           "enable_directory_listing",
                           "no",
                           nullptr};
  mg_callbacks callbacks{};
  callbacks.begin_request = [](mg_connection* connection) {
    return static_cast<CivetServer*>(mg_get_request_info(connection)->user_data)->answer(connection);
  };
  callbacks.http_error = refuse_malformed;
  callbacks.log_message = [](const mg_connection* connection, const char* message) {
    auto* self = static_cast<CivetServer*>(mg_get_user_data(mg_get_context(connection)));
    if (self != nullptr && self->context_ == nullptr && self->trouble_.empty()) self->trouble_ = message;
    return 1;
  };
  context_ = mg_start(&callbacks, this, options);
  if (context_ == nullptr) {
    return fail(Errc::io, fmt::format("admin.listen: cannot listen on {} ({}); another program may have that "
                                      "port: give another one, or \"\" for no admin server",
                                      address, trouble_.empty() ? "no reason given" : trouble_));
  }
  mg_server_port ports{};
  mg_get_server_ports(context_, 1, &ports);
  port_ = ports.port;
  return {};
}

int CivetServer::answer(mg_connection* connection) {
  const Request request = request_of(connection);
  Response response = routes_.answer(request);
  if (response.stream) {
    if (streams_.fetch_add(1) < options_.streams) {
      if (write_all(connection, head_of(response))) stream(connection);
      --streams_;
      return 200;
    }
    --streams_;
    response = Response{};
    response.status = 503;
    response.body = error_json("too_many_streams", "as many event streams are open as there may be");
    response.headers = {{"Retry-After", "5"}};
  }
  if (request.method != "GET" && request.method != "HEAD") skip_body(connection);
  std::string bytes = head_of(response);
  if (request.method != "HEAD") bytes += response.body;
  write_all(connection, bytes);
  return response.status;
}

bool CivetServer::send_feed(mg_connection* connection, std::uint64_t& seen, int wait_ms) {
  for (const auto& item : board_.feed_after(seen, wait_ms)) {
    seen = item.number;
    if (!write_all(connection,
                   fmt::format("id: {}\nevent: {}\ndata: {}\n\n", item.number, item.kind, item.data)))
      return false;
  }
  return true;
}

// HTML, 9.2 "Server-sent events". A write that does not get through within the timeout ends the stream.
void CivetServer::stream(mg_connection* connection) {
  const std::string last = header(connection, "Last-Event-ID");
  const std::uint64_t end = board_.feed_end();
  std::uint64_t seen = end;
  std::from_chars(last.data(), last.data() + last.size(), seen);
  seen = std::min(seen, end);  // a number of the daemon's life before this one says nothing
  if (!write_all(connection, "retry: 2000\n\n")) return;
  std::int64_t next_status = steady_ms();
  while (!closing_ && !board_.closed()) {
    const std::int64_t wait = next_status - steady_ms();
    if (wait <= 0) {
      next_status = steady_ms() + kStatusEveryMs;
      if (!write_all(connection, fmt::format("event: status\ndata: {}\n\n", routes_.status_json()))) return;
    } else if (!send_feed(connection, seen, static_cast<int>(wait))) {
      return;
    }
  }
}

// What civetweb itself refuses before it asks us: malformed, too large, too slow.
int CivetServer::refuse_malformed(mg_connection* connection, int status, const char* message) {
  Response response;
  response.status = status;
  response.body = error_json("malformed", message == nullptr ? "" : message);
  write_all(connection, head_of(response) + response.body);
  return 0;
}

}  // namespace

Result<std::unique_ptr<Server>> start_server(const Listen& listen, Routes& routes, const Board& board,
                                             const ServerOptions& options) {
  auto server = std::make_unique<CivetServer>(routes, board, options);
  if (auto listening = server->listen(listen); !listening) return fail(listening.error());
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace rawi::admin
