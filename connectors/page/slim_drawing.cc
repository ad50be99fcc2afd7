// Inline SVG, left out as a whole where that is safe.
#include <algorithm>
#include <array>

#include "connectors/page/slimmer.h"

namespace rawi::page {
namespace {

// Walks over a well-formed drawing. Whatever could make Gumbo leave the drawing early (an HTML tag, an
// unmatched end tag, an integration point with markup in it) makes it give up.
class DrawingWalk {
 public:
  DrawingWalk(std::string_view page, std::size_t at) : page_(page), at_(at) {}

  // True where the </svg> that closes the drawing was reached.
  bool walk() {
    open_[0] = "svg";
    while (depth_ != 0) {
      const std::size_t markup = page_.find('<', at_);
      if (markup == std::string_view::npos || markup + 1 >= page_.size()) return fail_at(page_.size());
      has_text_ = has_text_ || std::any_of(page_.begin() + static_cast<std::ptrdiff_t>(at_),
                                           page_.begin() + static_cast<std::ptrdiff_t>(markup),
                                           [](char c) { return !is_html_space(c); });
      at_ = markup;
      if (!step()) return false;
    }
    return true;
  }
  [[nodiscard]] std::size_t position() const { return at_; }
  [[nodiscard]] bool has_text() const { return has_text_; }

 private:
  static constexpr std::size_t kMaxDepth = 32;

  bool fail_at(std::size_t at) {
    at_ = at;
    return false;
  }

  bool step() {
    const char next = page_[at_ + 1];
    if (next == '/') return end_tag();
    if (is_ascii_letter(next)) return start_tag();
    if (page_.compare(at_, 4, "<!--") != 0) return false;
    const std::size_t close = page_.find("-->", at_ + 4);
    if (close == std::string_view::npos || page_[at_ + 4] == '>' || page_.compare(at_ + 4, 2, "->") == 0)
      return false;
    if (page_.substr(at_, close - at_).find("--!>") != std::string_view::npos) return false;
    at_ = close + 3;
    return true;
  }

  bool end_tag() {
    const ScannedTag scan = scan_tag(page_, at_ + 2, nullptr);
    const bool tight = scan.complete && scan.end == at_ + 3 + scan.name.size();  // see note_foreign_end()
    if (!tight || !same_any_case(scan.name, open_[depth_ - 1])) return false;
    at_ = scan.end;
    --depth_;
    return true;
  }

  bool start_tag() {
    const ScannedTag scan = scan_tag(page_, at_ + 1, nullptr);
    if (!scan.complete || depth_ == kMaxDepth) return false;
    char name[24];
    if (scan.name.size() > sizeof name) return false;
    std::transform(scan.name.begin(), scan.name.end(), name, ascii_lower);
    const std::string_view lower(name, scan.name.size());
    const bool text_only = lower == "title" || lower == "desc" || lower == "style";
    if (!text_only && !is_drawn(lower)) return false;
    at_ = scan.end;
    if (scan.self_closing) return true;
    open_[depth_++] = scan.name;
    if (!text_only) return true;
    const std::size_t markup = page_.find('<', at_);
    return markup != std::string_view::npos && page_.compare(markup, 2, "</") == 0 &&
           same_any_case(page_.substr(markup + 2, scan.name.size()), scan.name);
  }

  // SVG's own elements: nothing that HTML knows, and no way back into HTML.
  static bool is_drawn(std::string_view lower) {
    const Tag tag = tag_of(lower);
    return tag == Tag::svg || tag == Tag::a || tag == Tag::other;
  }

  std::string_view page_;
  std::size_t at_;
  std::array<std::string_view, kMaxDepth> open_;
  std::size_t depth_ = 1;
  bool has_text_ = false;
};

}  // namespace

// True where the drawing that begins with this <svg> was left out (the element itself stays).
bool Slimmer::drawing(const Tagged& t) {
  if (t.scan.self_closing || foreign() || in_select_ || in_columns_ || in_frameset_ ||
      t.at < no_drawing_before_)
    return false;
  DrawingWalk walk(page_, t.scan.end);
  if (!walk.walk()) {
    no_drawing_before_ =
        walk.position();  // one look ahead for each stretch of the page, whatever stands there
    return false;
  }
  feed_start(t, As::drawing);
  put(walk.has_text() ? "x</svg>" : "</svg>");
  at_ = walk.position();
  return true;
}

}  // namespace rawi::page
