// Which elements' contents parse to what they look like, wherever they stand.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "connectors/page/tags.h"

namespace rawi::page {

// Where an element's contents begin in the slim page (see slim.h).
struct FoldMark {
  std::uint32_t html = 0, pieces = 0, tags = 0, events = 0;
};

// Most of a page is well-formed: every element closed, by its own end tag, in order, and none that the
// standard would close earlier. The tree of such contents needs no tree builder. This keeps the stack of what
// is open and answers at each end tag whether the element's contents were of that kind; then Gumbo sees one
// character for all of them.
//
// "Of that kind", by WHATWG HTML 13.2.6.4.7: no element that closes a <p> inside a <p>; <li> right inside its
// list, <dd> and <dt> inside <dl>; no heading inside a heading, no <a>, <button> or <form> inside another;
// nothing that is treated differently by where it stands (tables, <select>, <template>, …) and no end tag out
// of order. Where any of that comes up, everything open is left to Gumbo; what opens later may be folded
// again. Formatting elements that may have been cut off in the middle are opened again at the next text, so
// after that nothing is folded; for good, unless it was an <a>: the next one ends it (see recover()).
class Folding {
 public:
  // A start tag that is about to be fed. `may_fold`: nothing that this class does not know of forbids it.
  // True where the element stays open: opened() must follow, with where its contents begin.
  bool start(Tag tag, std::string_view name, bool may_fold);
  void opened(const FoldMark& mark) { open_.back().mark = mark; }
  // An end tag that is about to be fed; not null: its element's contents begin there and may be folded.
  const FoldMark* end(Tag tag, std::string_view name);
  // Something else that may close what is open.
  void disturb();
  // Tags go by that this class is not shown.
  void lose_sight() { seen_all_ = false; }
  // Something that is fed to Gumbo and closes nothing.
  void keep_open() { stale_ = open_.size(); }

 private:
  struct Open {
    Tag tag = Tag::other;
    std::uint8_t around = 0;  // what it is inside of, itself included
    bool may_fold = false;
    std::string_view name;
    FoldMark mark;
  };
  enum Around : std::uint8_t {
    kP = 1,
    kA = 2,
    kFormatting = 4,
    kButton = 8,
    kForm = 16,
    kBlock = 32,
    kNotA = 64  // a formatting element that is no <a>
  };
  static constexpr std::size_t kMostOpen = 1024;

  [[nodiscard]] std::uint8_t around() const;
  [[nodiscard]] Tag top() const { return open_.empty() ? Tag::text : open_.back().tag; }
  void start_block(Tag tag);
  void recover();
  void require(bool holds) {
    if (!holds) disturb();
  }

  std::vector<Open> open_;
  std::size_t stale_ = 0;  // the first so many open elements are left to Gumbo
  bool formatting_cut_ = false, button_cut_ = false, form_cut_ = false;
  bool cut_for_good_ = false;  // a formatting element that is no <a> may have been cut off
  bool seen_all_ = true;
  FoldMark found_;
};

}  // namespace rawi::page
