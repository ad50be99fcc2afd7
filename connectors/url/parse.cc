#include "connectors/url/parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "connectors/url/host.h"
#include "connectors/url/percent.h"

namespace rawi::url {
namespace {

bool is_slash(char c, bool special) { return c == '/' || (special && c == '\\'); }

// "." and "..", also with the dots written as %2e (WHATWG "single-dot" and "double-dot URL path segment").
int dots_of(std::string_view segment) {
  int dots = 0;
  for (std::size_t i = 0; i < segment.size(); ++dots) {
    if (segment[i] == '.') {
      i += 1;
    } else if (segment[i] == '%' && ascii_lower(segment.substr(i, 3)) == "%2e") {
      i += 3;
    } else {
      return 0;
    }
  }
  return dots <= 2 ? dots : 0;
}

// RFC 3986 section 5.2.4 on segments, each percent-encoded as browsers do.
std::string read_path(std::string_view text, std::vector<std::string> segments, bool special) {
  std::size_t start = 0;
  for (bool more = true; more;) {
    std::size_t end = start;
    while (end < text.size() && !is_slash(text[end], special)) ++end;
    more = end < text.size();
    const std::string_view segment = text.substr(start, end - start);
    start = end + 1;
    const int dots = dots_of(segment);
    if (dots == 2 && !segments.empty()) segments.pop_back();
    if (dots == 0) append_encoded(segments.emplace_back(), segment, EncodeSet::path);
    if (dots > 0 && !more) segments.emplace_back();
  }
  std::string path;
  for (const auto& segment : segments) path += "/" + segment;
  return path;
}

std::vector<std::string> folders_of(std::string_view path) {
  std::vector<std::string> out;
  if (!path.empty()) path.remove_prefix(1);
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
    out.emplace_back(path.substr(0, slash));
    path.remove_prefix(slash + 1);
  }
  return out;
}

Result<int> read_port(std::string_view text, std::string_view scheme) {
  int port = 0;
  for (const char c : text) {
    if (!is_digit(c)) return fail(Errc::bad_input, "the port is no number");
    port = port * 10 + (c - '0');
    if (port > 65535) return fail(Errc::bad_input, "the port is above 65535");
  }
  return text.empty() || port == default_port(scheme) ? -1 : port;
}

}  // namespace

bool is_special(std::string_view scheme) { return default_port(scheme) > 0; }

int default_port(std::string_view scheme) {
  if (scheme == "http" || scheme == "ws") return 80;
  if (scheme == "https" || scheme == "wss") return 443;
  return scheme == "ftp" ? 21 : -1;
}

std::string strip_blanks(std::string_view text) {
  const auto blank = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  std::string out(text);
  out.erase(
      std::remove_if(out.begin(), out.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }),
      out.end());
  return out;
}

std::size_t scheme_length(std::string_view text) {
  if (text.empty() || !is_alpha(text.front())) return 0;
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return 0;
  const auto name = text.substr(0, colon);
  const auto fits = [](char c) { return is_alpha(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; };
  return std::all_of(name.begin(), name.end(), fits) ? colon : 0;
}

Result<Url> read_authority(Url url, std::string_view authority) {
  const bool special = is_special(url.scheme);
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
    url.userinfo = authority.substr(0, at);
    authority.remove_prefix(at + 1);
    if (authority.empty()) return fail(Errc::bad_input, "no host after the userinfo");
  }
  const auto bracket = authority.find(']');
  if (!authority.empty() && authority.front() == '[' && bracket == std::string_view::npos) {
    return fail(Errc::bad_input, "an IPv6 host lacks its \"]\"");
  }
  const auto colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const auto written = authority.substr(0, colon);
  if (colon != std::string_view::npos) {
    if (written.empty()) return fail(Errc::bad_input, "no host before the port");
    const auto port = read_port(authority.substr(colon + 1), url.scheme);
    if (!port) return fail(port.error());
    url.port = *port;
  }
  auto host = special ? parse_host(written) : parse_opaque_host(written);
  if (!host) return fail(host.error());
  url.host = std::move(*host);
  url.has_authority = true;
  return url;
}

void read_rest(Url& url, std::string_view rest, std::string_view base_path) {
  const bool special = is_special(url.scheme);
  if (const auto hash = rest.find('#'); hash != std::string_view::npos) {
    url.fragment.clear();
    append_encoded(url.fragment, rest.substr(hash + 1), EncodeSet::fragment);
    rest = rest.substr(0, hash);
  }
  if (const auto mark = rest.find('?'); mark != std::string_view::npos) {
    url.has_query = true;
    url.query.clear();
    append_encoded(url.query, rest.substr(mark + 1), special ? EncodeSet::special_query : EncodeSet::query);
    rest = rest.substr(0, mark);
  }
  const bool rooted = !rest.empty() && is_slash(rest.front(), special);
  if (rooted) {
    url.path = read_path(rest.substr(1), {}, special);
  } else if (!base_path.empty() || special) {
    url.path = read_path(rest, folders_of(base_path), special);
  } else if (url.has_authority) {
    url.path.clear();
  } else {
    url.path.clear();
    append_encoded(url.path, rest, EncodeSet::fragment);
  }
}

Result<Url> parse(std::string_view text) {
  const std::string clean = strip_blanks(text);
  const std::size_t length = scheme_length(clean);
  if (length == 0)
    return fail(Errc::bad_input, "no absolute URL: it does not start with a scheme such as https:");
  Url url;
  url.scheme = ascii_lower(std::string_view(clean).substr(0, length));
  std::string_view rest = std::string_view(clean).substr(length + 1);
  const bool special = is_special(url.scheme);
  url.has_authority = special || rest.rfind("//", 0) == 0;
  if (!url.has_authority) {
    read_rest(url, rest, "");
    return url;
  }
  if (special) {
    while (!rest.empty() && is_slash(rest.front(), true)) rest.remove_prefix(1);
  } else {
    rest.remove_prefix(2);
  }
  const auto end = std::min(rest.find_first_of(special ? "/\\?#" : "/?#"), rest.size());
  auto read = read_authority(std::move(url), rest.substr(0, end));
  if (!read) return read;
  read_rest(*read, rest.substr(end), "");
  return read;
}

}  // namespace rawi::url
