// The anchors of a page with what stands around them.
#pragma once

#include <string>
#include <vector>

#include "connectors/page/document.h"
#include "connectors/url/url.h"

namespace rawi::discover {

struct Anchor {
  page::NodeId node = page::kNone;
  std::string url;     // absolute http(s)
  std::string title;   // published text: the best headline the anchor itself offers; may be empty
  int title_rank = 0;  // 3 heading, 2 text or an element named as title, 1 title or alt attribute, 0 none
  bool in_heading = false;     // stands in, or holds, h1-h6
  bool in_card = false;        // article, list item or an element named as teaser
  bool in_navigation = false;  // nav, footer, the page's header, breadcrumb, pager, menu, tag list
  bool in_main = false;
};

// The URL that relative ones on the page are resolved against: the first <base href>, else `url`.
[[nodiscard]] url::Url base_of(const page::Document& document, const url::Url& url);

// The <a> that a selected node means: itself, else the first below it, else the nearest around it; kNone
// where none.
[[nodiscard]] page::NodeId anchor_for(const page::Document& document, page::NodeId node);

// nullopt-like: `url` is empty where the node has no http(s) href.
[[nodiscard]] Anchor read_anchor(const page::Document& document, page::NodeId node, const url::Url& base);

}  // namespace rawi::discover
