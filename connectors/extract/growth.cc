#include "connectors/extract/view.h"

namespace rawi::extract {
namespace {

// The text may stand in several boxes, cut apart by pictures and advertising. Climbing from the core, what
// stands beside the way is text too where it is mostly prose and is named like the box on the way, or stands
// between the title and the core.
class Growth {
 public:
  Growth(View& view, std::uint32_t core)
      : view_(view), boxes_(view.survey.boxes), runs_(view.survey.runs), core_(core) {
    letters_before_.push_back(0);
    clean_before_.push_back(0);
    for (std::uint32_t i = 0; i < runs_.size(); ++i) {
      const bool text = view_.is_text(i);
      letters_before_.push_back(letters_before_.back() + (text ? runs_[i].letters : 0));
      clean_before_.push_back(clean_before_.back() + (text ? prose_letters(runs_[i]) : 0));
    }
  }

  void climb() {
    for (std::uint32_t i = boxes_[core_].first_run; i < boxes_[core_].end_run; ++i) {
      if (clean_before_[i + 1] == clean_before_[i]) continue;
      core_name_ = boxes_[view_.text_box[runs_[i].box]].name;
      core_in_list_ = runs_[i].kind == Paragraph::Kind::list_item;
      break;
    }
    choose_all(core_);
    const std::uint64_t group = group_of(view_, core_);
    std::uint32_t way = core_;
    while (way != 0) {
      const std::uint32_t up = boxes_[way].parent;
      bool grown = choose_beside(up, way);
      for (std::uint32_t i = up + 1; i < boxes_[up].end_box; i = boxes_[i].end_box) {
        if (i == way || is_another_article(i, way)) continue;
        if (belongs(i, way) || (view_.own_prose[i] > 0 && group_of(view_, i) == group)) {
          choose_all(i);
          grown = true;
        }
      }
      if (grown) view_.container = up;
      way = up;
    }
  }

 private:
  // A box with one run has its text in its parent's name: choose_beside() sees to it.
  [[nodiscard]] bool belongs(std::uint32_t i, std::uint32_t way) const {
    const Box& box = boxes_[i];
    const bool below_title = box.end_run <= boxes_[way].first_run && is_after_title(box.end_run - 1);
    const std::uint32_t first = first_of(box);
    const std::uint64_t prose = clean_before_[box.end_run] - clean_before_[first];
    const std::uint64_t letters = letters_before_[box.end_run] - letters_before_[first];
    const bool mostly_prose = prose >= 60 && prose * 10 >= letters * 6;
    if (below_title) return mostly_prose && (box.hints & kLead) == 0;
    // "div" beside "div" says little: without a class only the core's own siblings are alike.
    if (box.name != boxes_[way].name || (!box.named && way != core_) || !holds_boxes_like_the_core(box))
      return false;
    return mostly_prose || (box.signature == boxes_[way].signature && prose * 10 >= letters * 2);
  }

  // Some text of the box stands in an element named like the one that the core's prose stands in. Text in
  // lists does only where the core's does too: comments and teasers are lists.
  [[nodiscard]] bool holds_boxes_like_the_core(const Box& box) const {
    for (std::uint32_t i = box.first_run; i < box.end_run; ++i) {
      if (letters_before_[i + 1] == letters_before_[i] ||
          boxes_[view_.text_box[runs_[i].box]].name != core_name_)
        continue;
      if (core_in_list_ || runs_[i].kind != Paragraph::Kind::list_item) return true;
    }
    return false;
  }

  // Pages that go on below with the next article hold several boxes named alike, each with a title of its
  // own.
  [[nodiscard]] bool is_another_article(std::uint32_t i, std::uint32_t way) const {
    if (!view_.has_title(boxes_[way])) return false;
    if (view_.doc.tag(boxes_[i].node) == page::Tag::article &&
        view_.doc.tag(boxes_[way].node) == page::Tag::article)
      return true;
    for (std::uint32_t run = boxes_[i].first_run; run < boxes_[i].end_run; ++run) {
      if (!view_.is_text(run)) continue;
      return runs_[run].kind == Paragraph::Kind::heading &&
             heading_level(run) <= heading_level(view_.title_run);
    }
    return false;
  }

  // 1 … 6; 2 where the run is no heading.
  [[nodiscard]] int heading_level(std::uint32_t run) const {
    for (page::NodeId n = runs_[run].first_text; n != page::kNone && n >= runs_[run].node;
         n = view_.doc.parent(n)) {
      if (page::is_heading(view_.doc.tag(n)))
        return static_cast<int>(view_.doc.tag(n)) - static_cast<int>(page::Tag::h1) + 1;
    }
    return 2;
  }

  // The box's first run that is not above the title.
  [[nodiscard]] std::uint32_t first_of(const Box& box) const {
    return view_.has_title(box) ? view_.title_run + 1 : box.first_run;
  }

  [[nodiscard]] bool is_after_title(std::uint32_t run) const {
    return view_.title_run != kNoRun && run > view_.title_run;
  }

  // Paragraphs that stand in `up` itself, before and after the way.
  bool choose_beside(std::uint32_t up, std::uint32_t way) {
    bool grown = false;
    std::vector<std::uint32_t> after;
    std::uint64_t prose_after = 0;
    for (std::uint32_t i = boxes_[up].first_run; i < boxes_[up].end_run; ++i) {
      if (i == boxes_[way].first_run) i = boxes_[way].end_run;
      if (i >= boxes_[up].end_run) break;
      if (view_.holder_of(runs_[i]) != up || !view_.is_text(i)) continue;
      if (i < boxes_[way].first_run) {
        if (!is_after_title(i) || (view_.around[i] & kLead)) continue;
        view_.text[i] = true;
        grown = grown || prose_letters(runs_[i]) > 0;
      } else {
        after.push_back(i);
        prose_after += prose_letters(runs_[i]) > 0;
      }
    }
    if (prose_after < 2) return grown;
    for (const std::uint32_t i : after) view_.text[i] = true;
    return true;
  }

  void choose_all(std::uint32_t box) {
    for (std::uint32_t i = first_of(boxes_[box]); i < boxes_[box].end_run; ++i) {
      if (view_.is_text(i)) view_.text[i] = true;
    }
  }

  View& view_;
  const std::vector<Box>& boxes_;
  const std::vector<Run>& runs_;
  std::uint32_t core_, core_name_ = 0;
  bool core_in_list_ = false;
  std::vector<std::uint64_t> letters_before_, clean_before_;
};

}  // namespace

void grow_from(View& view, std::uint32_t core) {
  view.text.assign(view.survey.runs.size(), false);
  view.core = view.container = core;
  Growth(view, core).climb();
}

}  // namespace rawi::extract
