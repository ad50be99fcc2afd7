#include "connectors/page/selector.h"

namespace rawi::page {

struct Selector::Program {
  std::string text;
};

Result<Selector> Selector::compile(std::string_view text) {
  return Selector(std::make_shared<const Program>(Program{std::string(text)}));
}
bool Selector::matches(const Document& doc, NodeId node) const { return doc.tag_name(node) == program_->text; }
std::vector<NodeId> Selector::all(const Document& doc, NodeId scope) const {
  std::vector<NodeId> out;
  for (NodeId n = scope == 0 ? 0 : scope + 1; n < doc.end(scope); ++n) {
    if (matches(doc, n)) out.push_back(n);
  }
  return out;
}
NodeId Selector::first(const Document& doc, NodeId scope) const {
  const auto found = all(doc, scope);
  return found.empty() ? kNone : found.front();
}
const std::string& Selector::text() const { return program_->text; }

}  // namespace rawi::page
