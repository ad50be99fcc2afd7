// Who may ask for what. The server listens on loopback by default, but every web page that a browser on this
// machine shows can send requests there: the checks here are against those (DNS rebinding, cross-site
// requests) as much as against people.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/base/result.h"

namespace rawi::admin {

struct Listen {
  std::string host;  // an IP literal, IPv6 without brackets
  int port = 0;      // 0: any that is free

  [[nodiscard]] std::string text() const;  // "127.0.0.1:9480", "[::1]:9480"
  [[nodiscard]] bool loopback() const;
};

// "127.0.0.1:9480", "[::1]:9480", "localhost:9480", "0.0.0.0:9480". Errc::bad_input says what would be right.
[[nodiscard]] Result<Listen> parse_listen(std::string_view text);

// Whether a Host header names this server in a way that a page of the open web cannot bring about: an IP
// address, a name without dots (localhost, the service's name in a container network), *.localhost, or one of
// `names` (admin.hosts). Browsers always send Host; without one the request is none of theirs.
[[nodiscard]] bool host_allowed(std::string_view host_header, const std::vector<std::string>& names);

// Whether a request that changes something comes from our own page, or from no page at all. `origin` and
// `fetch_site` as the headers Origin and Sec-Fetch-Site say; empty: not sent (no browser).
[[nodiscard]] bool same_origin(std::string_view origin, std::string_view fetch_site,
                               std::string_view host_header);

// Compares without telling by its duration where the two differ. An empty secret equals nothing.
[[nodiscard]] bool same_secret(std::string_view secret, std::string_view given);

// The token of "Authorization: Bearer TOKEN" (RFC 6750, 2.1); empty where it is something else.
[[nodiscard]] std::string_view bearer_token(std::string_view authorization);

}  // namespace rawi::admin
