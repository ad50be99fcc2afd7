// A subtree -> the paragraphs a reader sees in it.
#pragma once

#include <vector>

#include "connectors/article.h"
#include "connectors/page/document.h"

namespace rawi::extract {

// Which nodes (with all below them) are not to be read. Indexed by node; empty: nothing dropped.
using Dropped = std::vector<bool>;

struct Block {
  Paragraph::Kind kind = Paragraph::Kind::text;
  std::string text;       // published text, never empty
  page::NodeId node = 0;  // nearest block element that holds all of it
  page::NodeId first_text = 0, last_text = 0;
  std::uint32_t chars = 0, link_chars = 0;  // letters, and how many of them stand inside <a>
};

// Block boundaries and <br><br> make paragraphs; inline elements make no spaces unless the page shows one;
// hidden elements, scripts, forms and media are not read. Document order.
[[nodiscard]] std::vector<Block> blocks_of(const page::Document& doc, page::NodeId root,
                                           const Dropped& dropped);

}  // namespace rawi::extract
