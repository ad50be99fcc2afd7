#include "daemon/admin/client.h"

#include <civetweb.h>

#include <array>
#include <charconv>
#include <memory>

#include <fmt/format.h>

namespace rawi::admin {
namespace {

constexpr std::size_t kMaxAnswerBytes = 64 << 20;

struct Place {
  std::string host, authority;
  int port = 80;
};

Result<Place> place_of(std::string_view base) {
  constexpr std::string_view kScheme = "http://";
  const auto wrong = [&] {
    return fail(Errc::bad_input,
                fmt::format("{}: give the admin server's address as http://HOST:PORT", base));
  };
  if (!base.starts_with(kScheme)) return wrong();
  std::string_view rest = base.substr(kScheme.size());
  if (rest.ends_with('/')) rest.remove_suffix(1);
  if (rest.empty() || rest.find_first_of("/@?# \r\n") != std::string_view::npos) return wrong();
  Place out;
  out.authority = rest;
  const bool v6 = rest.starts_with('[');
  const std::size_t colon = v6 ? rest.find(':', rest.find(']')) : rest.find(':');
  out.host = rest.substr(0, colon);
  if (v6) out.host = out.host.substr(1, out.host.size() - 2);
  if (colon != std::string_view::npos) {
    const auto [end, error] = std::from_chars(rest.data() + colon + 1, rest.data() + rest.size(), out.port);
    if (error != std::errc() || end != rest.data() + rest.size() || out.port < 1 || out.port > 65'535)
      return wrong();
  }
  return out;
}

struct Close {
  void operator()(mg_connection* connection) const { mg_close_connection(connection); }
};

}  // namespace

Result<Answer> ask(std::string_view base, std::string_view method, std::string_view path,
                   std::string_view token, int timeout_ms) {
  const auto place = place_of(base);
  if (!place) return fail(place.error());
  mg_init_library(0);
  std::array<char, 256> trouble{};
  const std::unique_ptr<mg_connection, Close> connection(
      mg_connect_client(place->host.c_str(), place->port, 0, trouble.data(), trouble.size()));
  if (!connection) {
    return fail(Errc::network,
                fmt::format("no answer at {} ({}); is the daemon running, and is this its admin.listen?",
                            base, trouble.data()));
  }
  std::string request =
      fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", method, path, place->authority);
  if (!token.empty()) request += fmt::format("Authorization: Bearer {}\r\n", token);
  if (method == "POST") request += "Content-Length: 0\r\n";
  request += "\r\n";
  mg_write(connection.get(), request.data(), request.size());
  if (mg_get_response(connection.get(), trouble.data(), trouble.size(), timeout_ms) < 0) {
    return fail(Errc::timeout, fmt::format("{} accepted the connection and gave no answer within {} s ({})",
                                           base, timeout_ms / 1000, trouble.data()));
  }
  Answer out;
  out.status = mg_get_response_info(connection.get())->status_code;
  std::array<char, 1 << 14> buffer{};
  for (int got = 0; (got = mg_read(connection.get(), buffer.data(), buffer.size())) > 0;) {
    out.body.append(buffer.data(), static_cast<std::size_t>(got));
    if (out.body.size() > kMaxAnswerBytes) return fail(Errc::too_large, "the answer is too large");
  }
  return out;
}

}  // namespace rawi::admin
