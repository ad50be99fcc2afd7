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
  std::string url;    // absolute http(s), as listed (not canonical: fetch what the outlet published)
  std::string title;  // published text; may be empty
  std::string
      published_at;  // RFC 3339 or date alone; empty where not stated. A feed entry that states only when it
                     // was updated has that here too; a sitemap's <lastmod> never is a publication date
  std::string modified_at;  // the same forms: Atom updated, <lastmod>, date_modified; empty where not stated
  std::string guid;         // feed GUID / Atom id as written; empty where none
};

struct Found {
  std::string kind;                 // "rss", "atom", "json_feed", "sitemap", "sitemap_index", "listing"
  std::vector<Link> links;          // in the document's order, one per canonical URL
  std::vector<std::string> nested;  // sitemap index: further sitemaps to read, absolute, in document order
  std::vector<std::string> nested_modified_at;  // same index as `nested`; empty where not stated
  std::vector<std::string> tolerated;           // what was wrong and read all the same, in words
  std::optional<int> ttl_s;                     // feed <ttl>: do not read again before; positive
  std::optional<int>
      update_period_s;          // sy:updatePeriod / updateFrequency: a hint, WordPress always says hourly
  std::vector<int> skip_hours;  // feed skipHours (UTC, 0-23), sorted, unique
  std::vector<int> skip_days;   // feed skipDays (UTC, 0 = Sunday), sorted, unique
  std::string next_page;        // rel=next of a feed or listing, absolute; empty where none
};

// `bytes`: the document, gzip allowed. `content_type`: of HTTP, may be empty. `url`: where it was read from.
// `source`: how it is declared; nullptr: the kind is found out. `outlet`: its zone and allow/deny patterns
// apply; nullptr: none. Never fetches, expands no entities, bounded in size (64 MiB), depth and number of
// links. Errc::bad_input where it is no feed, sitemap or page at all, or an HTML page stands where a feed or
// sitemap is declared (an error page answered with 200); Errc::too_large where a bound was reached before
// anything was read.
[[nodiscard]] Result<Found> read_source(std::string_view bytes, std::string_view content_type,
                                        std::string_view url, const outlet::Source* source,
                                        const outlet::Outlet* outlet);

// The page URLs of a source in reading order, the source's own URL first, `depth` of them at most. `pages` is
// a template with {n}: "?page={n}" replaces that key of the query, "page/{n}/" is taken below the source's
// path, "/…" below its host. Sites count from zero (Drupal) or one; which is told by `next_page` of the first
// page read, where the caller has it; without it "?page=" is taken to count from zero (the other kind then
// shows its first page twice), the rest from one.
[[nodiscard]] std::vector<std::string> page_urls(const outlet::Source& source,
                                                 std::string_view next_page = {});

// Whether all that `page` lists was listed by `pages_before`: after two such pages in a row the reader may
// stop.
[[nodiscard]] bool lists_nothing_new(const Found& page, const std::vector<Found>& pages_before);

}  // namespace rawi::discover
