// The body as the page states it to machines (JSON-LD articleBody). It may be cut short, glued or hold
// markup, so it is never the text where the page shows it; but it tells which of the page's boxes the text
// is, and where it ends.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rawi::extract {

class StatedBody {
 public:
  // `text`: without markup, must outlive this; too short a text states nothing.
  explicit StatedBody(std::string_view text);

  // Its paragraphs as published text: one a line, or one for all.
  [[nodiscard]] std::vector<std::string> paragraphs() const;
  [[nodiscard]] bool empty() const { return folded_.empty(); }
  // Bytes of the whole as match text.
  [[nodiscard]] std::size_t size() const { return folded_.size(); }
  // Whether a paragraph's first words stand in it.
  [[nodiscard]] bool has(std::string_view published) const;
  // Whether a paragraph's last words are its last words too.
  [[nodiscard]] bool ends_with(std::string_view published) const;

 private:
  std::string_view text_;
  std::string folded_;
};

}  // namespace rawi::extract
