// What a page says of itself to machines: JSON-LD, microdata, OpenGraph, article:*, Dublin Core, <meta>,
// <time>, <link>.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/page/document.h"

namespace rawi::extract {

// One value and where it stood: "json-ld", "microdata", "opengraph", "article-meta", "dublin-core", "meta",
// "rdfa", "time", …
struct Evidence {
  std::string value;
  std::string_view from;            // a literal
  page::NodeId node = page::kNone;  // the element that shows it; kNone for values from <head> and JSON-LD
  std::string url;                  // people: the page about them
};

// Every candidate found, best-placed first within its kind; nothing weighed yet. Values as written (character
// references resolved, markup dropped, not normalized).
struct Structured {
  std::vector<Evidence> titles, descriptions, authors, sections, keywords, published, modified, images,
      captions, canonical, bodies, site_names, languages, types;
  // Elements that are marked up as what they are, by class, rel or tag; document order.
  std::vector<page::NodeId> headings;  // h1 … h6 and elements whose class says headline
  std::vector<page::NodeId> bylines, dates, breadcrumbs, tags, standfirsts, current_items, section_marks,
      places;
  // By node: the class_words() bits of the element itself, and whether it or an element around it is a
  // comment, a sidebar, the footer, a list of other articles.
  std::vector<std::uint16_t> says;
  std::vector<std::uint8_t> region;

  [[nodiscard]] bool stands_elsewhere(page::NodeId n) const { return n < region.size() && region[n] != 0; }
  [[nodiscard]] bool stands_in_comments(page::NodeId n) const {
    return n < region.size() && (region[n] & kInComments) != 0;
  }
  [[nodiscard]] std::uint32_t says_of(page::NodeId n) const { return n < says.size() ? says[n] : 0u; }
  static constexpr std::uint8_t kInComments = 1, kInOther = 2;

  bool paywalled = false;         // isAccessibleForFree: false
  bool declares_article = false;  // an Article type in JSON-LD or microdata, or og:type article
  bool declares_list =
      false;  // CollectionPage, ItemList as the page's own subject, og:type website with nothing else
};

// One pass over the document's nodes, and its JSON-LD. `page_url` tells the node about this page from those
// about related ones. Bounded, never fails.
[[nodiscard]] Structured read_structured(const page::Document& doc, std::string_view page_url);

}  // namespace rawi::extract
