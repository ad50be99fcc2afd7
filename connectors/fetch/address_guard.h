// Which addresses a crawler may connect to: globally reachable unicast ones, nothing else.
#pragma once

#include <netinet/in.h>

#include <optional>
#include <string>
#include <string_view>

namespace rawi::fetch {

// nullopt: may be connected to; otherwise what the address is ("loopback", "private", "link-local", …). After
// the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890); whatever is not IPv4 or IPv6 is
// refused as well. An IPv6 address that carries an IPv4 one (mapped, NAT64, 6to4, Teredo) is judged by what
// it carries.
[[nodiscard]] std::optional<std::string_view> refusal(const sockaddr& address);

// The same for a host as it stands in a parsed URL; nullopt also for names, which only DNS can tell about.
[[nodiscard]] std::optional<std::string_view> refusal_of_literal(std::string_view host);

}  // namespace rawi::fetch
