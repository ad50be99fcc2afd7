// Feed, sitemap, listing page -> links.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/base/result.h"
#include "connectors/outlet/outlet.h"

namespace rawi::discover {

struct Link {
  std::string url;           // absolute, as listed (not canonical: fetch what the outlet published)
  std::string title;         // published text; may be empty
  std::string published_at;  // RFC 3339 or date alone; empty where not stated
  std::string guid;          // feed GUID / Atom id as written; empty where none
};

struct Found {
  std::string kind;                  // "rss", "atom", "json_feed", "sitemap", "sitemap_index", "listing"
  std::vector<Link> links;           // in the document's order, one per canonical URL
  std::vector<std::string> nested;   // sitemap index: further sitemaps to read, absolute
  std::vector<std::string> tolerated;  // what was wrong and read all the same
  std::optional<int> ttl_s;          // feed <ttl>, sy:updatePeriod
  std::vector<int> skip_hours;       // feed skipHours (UTC)
};

// `bytes`: the document, gzip allowed. `url`: where it was read from. `source`: how it is declared; nullptr: the kind is found out.
// Errc::bad_input where it is no feed, sitemap or page at all.
[[nodiscard]] Result<Found> read_source(std::string_view bytes, std::string_view content_type, std::string_view url,
                                        const outlet::Source* source, const outlet::Outlet* outlet);

}  // namespace rawi::discover
