#include "connectors/url/percent.h"
#include "connectors/url/tracking.h"
#include "connectors/url/url.h"

namespace rawi::url {
namespace {

std::string without_tracking(std::string_view query) {
  std::string out;
  bool first = true, any = false;
  while (true) {
    const auto end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    if (!is_tracking_parameter(pair.substr(0, pair.find('=')))) {
      if (!first) out += '&';
      first = false;
      any = any || !pair.empty();
      out += pair;
    }
    if (end == std::string_view::npos) break;
    query.remove_prefix(end + 1);
  }
  return any ? out : "";
}

// "example.com." names the same host as "example.com"; "a.." names none and is left alone.
bool has_root_dot(std::string_view host) {
  return host.size() > 1 && host.back() == '.' && host[host.size() - 2] != '.';
}

}  // namespace

std::string canonical(const Url& url) {
  Url out = url;
  out.userinfo.clear();
  out.fragment.clear();
  if (has_root_dot(out.host)) out.host.pop_back();
  out.path = normalize_percent(url.path, Component::path);
  out.query = without_tracking(normalize_percent(url.query, Component::query));
  out.has_query = !out.query.empty();
  return out.to_string();
}

Result<std::string> canonical(std::string_view text) {
  const auto url = parse(text);
  if (!url) return fail(url.error());
  return canonical(*url);
}

}  // namespace rawi::url
