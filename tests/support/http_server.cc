#include "tests/support/http_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <stdexcept>

namespace rawi::test {
namespace {

std::string trim(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.remove_suffix(1);
  return std::string(text);
}

HttpRequest parse_head(std::string_view head) {
  HttpRequest request;
  const auto line_end = head.find("\r\n");
  const std::string_view first = head.substr(0, line_end);
  const auto blank = first.find(' ');
  request.method = first.substr(0, blank);
  request.target = first.substr(blank + 1, first.rfind(' ') - blank - 1);
  head.remove_prefix(line_end + 2);
  while (!head.empty()) {
    const auto end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    std::string name(line.substr(0, colon));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    request.headers[name] = trim(line.substr(colon + 1));
  }
  request.host = request.headers["host"];
  request.host = request.host.substr(0, request.host.rfind(':'));
  return request;
}

}  // namespace

std::string HttpRequest::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

bool HttpReply::raw(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      keep_ = false;
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool HttpReply::send(int status, std::string_view body, const std::vector<std::string>& headers) {
  std::string head =
      "HTTP/1.1 " + std::to_string(status) + " -\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  for (const auto& header : headers) head += header + "\r\n";
  return raw(head + "\r\n" + std::string(body));
}

bool HttpReply::redirect(int status, std::string_view location) {
  return send(status, "", {"Location: " + std::string(location)});
}

bool HttpReply::pause(std::chrono::milliseconds time) {
  std::unique_lock lock(server_.mutex_);
  return !server_.stopped_.wait_for(lock, time, [&] { return server_.stopping_; });
}

HttpServer::HttpServer(Handler handler, const std::string& address, int port) : handler_(std::move(handler)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_port = htons(static_cast<std::uint16_t>(port));
  inet_pton(AF_INET, address.c_str(), &at.sin_addr);
  socklen_t size = sizeof at;
  if (bind(listener_, reinterpret_cast<sockaddr*>(&at), sizeof at) != 0 || listen(listener_, 1024) != 0 ||
      getsockname(listener_, reinterpret_cast<sockaddr*>(&at), &size) != 0) {
    throw std::runtime_error("the test server cannot listen on " + address);
  }
  port_ = ntohs(at.sin_port);
  acceptor_ = std::thread([this] { accept_loop(); });
}

HttpServer::~HttpServer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const int socket : sockets_) shutdown(socket, SHUT_RDWR);
  }
  stopped_.notify_all();
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (auto& thread : threads_) thread.join();
  close(listener_);
}

void HttpServer::accept_loop() {
  for (int connection = 1;; ++connection) {
    const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    const std::lock_guard lock(mutex_);
    if (socket < 0 || stopping_) {
      if (socket >= 0) close(socket);
      return;
    }
    const int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockets_.push_back(socket);
    threads_.emplace_back([this, socket, connection] { serve(socket, connection); });
  }
}

void HttpServer::serve(int socket, int connection) {
  std::string buffer;
  for (bool keep = true; keep;) {
    auto end = buffer.find("\r\n\r\n");
    while (end == std::string::npos) {
      char chunk[4096];
      const auto got = recv(socket, chunk, sizeof chunk, 0);
      if (got <= 0) break;
      buffer.append(chunk, static_cast<std::size_t>(got));
      end = buffer.find("\r\n\r\n");
    }
    if (end == std::string::npos) break;
    HttpRequest request = parse_head(std::string_view(buffer).substr(0, end + 2));
    buffer.erase(0, end + 4);
    request.connection = connection;
    request.at = std::chrono::steady_clock::now();
    {
      const std::lock_guard lock(mutex_);
      log_.push_back(request);
    }
    HttpReply reply(*this, socket);
    handler_(request, reply);
    keep = reply.keep();
  }
  // The descriptor's number must not be closed twice nor shut down after it went to somebody else.
  const std::lock_guard lock(mutex_);
  sockets_.erase(std::remove(sockets_.begin(), sockets_.end(), socket), sockets_.end());
  close(socket);
}

std::string HttpServer::url(std::string_view path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
}

std::vector<HttpRequest> HttpServer::log() const {
  const std::lock_guard lock(mutex_);
  return log_;
}

std::size_t HttpServer::count(std::string_view target) const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(std::count_if(
      log_.begin(), log_.end(), [&](const HttpRequest& request) { return request.target == target; }));
}

}  // namespace rawi::test
