// Authors, agencies and the place a report is sent from: declared, printed near the headline or under the
// text.
#pragma once

#include <string>
#include <vector>

#include "connectors/article.h"
#include "connectors/extract/lines.h"
#include "connectors/extract/site_names.h"
#include "connectors/extract/structured.h"

namespace rawi::extract {

struct Credits {
  std::vector<std::string> authors, sources;
  std::string dateline;  // empty: none
  std::string authors_from, sources_from, dateline_from;
};

// Authors: printed bylines and declared ones vote; logins, URLs, offices and the outlet's own name are
// nobody. Sources: a source line («المصدر: …»), an agency in the byline, in the dateline's brackets or in
// brackets at the very end.
[[nodiscard]] Credits choose_credits(const page::Document& doc, const Structured& structured,
                                     const SiteNames& site, const std::vector<Line>& lines,
                                     const std::vector<Paragraph>& paragraphs);

}  // namespace rawi::extract
