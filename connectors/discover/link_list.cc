#include "connectors/discover/link_list.h"

#include <optional>
#include <utility>

#include "connectors/discover/ascii.h"
#include "connectors/discover/link_shape.h"

namespace rawi::discover {
namespace {

constexpr std::size_t kLongestUrl = 8192;
constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

void fill(std::string& empty_one, std::string&& value) {
  if (empty_one.empty()) empty_one = std::move(value);
}

// What two addresses in one document share when they are one link: not the scheme, "www." or the last slash.
std::string path_key(const url::Url& canonical) {
  std::string_view host = canonical.host;
  if (host.starts_with("www.")) host.remove_prefix(4);
  std::string_view path = canonical.path;
  while (path.ends_with('/')) path.remove_suffix(1);
  std::string key(host);
  if (canonical.port >= 0) key += ':' + std::to_string(canonical.port);
  return key.append(path);
}

// Whether the path alone says which article it is, so that the query cannot.
bool names_article(url::Url url) {
  url.query.clear();
  url.has_query = false;
  const PathShape shape = shape_of(url);
  return shape.slug || shape.numbered;
}

std::optional<url::Url> resolved_http(const url::Url& base, std::string_view reference) {
  if (reference.empty() || reference.size() > kLongestUrl) return std::nullopt;
  const bool no_scheme = equal_ignoring_case(reference.substr(0, 4), "www.");
  auto resolved =
      url::resolve(base, no_scheme ? base.scheme + "://" + std::string(reference) : std::string(reference));
  if (!resolved || resolved->host.empty() || !resolved->is_http()) return std::nullopt;
  return std::move(*resolved);
}

}  // namespace

std::string tidy_reference(std::string_view text) {
  text = trim(text);
  if (text.starts_with("<![CDATA[")) text.remove_prefix(9);
  if (text.ends_with("]]>")) text.remove_suffix(3);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' || text[i] == '\r' || text[i] == '\t') continue;  // WHATWG URL: removed anywhere
    out += text[i];
    if (text.substr(i).starts_with("&amp;")) i += 4;
  }
  return std::string(trim(out));
}

std::string resolve_http(const url::Url& base, std::string_view reference) {
  const auto resolved = resolved_http(base, reference);
  return resolved ? resolved->to_string() : std::string();
}

bool LinkList::add(Link link, const url::Url& base) {
  const std::string reference = tidy_reference(link.url);
  const auto resolved = resolved_http(base, reference);
  if (!resolved) {
    notes_.add(reference.empty() ? "an entry without a link" : "a link that is no http(s) URL");
    return false;
  }
  link.url = resolved->to_string();
  const auto parsed = url::parse(url::canonical(*resolved));
  if (!parsed) return false;
  if (outlet_ != nullptr && !outlet::allows(*outlet_, link.url)) return true;

  const std::string path = path_key(*parsed);
  const std::string address = parsed->has_query ? path + '?' + parsed->query : path;
  const std::string guid =
      link.guid.empty() || !names_article(*parsed) ? std::string() : link.guid + '\n' + path;
  std::size_t known = kNowhere;
  if (const auto same = by_url_.find(address); same != by_url_.end()) {
    known = same->second;
  } else if (const auto twin = by_guid_.find(guid); twin != by_guid_.end() && !guid.empty()) {
    known = twin->second;
    notes_.add("an entry is listed twice under one GUID");
  }
  if (known != kNowhere) {
    Link& earlier = links_[known];
    fill(earlier.title, std::move(link.title));
    fill(earlier.published_at, std::move(link.published_at));
    fill(earlier.modified_at, std::move(link.modified_at));
    fill(earlier.guid, std::move(link.guid));
    return true;
  }
  if (full()) {
    notes_.add("more links than one document may hold; the rest was left out");
    return false;
  }
  by_url_.emplace(address, links_.size());
  if (!guid.empty()) by_guid_.emplace(guid, links_.size());
  links_.push_back(std::move(link));
  return true;
}

}  // namespace rawi::discover
