// A site nobody has declared yet: where its feeds and sitemaps may be, and the outlet file that follows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/base/result.h"
#include "connectors/discover/discover.h"
#include "connectors/outlet/outlet.h"

namespace rawi::discover {

struct Candidate {
  outlet::Source::Kind kind = outlet::Source::Kind::feed;
  std::string url;  // absolute
  std::string
      why;  // "link rel=alternate", "robots.txt", "well-known path of WordPress", "the page itself", …
};

struct Site {
  std::string name;                   // og:site_name, else what the <title> ends or begins with; may be empty
  std::string home;                   // the front page's canonical URL
  std::vector<Candidate> candidates;  // the most promising first, each URL once, at most 32
};

// `html`: bytes of a page of the site, best its front page, read from `url`. `robots_sitemaps`: the Sitemap
// lines of its robots.txt. Comment feeds and feeds of other domains are left out, tag and author feeds come
// last. Never fetches.
[[nodiscard]] Result<Site> discover_site(std::string_view html, std::string_view content_type,
                                         std::string_view url,
                                         const std::vector<std::string>& robots_sitemaps);

// A candidate that was fetched and read.
struct Confirmed {
  Candidate candidate;
  Found found;
};

// Which of the confirmed candidates are worth declaring, as what they turned out to be, in the file's order:
// the best feeds that list articles, a news sitemap, else any sitemap, else the listing. One that lists
// nothing beyond the ones before it is left out.
[[nodiscard]] std::vector<Confirmed> choose_sources(std::vector<Confirmed> confirmed);

// A ready outlet file (DESIGN.md, "An outlet file"): id and name from the site, zone from the host's country
// where that has one zone, the sources with what was seen there as comments.
[[nodiscard]] std::string outlet_yaml(const Site& site, const std::vector<Confirmed>& sources);

}  // namespace rawi::discover
