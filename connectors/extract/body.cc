#include "connectors/extract/body.h"

namespace rawi::extract {

Body find_body(const page::Document& doc, const BodyHints&) {
  Body body;
  if (doc.size() == 0) return body;
  for (auto& block : blocks_of(doc, 0, {})) body.paragraphs.push_back({block.kind, std::move(block.text)});
  return body;
}

}  // namespace rawi::extract
