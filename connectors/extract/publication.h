// When it was published and changed: every date a page states, weighed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/extract/lines.h"
#include "connectors/extract/read.h"
#include "connectors/extract/structured.h"

namespace rawi::extract {

struct PublicationDates {
  std::optional<std::string> published, modified;  // as in Article
  std::string published_from, modified_from;       // evidence
  std::string
      zone_from;  // "stated", "outlet", "host", "utc", or "local time marked as UTC"; empty without a time
};

// Claims (JSON-LD, <meta>, microdata, <time>, printed near the headline, the URL's path, the feed) vote for a
// day; among those that agree on it the most precise and most trusted gives the time. Header clocks, other
// articles' dates, dates after now and changes before publication are not believed. A "Z" on what the page
// prints as local time is read as local time.
[[nodiscard]] PublicationDates choose_dates(const page::Document& doc, const Structured& structured,
                                            const PageInput& input, const outlet::Outlet& outlet,
                                            const ReadOptions& options, const std::vector<Line>& lines);

}  // namespace rawi::extract
