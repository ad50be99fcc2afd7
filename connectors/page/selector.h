// CSS selectors (Selectors Level 4, the subset outlet files use), compiled once, matched on a Document.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/page/document.h"

namespace rawi::page {

// Supported: type, *, .class, #id, [attr] and its operators (= ~= |= ^= $= *=, flag i), descendant, child >, next +,
// subsequent ~, lists, :not(list), :is(list), :has(relative list), :nth-child(an+b), :nth-of-type, :first-child,
// :last-child, :first-of-type, :last-of-type, :only-child, :empty, :contains("text").
// Immutable after compile, cheap to copy, safe to share between threads.
class Selector {
 public:
  // Errc::bad_input with the column and what was expected there.
  static Result<Selector> compile(std::string_view text);

  [[nodiscard]] bool matches(const Document& doc, NodeId node) const;
  // Matches strictly below `scope` (the whole document: scope 0, which may match itself), in document order.
  [[nodiscard]] std::vector<NodeId> all(const Document& doc, NodeId scope = 0) const;
  [[nodiscard]] NodeId first(const Document& doc, NodeId scope = 0) const;  // kNone where nothing matches
  [[nodiscard]] const std::string& text() const;                           // as written

  struct Program;  // defined in selector.cc

 private:
  explicit Selector(std::shared_ptr<const Program> program) : program_(std::move(program)) {}
  std::shared_ptr<const Program> program_;
};

}  // namespace rawi::page
