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
  std::string
      host;       // lower case, IDN as A-labels, IPv6 with brackets, IPv4 dotted; empty where there is none
  int port = -1;  // -1: the scheme's default
  std::string path;      // starts with "/" for http(s)
  std::string query;     // without "?"
  std::string fragment;  // without "#"
  bool has_query = false;
  bool has_authority = true;  // false: "mailto:…" and the like

  // What can be requested and shown: without userinfo and fragment.
  [[nodiscard]] std::string to_string() const;
  [[nodiscard]] std::string origin() const;  // scheme://host[:port]
  [[nodiscard]] std::string path_and_query() const;
  [[nodiscard]] bool is_http() const { return scheme == "http" || scheme == "https"; }
  [[nodiscard]] int effective_port()
      const;  // the scheme's default where none is written, 0 where it has none
};

// RFC 3986 with the tolerance of the WHATWG URL standard for what pages contain: blanks and control
// characters around, tabs and line ends inside, IRIs, backslashes and missing slashes (http:host),
// percent-encoded hosts, IPv4 in hexadecimal, octal or short forms. What a browser would send is what comes
// out; dot segments are gone. Absolute URLs only. Errc::bad_input names what is wrong; the message never
// holds userinfo.
[[nodiscard]] Result<Url> parse(std::string_view text);

// RFC 3986 section 5 reference resolution; `reference` as written in the page.
[[nodiscard]] Result<Url> resolve(const Url& base, std::string_view reference);

// The spelling that identity is computed from: RFC 3986 section 6.2 normalization, upper-case
// percent-encoding of UTF-8, IRIs and stray percent signs encoded, unreserved characters decoded, userinfo,
// default port, dot segments, fragment, an empty query and tracking parameters (tracking.h) removed, host by
// UTS 46 without the root's dot. Trailing slashes, "www." and scheme stay as written: only the page itself
// can say that they do not matter. canonical(canonical(x)) == canonical(x).
[[nodiscard]] Result<std::string> canonical(std::string_view text);
[[nodiscard]] std::string canonical(const Url& url);

// "news.bbc.co.uk" -> "bbc.co.uk" (Public Suffix List); the host itself where it is an address or a suffix.
[[nodiscard]] std::string registrable_domain(std::string_view host);

// UUIDv5 in the URL namespace (RFC 9562), lower case: what any consumer computes from the record's `url`.
[[nodiscard]] std::string uuid5_url(std::string_view canonical_url);

// The path as people read it, percent-decoded, for matching patterns of an outlet file; as written where
// decoding yields no UTF-8. A decoded "%2F" cannot be told from a separator here.
[[nodiscard]] std::string decoded_path(const Url& url);

// The site's own entrance or that of one of its languages ("/", "/index.php", "/ar", "/home"), and no query
// that names an article ("/?p=12").
[[nodiscard]] bool is_front_page(const Url& url);

// Whether two URLs very probably lead to one article: equal but for scheme, "www.", "m." or "amp." in front,
// a trailing slash and the usual AMP spellings. A guess for comparing candidates; identity is canonical()
// alone.
[[nodiscard]] bool same_article_url(std::string_view a, std::string_view b);

// What a page's own rel=canonical (or og:url) says, if it may be believed: http(s), the same registrable
// domain as the page was fetched from, and no front page unless the page is one itself. nullopt: keep the
// fetched URL. `declared` as written in the page.
[[nodiscard]] std::optional<std::string> accepted_canonical(const Url& fetched, std::string_view declared);

}  // namespace rawi::url
