// The headline, from what the page declares and what it prints.
#pragma once

#include <string>
#include <string_view>

#include "connectors/extract/site_names.h"
#include "connectors/extract/structured.h"

namespace rawi::extract {

struct Headline {
  std::string text;                 // published text; empty where the page has none
  std::string from;                 // evidence
  page::NodeId node = page::kNone;  // where it is printed
};

// Candidates (JSON-LD, OpenGraph, headings, <title>, …) vote for each other: a spelling that several sources
// have, whole or as the part before or after a separator, wins over a longer one that only adds the outlet's
// name; the printed spelling is kept. `link_title`: what the feed said, may be empty.
[[nodiscard]] Headline choose_title(const page::Document& doc, const Structured& structured,
                                    const SiteNames& site, std::string_view link_title);

// For pages in other languages (the Arabic gate lifted): the declared title as written, by Readability's
// order, since which part of it is the outlet's cannot be told without the language. <title> loses its last
// part where one follows a separator.
[[nodiscard]] Headline declared_title(const page::Document& doc, const Structured& structured);

}  // namespace rawi::extract
