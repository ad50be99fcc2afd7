// URLs: taking them apart, putting them into one canonical spelling, and the identity that follows from it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "connectors/base/result.h"

namespace rawi::url {

struct Url {
  std::string scheme;    // lower case
  std::string userinfo;  // as written, without "@"; never printed
  std::string host;      // lower case, IDN as A-labels, IPv6 with brackets
  int port = -1;         // -1: the scheme's default
  std::string path;      // starts with "/" for http(s)
  std::string query;     // without "?"
  std::string fragment;  // without "#"
  bool has_query = false;

  [[nodiscard]] std::string to_string() const;
  [[nodiscard]] std::string origin() const;  // scheme://host[:port]
  [[nodiscard]] std::string path_and_query() const;
};

// RFC 3986 with the tolerance of the WHATWG URL standard for what pages contain (IRIs, blanks, backslashes).
// Absolute URLs only. Errc::bad_input names what is wrong.
[[nodiscard]] Result<Url> parse(std::string_view text);

// RFC 3986 section 5 reference resolution; `reference` as written in the page.
[[nodiscard]] Result<Url> resolve(const Url& base, std::string_view reference);

// The spelling that identity is computed from: RFC 3986 section 6.2 normalization, upper-case percent-encoding of UTF-8,
// IRIs encoded, default port, dot segments, fragment and tracking parameters (utm_*, fbclid, gclid, …) removed, host by
// UTS 46. Trailing slashes, "www." and scheme stay as written: only the page itself can say that they do not matter.
[[nodiscard]] Result<std::string> canonical(std::string_view text);

// "news.bbc.co.uk" -> "bbc.co.uk" (Public Suffix List); the host itself where it is an address or a suffix.
[[nodiscard]] std::string registrable_domain(std::string_view host);

// UUIDv5 in the URL namespace (RFC 9562), lower case: what any consumer computes from the record's `url`.
[[nodiscard]] std::string uuid5_url(std::string_view canonical_url);

}  // namespace rawi::url
