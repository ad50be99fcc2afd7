// What a site's confirmed sources look like as an outlet file.
#include <algorithm>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "connectors/arabic/dates.h"
#include "connectors/discover/ascii.h"
#include "connectors/discover/site.h"
#include "connectors/url/url.h"

namespace rawi::discover {
namespace {

using Kind = outlet::Source::Kind;

std::string_view word_for(Kind kind) {
  switch (kind) {
    case Kind::feed: return "feed";
    case Kind::sitemap: return "sitemap";
    case Kind::listing: return "listing";
  }
  return "feed";
}

// A YAML double-quoted scalar (YAML 1.2 section 7.3.1).
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out + '"';
}

// "www.syria.tv" -> "syria-tv", "aitnews.com" -> "aitnews".
std::string id_for(const std::string& host) {
  std::string id = host.starts_with("www.") ? host.substr(4) : host;
  for (const std::string_view ending : {".com", ".net", ".org"}) {
    if (id.ends_with(ending)) id.resize(id.size() - ending.size());
  }
  for (char& c : id) c = is_letter(c) || is_digit(c) ? to_lower(c) : '-';
  while (id.starts_with('-')) id.erase(0, 1);
  return id.empty() ? "outlet" : id;
}

std::string below_home(const std::string& url, const std::string& home) {
  const auto parsed = url::parse(url), base = url::parse(home);
  return parsed && base && parsed->origin() == base->origin() ? parsed->path_and_query() : url;
}

std::string newest(const Found& found) {
  std::string best;
  for (const Link& link : found.links)
    best = std::max(best, link.published_at.empty() ? link.modified_at : link.published_at);
  return best;
}

int rank(const Confirmed& c) {
  const bool news = std::any_of(c.found.links.begin(), c.found.links.end(),
                                [](const Link& l) { return !l.title.empty() && !l.published_at.empty(); });
  if (c.candidate.kind == Kind::feed) return 0;
  if (c.candidate.kind == Kind::sitemap) return news ? 1 : 2;
  return 3;
}

// What the document turned out to be, whatever it was taken for. An error page answered with 200 reads as a
// listing.
bool settle_kind(Confirmed& c) {
  const bool sitemap = c.found.kind.starts_with("sitemap");
  if (c.found.kind == "listing") return c.candidate.kind == Kind::listing;
  c.candidate.kind = sitemap ? Kind::sitemap : Kind::feed;
  return true;
}

}  // namespace

std::vector<Confirmed> choose_sources(std::vector<Confirmed> confirmed) {
  std::erase_if(confirmed, [](Confirmed& c) { return !settle_kind(c); });
  std::stable_sort(confirmed.begin(), confirmed.end(),
                   [](const Confirmed& a, const Confirmed& b) { return rank(a) < rank(b); });
  std::vector<Confirmed> chosen;
  std::unordered_set<std::string> listed;
  for (Confirmed& c : confirmed) {
    const bool fallback = rank(c) >= 2;  // archives and listings: only where nothing timely was found
    if (fallback && !chosen.empty()) continue;
    std::size_t fresh = c.found.nested.size();
    for (const Link& link : c.found.links)
      fresh += listed.insert(url::canonical(link.url).value_or(link.url)).second ? 1u : 0u;
    if (fresh > 0) chosen.push_back(std::move(c));
  }
  return chosen;
}

std::string outlet_yaml(const Site& site, const std::vector<Confirmed>& sources) {
  const auto home = url::parse(site.home);
  const std::string host = home ? home->host : std::string();
  std::string out = fmt::format("id: {}\n", id_for(host));
  if (!site.name.empty()) out += fmt::format("name: {}\n", quoted(site.name));
  out += fmt::format("home: {}\n", quoted(site.home));
  if (const auto zone = arabic::zone_of_host(host); !zone.empty())
    out += fmt::format("zone: {}   # of the host's country\n", zone);
  if (!sources.empty()) out += "sources:\n";
  for (const Confirmed& c : sources) {
    const std::string date = newest(c.found);
    out += fmt::format(
        "  - {}: {}   # {}, {} links{}{}\n", word_for(c.candidate.kind),
        quoted(below_home(c.candidate.url, site.home)), c.found.kind, c.found.links.size(),
        c.found.nested.empty() ? std::string() : fmt::format(", {} further sitemaps", c.found.nested.size()),
        date.empty() ? std::string() : ", newest " + date);
  }
  return out;
}

}  // namespace rawi::discover
