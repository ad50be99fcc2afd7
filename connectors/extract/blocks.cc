#include "connectors/extract/blocks.h"

#include "connectors/arabic/normalize.h"

namespace rawi::extract {

std::vector<Block> blocks_of(const page::Document& doc, page::NodeId root, const Dropped& dropped) {
  std::vector<Block> out;
  for (page::NodeId n = root; n < doc.end(root); ++n) {
    if (!dropped.empty() && dropped[n]) {
      n = doc.end(n) - 1;
      continue;
    }
    if (doc.tag(n) != page::Tag::p) continue;
    Block block;
    block.node = n;
    block.text = arabic::published_text(doc.text_content(n));
    if (!block.text.empty()) out.push_back(std::move(block));
  }
  return out;
}

}  // namespace rawi::extract
