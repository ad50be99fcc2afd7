// A small HTTP/1.1 server on a loopback port for tests: a handler answers each request and may misbehave as
// it likes.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace rawi::test {

struct HttpRequest {
  std::string method, target, host;            // target as in the request line; host without port
  std::map<std::string, std::string> headers;  // names in lower case
  int connection = 0;                          // the same number: the same TCP connection
  std::chrono::steady_clock::time_point at;

  [[nodiscard]] std::string header(const std::string& name) const;  // "": none
};

class HttpServer;

// The answering side of one connection, for the time of one request.
class HttpReply {
 public:
  HttpReply(HttpServer& server, int socket) : server_(server), socket_(socket) {}

  bool raw(std::string_view bytes);  // false: the client is gone or the server stops
  // Status line, Content-Length and `headers` ("Name: value" each), then the body.
  bool send(int status, std::string_view body,
            const std::vector<std::string>& headers = {"Content-Type: text/html"});
  bool redirect(int status, std::string_view location);
  // Waits without an answer; false: the server stops. For answers that come too late or too slowly.
  bool pause(std::chrono::milliseconds time);
  void hang_up() { keep_ = false; }  // close the connection after this request

  [[nodiscard]] bool keep() const { return keep_; }

 private:
  HttpServer& server_;
  int socket_;
  bool keep_ = true;
};

class HttpServer {
 public:
  using Handler = std::function<void(const HttpRequest&, HttpReply&)>;

  // `address`: IPv4 to listen on; `port` 0: any free one. Requests of one connection are handled one after
  // the other.
  explicit HttpServer(Handler handler, const std::string& address = "127.0.0.1", int port = 0);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] std::string url(std::string_view path) const;  // http://127.0.0.1:port/path
  [[nodiscard]] std::vector<HttpRequest> log() const;
  [[nodiscard]] std::size_t count(std::string_view target) const;  // requests for it so far

 private:
  friend class HttpReply;

  void accept_loop();
  void serve(int socket, int connection);

  Handler handler_;
  int listener_ = -1, port_ = 0;
  mutable std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::vector<HttpRequest> log_;
  std::vector<int> sockets_;
  std::list<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace rawi::test
