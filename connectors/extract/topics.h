// The section an article stands in and the keywords an editor gave it.
#pragma once

#include <string>
#include <vector>

#include "connectors/article.h"
#include "connectors/extract/site_names.h"
#include "connectors/extract/structured.h"

namespace rawi::extract {

struct Section {
  std::string name, from;  // empty: none stated
};
[[nodiscard]] Section choose_section(const page::Document& doc, const Structured& structured,
                                     const SiteNames& site, const Article& article, page::NodeId title_node);

struct Keywords {
  std::vector<std::string> words;
  std::string from;
};
// Lists that software made are none: the headline cut at its blanks, the headline itself, the same hundred
// words on every page of the site.
[[nodiscard]] Keywords choose_keywords(const page::Document& doc, const Structured& structured,
                                       const SiteNames& site, const Article& article);

}  // namespace rawi::extract
