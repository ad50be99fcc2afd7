// HTTP as bytes on a socket: what a well-behaved client library would not send.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <string>

namespace rawi::admin {

class RawHttp {
 public:
  explicit RawHttp(int port, int receive_buffer = 0) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    if (receive_buffer > 0)
      ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~RawHttp() { ::close(socket_); }
  RawHttp(const RawHttp&) = delete;
  RawHttp& operator=(const RawHttp&) = delete;

  [[nodiscard]] bool connected() const { return connected_; }
  void send(const std::string& bytes) const {
    (void)::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }

  // Everything until `until` has been read, the server closes, or half a minute is over.
  std::string read_until(const std::string& until) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while ((until.empty() || got_.find(until) == std::string::npos) &&
           std::chrono::steady_clock::now() < deadline) {
      pollfd readable{socket_, POLLIN, 0};
      if (::poll(&readable, 1, 200) <= 0) continue;
      std::array<char, 1 << 14> buffer{};
      const auto n = ::recv(socket_, buffer.data(), buffer.size(), 0);
      if (n <= 0) {
        closed_ = true;
        break;
      }
      got_.append(buffer.data(), static_cast<std::size_t>(n));
    }
    return got_;
  }
  std::string read_all() { return read_until(""); }
  [[nodiscard]] bool closed() const { return closed_; }

 private:
  int socket_;
  bool connected_ = false, closed_ = false;
  std::string got_;
};

inline std::string ask_raw(int port, const std::string& request) {
  RawHttp http(port);
  http.send(request);
  return http.read_all();
}

}  // namespace rawi::admin
