// Sitemaps (sitemaps.org, with Google's news extension) -> links and further sitemaps.
#include <algorithm>
#include <unordered_set>

#include "connectors/discover/ascii.h"
#include "connectors/discover/feed_date.h"
#include "connectors/discover/headline.h"
#include "connectors/discover/readers.h"

namespace rawi::discover {
namespace {

struct Place {
  std::string loc, modified, published, title;
};

Place read_place(const XmlTree& tree, std::uint32_t entry) {
  Place place;
  for (std::uint32_t n = entry + 1; n < tree[entry].end; ++n) {
    const XmlNode& node = tree[n];
    if (is_own(node.space) && tree[node.parent].space != Space::media) {
      if (node.name == "loc" && place.loc.empty()) place.loc = tree.text(n);
      if (node.name == "lastmod" && place.modified.empty()) place.modified = tree.text(n);
    }
    const bool news = node.space == Space::news || (is_own(node.space) && tree[node.parent].name == "news");
    if (news && node.name == "publication_date" && place.published.empty()) place.published = tree.text(n);
    if (news && node.name == "title" && place.title.empty()) place.title = tree.text(n);
  }
  return place;
}

void add_nested(Found& found, std::unordered_set<std::string>& known, std::string url,
                std::string modified_at) {
  if (!known.insert(url).second) return;
  found.nested.push_back(std::move(url));
  found.nested_modified_at.push_back(std::move(modified_at));
}

}  // namespace

Found read_sitemap(const XmlTree& tree, const Reading& reading) {
  constexpr std::size_t kMostNested = 10'000;
  Found found;
  found.kind = kind_of(tree) == XmlKind::sitemap_index ? "sitemap_index" : "sitemap";
  LinkList links(reading.outlet, *reading.notes);
  std::unordered_set<std::string> nested_urls;
  for (std::uint32_t n = 0; n < tree.size();) {
    const XmlNode& node = tree[n];
    const bool page = node.name == "url" && is_own(node.space);
    const bool nested = node.name == "sitemap" && is_own(node.space);
    if (!page && !nested) {
      ++n;
      continue;
    }
    Place place = read_place(tree, n);
    std::string modified_at = feed_date(place.modified, reading.zone, *reading.notes);
    if (page) {
      links.add({std::move(place.loc),
                 headline(place.title),
                 feed_date(place.published, reading.zone, *reading.notes),
                 std::move(modified_at),
                 {}},
                reading.url);
    } else if (std::string url = resolve_http(reading.url, tidy_reference(place.loc)); url.empty()) {
      reading.notes->add("a sitemap without a usable <loc>");
    } else if (found.nested.size() < kMostNested) {
      add_nested(found, nested_urls, std::move(url), std::move(modified_at));
    }
    n = node.end;
  }
  found.links = links.take();
  return found;
}

bool is_text_sitemap(std::string_view text) {
  std::size_t urls = 0, others = 0;
  for (std::size_t at = 0; at < text.size() && urls + others < 200;) {
    const auto end = std::min(text.find('\n', at), text.size());
    const std::string_view line = trim(text.substr(at, end - at));
    at = end + 1;
    if (line.empty()) continue;
    const bool http = equal_ignoring_case(line.substr(0, 7), "http://") ||
                      equal_ignoring_case(line.substr(0, 8), "https://");
    ++(http && line.find_first_of(" \t<>") == std::string_view::npos ? urls : others);
  }
  return urls > 0 && others * 10 <= urls;
}

Found read_text_sitemap(std::string_view text, const Reading& reading) {
  Found found;
  found.kind = "sitemap";
  LinkList links(reading.outlet, *reading.notes);
  for (std::size_t at = 0; at < text.size() && !links.full();) {
    const auto end = std::min(text.find('\n', at), text.size());
    const std::string_view line = trim(text.substr(at, end - at));
    at = end + 1;
    if (line.empty()) continue;
    if (equal_ignoring_case(line.substr(0, 4), "http")) {
      links.add({std::string(line), {}, {}, {}, {}}, reading.url);
    } else {
      reading.notes->add("a line that is no URL");
    }
  }
  found.links = links.take();
  return found;
}

}  // namespace rawi::discover
