#include "daemon/admin/guard.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace rawi::admin {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

bool is_address(const std::string& host, int family) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return ::inet_pton(family, host.c_str(), bytes.data()) == 1;
}

struct HostPort {
  std::string host;
  std::optional<int> port;
  bool bracketed = false;
};

// "host", "host:port", "[v6]", "[v6]:port".
std::optional<HostPort> split(std::string_view text) {
  HostPort out;
  std::string_view port;
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    out.host = text.substr(1, end - 1);
    out.bracketed = true;
    port = text.substr(end + 1);
  } else {
    const std::size_t colon = std::min(text.find(':'), text.size());
    out.host = text.substr(0, colon);
    port = text.substr(colon);
  }
  if (port.empty()) return out;
  int number = 0;
  const auto [end, error] = std::from_chars(port.data() + 1, port.data() + port.size(), number);
  if (port[0] != ':' || error != std::errc() || end != port.data() + port.size() || number > 65'535 ||
      number < 0) {
    return std::nullopt;
  }
  out.port = number;
  return out;
}

bool is_label(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '_';
  });
}

}  // namespace

std::string Listen::text() const {
  return host.find(':') == std::string::npos ? fmt::format("{}:{}", host, port)
                                             : fmt::format("[{}]:{}", host, port);
}

bool Listen::loopback() const { return host == "::1" || host.starts_with("127."); }

Result<Listen> parse_listen(std::string_view text) {
  auto parts = split(text);
  if (parts && !parts->bracketed && lower(parts->host) == "localhost") parts->host = "127.0.0.1";
  const bool fine = parts && parts->port && is_address(parts->host, parts->bracketed ? AF_INET6 : AF_INET);
  if (!fine) {
    return fail(Errc::bad_input,
                fmt::format("admin.listen: \"{}\" is no address to listen on; write IP:PORT, as "
                            "127.0.0.1:9480 or [::1]:9480, or \"\" for no admin server",
                            text));
  }
  return Listen{parts->host, *parts->port};
}

bool host_allowed(std::string_view host_header, const std::vector<std::string>& names) {
  if (host_header.empty()) return true;
  const auto parts = split(host_header);
  if (!parts) return false;
  if (parts->bracketed) return is_address(parts->host, AF_INET6);
  const std::string host = lower(parts->host);
  if (is_address(host, AF_INET) || is_label(host)) return true;
  if (host.ends_with(".localhost") && is_label(std::string_view(host).substr(0, host.size() - 10)))
    return true;
  return std::any_of(names.begin(), names.end(), [&](const auto& name) { return lower(name) == host; });
}

bool same_origin(std::string_view origin, std::string_view fetch_site, std::string_view host_header) {
  if (!fetch_site.empty() && fetch_site != "same-origin" && fetch_site != "none") return false;
  if (origin.empty()) return true;
  const std::string host = lower(host_header), said = lower(origin);
  // https: a proxy in front of us may speak TLS.
  return !host.empty() && (said == "http://" + host || said == "https://" + host);
}

bool same_secret(std::string_view secret, std::string_view given) {
  if (secret.empty()) return false;
  volatile unsigned different = secret.size() == given.size() ? 0 : 1;
  for (std::size_t i = 0; i < given.size(); ++i) {
    different = different | static_cast<unsigned char>(secret[i % secret.size()] ^ given[i]);
  }
  return different == 0;
}

std::string_view bearer_token(std::string_view authorization) {
  constexpr std::string_view kScheme = "bearer ";
  if (authorization.size() <= kScheme.size() || lower(authorization.substr(0, kScheme.size())) != kScheme)
    return {};
  authorization.remove_prefix(
      std::min(authorization.find_first_not_of(' ', kScheme.size()), authorization.size()));
  return authorization;
}

}  // namespace rawi::admin
