#include "tests/support/site_generator/server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

namespace rawi::test {
namespace {

std::int64_t unix_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// The value of a header in a request head; names compare without case.
std::string_view header(std::string_view head, std::string_view lower_name) {
  for (std::size_t at = head.find("\r\n"); at != std::string_view::npos && at + 2 < head.size();
       at = head.find("\r\n", at + 2)) {
    const std::string_view line = head.substr(at + 2, head.find("\r\n", at + 2) - at - 2);
    if (line.size() <= lower_name.size() || line[lower_name.size()] != ':') continue;
    const bool same = std::equal(lower_name.begin(), lower_name.end(), line.begin(),
                                 [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); });
    if (!same) continue;
    std::string_view value = line.substr(lower_name.size() + 1);
    while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
    return value;
  }
  return {};
}

struct Connection {
  std::string in, out;
  std::size_t sent = 0;  // of out
  bool close_after = false;
  bool blocked = false;  // waits for room to send
};

}  // namespace

struct SiteServer::Loop {
  explicit Loop(const Site& s) : site(s) {}
  ~Loop() {
    for (auto& [fd, connection] : connections) ::close(fd);
    for (const int fd : {listener, epoll, wake}) {
      if (fd >= 0) ::close(fd);
    }
  }

  void run() {
    std::array<epoll_event, 256> events{};
    while (true) {
      const int ready = epoll_wait(epoll, events.data(), static_cast<int>(events.size()), -1);
      for (int i = 0; i < ready; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        if (event.data.fd == wake) return;
        if (event.data.fd == listener) {
          accept_all();
        } else if (!serve(event.data.fd, event.events)) {
          connections.erase(event.data.fd);
          ::close(event.data.fd);
        }
      }
    }
  }

  void watch(int fd, std::uint32_t what, int operation) const {
    epoll_event event{};
    event.events = what;
    event.data.fd = fd;
    epoll_ctl(epoll, operation, fd, &event);
  }

  void accept_all() {
    while (true) {
      const int fd = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (fd < 0) return;
      const int one = 1;
      setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
      connections.try_emplace(fd);
      watch(fd, EPOLLIN, EPOLL_CTL_ADD);
    }
  }

  // False where the connection is over.
  bool serve(int fd, std::uint32_t events) {
    Connection& connection = connections[fd];
    if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) {
      std::array<char, 1 << 14> chunk{};
      while (true) {
        const ssize_t n = ::recv(fd, chunk.data(), chunk.size(), 0);
        if (n == 0) return false;
        if (n < 0) {
          if (errno != EAGAIN && errno != EINTR) return false;
          break;
        }
        connection.in.append(chunk.data(), static_cast<std::size_t>(n));
      }
      for (auto end = connection.in.find("\r\n\r\n"); end != std::string::npos;
           end = connection.in.find("\r\n\r\n")) {
        respond(std::string_view(connection.in).substr(0, end + 2), connection);
        connection.in.erase(0, end + 4);
      }
      if (connection.in.size() > (1u << 16)) return false;
    }
    return flush(fd, connection);
  }

  bool flush(int fd, Connection& connection) {
    while (connection.sent < connection.out.size()) {
      const ssize_t n = ::send(fd, connection.out.data() + connection.sent,
                               connection.out.size() - connection.sent, MSG_NOSIGNAL);
      if (n < 0 && errno == EAGAIN) {
        watch(fd, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
        connection.blocked = true;
        return true;
      }
      if (n < 0) return false;
      bytes += static_cast<std::uint64_t>(n);
      connection.sent += static_cast<std::size_t>(n);
    }
    connection.out.clear();
    connection.sent = 0;
    if (connection.blocked) watch(fd, EPOLLIN, EPOLL_CTL_MOD);
    connection.blocked = false;
    return !connection.close_after;
  }

  void respond(std::string_view head, Connection& connection) {
    ++requests;
    const auto first = head.find(' '), second = head.find(' ', first + 1);
    const std::string_view method = head.substr(0, first);
    const std::string_view target =
        second == std::string_view::npos ? "/" : head.substr(first + 1, second - first - 1);
    std::string_view host = header(head, "host");
    host = host.substr(0, host.find(':'));
    SiteAnswer answer;
    if (target == "/_figures") {
      answer.status = 200;
      answer.content_type = "application/json";
      answer.body = fmt::format(R"({{"requests":{},"not_modified":{},"not_found":{},"bytes_sent":{}}})",
                                requests.load(), not_modified.load(), not_found.load(), bytes.load());
    } else {
      answer = site.answer(host, target, unix_ms() - site.plan().started_ms);
    }
    if (!answer.etag.empty() && header(head, "if-none-match") == answer.etag) {
      answer.status = 304;
      answer.body.clear();
      ++not_modified;
    }
    if (answer.status == 404) ++not_found;
    connection.close_after = header(head, "connection") == "close";
    connection.out +=
        fmt::format("HTTP/1.1 {} {}\r\nContent-Type: {}\r\n{}{}Content-Length: {}\r\n\r\n", answer.status,
                    answer.status == 200   ? "OK"
                    : answer.status == 304 ? "Not Modified"
                                           : "Not Found",
                    answer.content_type, answer.etag.empty() ? "" : "ETag: " + answer.etag + "\r\n",
                    connection.close_after ? "Connection: close\r\n" : "", answer.body.size());
    if (method != "HEAD") connection.out += answer.body;
  }

  const Site& site;
  int listener = -1, epoll = -1, wake = -1;
  std::unordered_map<int, Connection> connections;
  std::atomic<std::uint64_t> requests{0}, not_modified{0}, not_found{0}, bytes{0};
};

SiteServer::SiteServer(const Site& site, int port) : loop_(std::make_unique<Loop>(site)) {
  Loop& loop = *loop_;
  loop.listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  loop.epoll = epoll_create1(EPOLL_CLOEXEC);
  loop.wake = eventfd(0, EFD_CLOEXEC);
  const int one = 1;
  setsockopt(loop.listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  socklen_t size = sizeof address;
  if (::bind(loop.listener, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
      ::listen(loop.listener, 1024) != 0)
    return;
  if (::getsockname(loop.listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) return;
  port_ = ntohs(address.sin_port);
  loop.watch(loop.listener, EPOLLIN, EPOLL_CTL_ADD);
  loop.watch(loop.wake, EPOLLIN, EPOLL_CTL_ADD);
  thread_ = std::thread([&loop] { loop.run(); });
}

SiteServer::~SiteServer() {
  if (!thread_.joinable()) return;
  const std::uint64_t one = 1;
  if (::write(loop_->wake, &one, sizeof one) != sizeof one) std::abort();
  thread_.join();
}

ServerFigures SiteServer::figures() const {
  return {loop_->requests, loop_->not_modified, loop_->not_found, loop_->bytes};
}

}  // namespace rawi::test
