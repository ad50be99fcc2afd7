// CSS selectors (Selectors Level 4, the subset outlet files use), compiled once, matched on a Document.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/page/document.h"

namespace rawi::page {

// Supported: type, *, .class, #id, [attr] and its operators (= ~= |= ^= $= *=, flags i and s), descendant,
// child >, next +, subsequent ~, lists, :not(list), :is(list) (also :where), :has(relative list),
// :nth-child(an+b), :nth-last-child, :nth-of-type, :nth-last-of-type, :first-child, :last-child,
// :first-of-type, :last-of-type, :only-child, :only-of-type, :empty, :root, :scope, :contains("text") (white
// space collapsed on both sides). Element and attribute names match in any case; classes, ids and values
// exactly. Attribute values may stand without quotes as long as they hold no space. Not supported:
// pseudo-elements, namespaces, :has() inside :has(). Matching takes a bounded number of steps; a page that
// needs more yields no further matches. Immutable after compile, cheap to copy, safe to share between
// threads.
class Selector {
 public:
  // Errc::bad_input with the column and what was expected there.
  static Result<Selector> compile(std::string_view text);

  [[nodiscard]] bool matches(const Document& doc, NodeId node) const;
  // Matches strictly below `scope` (the whole document: scope 0, which may match itself), in document order.
  [[nodiscard]] std::vector<NodeId> all(const Document& doc, NodeId scope = 0) const;
  [[nodiscard]] NodeId first(const Document& doc, NodeId scope = 0) const;  // kNone where nothing matches
  [[nodiscard]] const std::string& text() const;                            // as written

  struct Program;  // defined in selector_program.h

 private:
  explicit Selector(std::shared_ptr<const Program> program) : program_(std::move(program)) {}
  std::shared_ptr<const Program> program_;
};

}  // namespace rawi::page
