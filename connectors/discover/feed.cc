// RSS and Atom entries -> links.
#include <algorithm>
#include <array>
#include <utility>

#include "connectors/discover/ascii.h"
#include "connectors/discover/feed_date.h"
#include "connectors/discover/feed_habits.h"
#include "connectors/discover/headline.h"
#include "connectors/discover/readers.h"

namespace rawi::discover {
namespace {

// Dates by what they say of the entry, the best first.
enum DateRank : std::size_t { published, issued, pub_date, date, created, updated, rank_count };

struct Entry {
  std::string title, other_title;
  std::string link, original_link, href, other_href, guid, about;
  bool guid_is_link = true;
  bool href_is_page = false;
  std::array<std::string, rank_count> dates;
};

void set_once(std::string& field, std::string_view value) {
  if (field.empty()) field = trim(value);
}

// rel of an Atom link; the registry's names may be written out as IRIs (RFC 4287 section 4.2.7.2).
bool is_alternate(std::optional<std::string_view> rel) {
  if (!rel || trim(*rel).empty()) return true;
  const std::string value = lower(trim(*rel));
  return value == "alternate" || value.ends_with("/relation/alternate") ||
         value.ends_with("/relation.html#alternate");
}

void read_link(const XmlTree& tree, std::uint32_t n, Entry& entry) {
  const auto href = tree.attribute(n, "href");
  if (!href) return set_once(entry.link, tree.text(n));
  if (!is_alternate(tree.attribute(n, "rel"))) {
    // A relation of somebody's own may be all there is.
    if (tree.attribute(n, "rel")->find("://") != std::string_view::npos) set_once(entry.other_href, *href);
    return;
  }
  const std::string type = lower(tree.attribute(n, "type").value_or("text/html"));
  const bool page = type.find("html") != std::string::npos;
  if (entry.href.empty() || (page && !entry.href_is_page)) {
    entry.href = *href;
    entry.href_is_page = page;
  }
}

void read_dublin_core(std::string_view name, std::string_view value, Entry& entry) {
  if (name == "title") set_once(entry.other_title, value);
  if (name == "date") set_once(entry.dates[date], value);
  if (name == "issued" || name == "available") set_once(entry.dates[issued], value);
  if (name == "created") set_once(entry.dates[created], value);
  if (name == "modified") set_once(entry.dates[updated], value);
}

void read_own(const XmlTree& tree, std::uint32_t n, Entry& entry) {
  const std::string_view name = tree[n].name;
  if (name == "title") set_once(entry.title, tree.text(n));
  if (name == "link") read_link(tree, n, entry);
  if (name == "guid") {
    set_once(entry.guid, tree.text(n));
    entry.guid_is_link =
        !equal_ignoring_case(trim(tree.attribute(n, "ispermalink").value_or("true")), "false");
  }
  if (name == "id") set_once(entry.guid, tree.text(n));
  if (name == "pubdate") set_once(entry.dates[pub_date], tree.text(n));
  if (name == "published") set_once(entry.dates[published], tree.text(n));
  if (name == "issued") set_once(entry.dates[issued], tree.text(n));
  if (name == "date") set_once(entry.dates[date], tree.text(n));
  if (name == "created") set_once(entry.dates[created], tree.text(n));
  if (name == "updated" || name == "modified" || name == "lastmod")
    set_once(entry.dates[updated], tree.text(n));
}

Entry read_entry(const XmlTree& tree, std::uint32_t item) {
  Entry entry;
  if (const auto about = tree.attribute(item, "rdf:about")) entry.about = *about;
  if (const auto href = tree.attribute(item, "href"); href && entry.about.empty())
    entry.about = *href;  // CDF
  for (std::uint32_t n = item + 1; n < tree[item].end; n = tree[n].end) {
    const XmlNode& child = tree[n];
    if (child.name.empty()) continue;
    if (is_own(child.space)) read_own(tree, n, entry);
    if (child.space == Space::dublin_core || child.space == Space::dublin_terms)
      read_dublin_core(child.name, tree.text(n), entry);
    if (child.space == Space::feedburner && child.name == "origlink")
      set_once(entry.original_link, tree.text(n));
    if (child.space == Space::media && child.name == "title") set_once(entry.other_title, tree.text(n));
  }
  return entry;
}

bool looks_like_url(std::string_view text) {
  return equal_ignoring_case(text.substr(0, 7), "http://") ||
         equal_ignoring_case(text.substr(0, 8), "https://");
}

// Which of the entry's addresses is the article's page. A GUID that says it is no permalink is still better
// than nothing where it is a URL: WordPress writes its ?p=N there.
std::string address_of(const Entry& entry) {
  if (looks_like_url(entry.original_link)) return entry.original_link;
  if (!entry.link.empty()) return entry.link;
  if (!entry.href.empty()) return entry.href;
  if (entry.guid_is_link && looks_like_url(entry.guid)) return entry.guid;
  if (!entry.about.empty()) return entry.about;
  if (!entry.other_href.empty()) return entry.other_href;
  return looks_like_url(entry.guid) ? entry.guid : std::string();
}

Link to_link(const Entry& entry, const Reading& reading) {
  Link link;
  link.url = address_of(entry);
  link.title = headline(entry.title.empty() ? entry.other_title : entry.title);
  link.guid = entry.guid.empty() ? entry.about : entry.guid;
  for (std::size_t rank = 0; rank < updated && link.published_at.empty(); ++rank) {
    link.published_at = feed_date(entry.dates[rank], reading.zone, *reading.notes);
  }
  link.modified_at = feed_date(entry.dates[updated], reading.zone, *reading.notes);
  if (link.published_at.empty()) link.published_at = link.modified_at;
  return link;
}

}  // namespace

Found read_feed(const XmlTree& tree, const Reading& reading) {
  Found found;
  found.kind = kind_of(tree) == XmlKind::atom ? "atom" : "rss";
  // RSS leaves open what relative links are relative to, and means the site; Atom says: the document (RFC
  // 4287 section 2).
  const url::Url named = read_habits(tree, reading, found);
  const url::Url& site = found.kind == "atom" ? reading.url : named;
  LinkList links(reading.outlet, *reading.notes);
  for (std::uint32_t n = 0; n < tree.size();) {
    const XmlNode& node = tree[n];
    const bool entry =
        (node.name == "item" || node.name == "entry") && (is_own(node.space) || node.space == Space::other);
    if (!entry || node.end == n + 1) {
      ++n;
      continue;
    }
    links.add(to_link(read_entry(tree, n), reading), tree.has_base() ? base_of(tree, n, site) : site);
    n = node.end;
  }
  found.links = links.take();
  return found;
}

}  // namespace rawi::discover
