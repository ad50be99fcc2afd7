#include <algorithm>

#include "connectors/discover/readers.h"

namespace rawi::discover {

XmlKind kind_of(const XmlTree& tree) {
  XmlKind by_entries = XmlKind::none;
  for (std::uint32_t n = 0; n < tree.size(); ++n) {
    const std::string_view name = tree[n].name;
    if (name.empty()) continue;
    if (name == "rss" || name == "rdf" || name == "channel") return XmlKind::rss;
    if (name == "feed") return XmlKind::atom;
    if (name == "urlset") return XmlKind::sitemap;
    if (name == "sitemapindex") return XmlKind::sitemap_index;
    if (name == "html") return XmlKind::html;
    // A file whose beginning is lost still shows what it is.
    if (by_entries == XmlKind::none && is_own(tree[n].space)) {
      if (name == "item") by_entries = XmlKind::rss;
      if (name == "entry") by_entries = XmlKind::atom;
      if (name == "loc")
        by_entries = tree[tree[n].parent].name == "sitemap" ? XmlKind::sitemap_index : XmlKind::sitemap;
    }
  }
  return by_entries;
}

url::Url base_of(const XmlTree& tree, std::uint32_t n, const url::Url& outer) {
  std::vector<std::string_view> bases;  // innermost first
  for (std::uint32_t i = n;; i = tree[i].parent) {
    if (const auto base = tree.attribute(i, "xml:base")) bases.push_back(*base);
    if (i == 0 || bases.size() > 16) break;
  }
  url::Url result = outer;
  for (auto base = bases.rbegin(); base != bases.rend(); ++base) {
    const std::string resolved = resolve_http(result, tidy_reference(*base));
    if (auto parsed = url::parse(resolved)) result = std::move(*parsed);
  }
  return result;
}

}  // namespace rawi::discover
