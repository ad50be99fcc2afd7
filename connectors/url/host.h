// The host of a URL: names by UTS 46, IPv4 in every form that inet_aton reads, IPv6 in brackets.
#pragma once

#include <string>
#include <string_view>

#include "connectors/base/result.h"

namespace rawi::url {

// WHATWG URL standard, host parser for special schemes: percent-decoded, mapped to ASCII, addresses in one
// spelling.
[[nodiscard]] Result<std::string> parse_host(std::string_view written);

// Hosts of other schemes: an IPv6 address or an opaque name, its ASCII letters in lower case.
[[nodiscard]] Result<std::string> parse_opaque_host(std::string_view written);

// A dotted IPv4 or bracketed IPv6 address as parse_host() spells it.
[[nodiscard]] bool is_address(std::string_view host);

}  // namespace rawi::url
