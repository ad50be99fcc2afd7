// The article's own text on a page nobody wrote rules for: by layout, with Arabic cue words where they help.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/extract/blocks.h"

namespace rawi::extract {

// What is already known when the body is looked for; all may be empty.
struct BodyHints {
  std::string_view title, subtitle;
  std::vector<std::string> authors;
  std::string_view structured_body;  // JSON-LD articleBody or the like, plain text; may be cut short
};

struct Body {
  std::vector<Paragraph> paragraphs;
  page::NodeId container = page::kNone;   // lowest element that holds it all
  page::NodeId title_node = page::kNone;  // heading that repeats the title, where one was seen
  bool from_statement =
      false;              // the page shows hardly any of it: these are the words of hints.structured_body
  double confidence = 0;  // 0..1
};

[[nodiscard]] Body find_body(const page::Document& doc, const BodyHints& hints);

}  // namespace rawi::extract
