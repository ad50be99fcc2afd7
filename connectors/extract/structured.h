// What a page says of itself to machines: JSON-LD, microdata, OpenGraph, article:*, Dublin Core, <meta>, <time>, <link>.
#pragma once

#include <string>
#include <vector>

#include "connectors/page/document.h"

namespace rawi::extract {

// One value and where it stood: "json-ld", "microdata", "opengraph", "article-meta", "dublin-core", "meta", "time", "url", …
struct Evidence {
  std::string value;
  std::string from;
};

// Every candidate found, best-placed first; nothing weighed yet. Values as written (references resolved, not normalized).
struct Structured {
  std::vector<Evidence> titles, descriptions, authors, sections, keywords, published, modified, images, canonical,
      bodies, site_names, languages, types;
  bool paywalled = false;  // isAccessibleForFree: false
};

[[nodiscard]] Structured read_structured(const page::Document& doc);

}  // namespace rawi::extract
