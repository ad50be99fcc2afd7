// The line under the headline that sums the article up.
#pragma once

#include <string>

#include "connectors/extract/metadata.h"
#include "connectors/extract/site_names.h"

namespace rawi::extract {

// A printed standfirst: an element near the headline that is marked up as one, or a line between headline and
// text that the page also declares as its description. Not the site's tagline, not the headline again, not
// the first paragraph or the beginning of it. Empty where there is none.
[[nodiscard]] std::string choose_standfirst(const page::Document& doc, const Structured& structured,
                                            const SiteNames& site, const Layout& layout,
                                            const Article& article);

}  // namespace rawi::extract
