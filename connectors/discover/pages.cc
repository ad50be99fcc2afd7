// The further pages of a listing.
#include <algorithm>
#include <unordered_set>

#include "connectors/discover/ascii.h"
#include "connectors/discover/discover.h"
#include "connectors/discover/link_list.h"

namespace rawi::discover {
namespace {

constexpr int kDeepest = 1000;

std::string with_number(std::string_view pages, int n) {
  std::string out(pages);
  for (auto at = out.find("{n}"); at != std::string::npos; at = out.find("{n}", at))
    out.replace(at, 3, std::to_string(n));
  return out;
}

// "?page=2" keeps what else the source's query says; a path is taken below the source's own path.
std::string page_url(const url::Url& source, const std::string& filled) {
  if (filled.starts_with('?') || filled.starts_with('&')) {
    url::Url made = source;
    const std::string addition = filled.substr(1);
    const std::string key = addition.substr(0, addition.find('='));
    std::string kept;
    for (std::size_t at = 0; at < source.query.size();) {
      const auto end = std::min(source.query.find('&', at), source.query.size());
      const std::string pair = source.query.substr(at, end - at);
      if (!pair.empty() && pair.substr(0, pair.find('=')) != key) kept += pair + "&";
      at = end + 1;
    }
    made.query = kept + addition;
    made.has_query = true;
    return made.to_string();
  }
  if (equal_ignoring_case(filled.substr(0, 4), "http") || filled.starts_with('/'))
    return resolve_http(source, filled);
  url::Url below = source;
  if (!below.path.ends_with('/')) below.path += '/';
  return resolve_http(below, filled);
}

}  // namespace

std::vector<std::string> page_urls(const outlet::Source& source, std::string_view next_page) {
  std::vector<std::string> urls{source.url};
  const auto parsed = url::parse(source.url);
  if (!parsed || source.pages.find("{n}") == std::string::npos) return urls;
  const auto numbered = [&](int n) { return page_url(*parsed, with_number(source.pages, n)); };

  const std::string told(next_page);
  int second = source.pages.starts_with("?page=") ? 1 : 2;
  if (numbered(1) == parsed->to_string()) second = 2;
  if (!told.empty() && numbered(1) == told) second = 1;
  if (!told.empty() && numbered(2) == told) second = 2;
  const int depth = std::clamp(source.depth, 1, kDeepest);
  for (int page = 1; page < depth; ++page) {
    if (std::string url = numbered(second + page - 1); !url.empty()) urls.push_back(std::move(url));
  }
  return urls;
}

bool lists_nothing_new(const Found& page, const std::vector<Found>& pages_before) {
  std::unordered_set<std::string> known;
  for (const Found& before : pages_before) {
    for (const Link& link : before.links) known.insert(url::canonical(link.url).value_or(link.url));
  }
  return std::all_of(page.links.begin(), page.links.end(), [&](const Link& link) {
    return known.count(url::canonical(link.url).value_or(link.url)) > 0;
  });
}

}  // namespace rawi::discover
