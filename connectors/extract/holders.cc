#include <algorithm>
#include <unordered_map>

#include "connectors/extract/view.h"

namespace rawi::extract {
namespace {

using page::Tag;

// Elements that hold one paragraph or a list of them, and so never are what holds the article.
bool is_paragraph_like(Tag tag) {
  switch (tag) {
    case Tag::p:
    case Tag::ul:
    case Tag::ol:
    case Tag::li:
    case Tag::dl:
    case Tag::dt:
    case Tag::dd:
    case Tag::blockquote:
    case Tag::pre:
    case Tag::center:
    case Tag::font:
    case Tag::tr:
    case Tag::tbody:
    case Tag::thead:
    case Tag::tfoot: return true;
    default: return page::is_heading(tag);
  }
}

void find_holders(View& view) {
  const auto& boxes = view.survey.boxes;
  view.holder.assign(boxes.size(), 0);
  for (std::uint32_t i = 1; i < boxes.size(); ++i) {
    const Box& box = boxes[i];
    const bool single = box.end_run - box.first_run <= 1 && (box.hints & kBody) == 0;
    const bool leaf = !box.block || single || is_paragraph_like(view.doc.tag(box.node));
    view.holder[i] = leaf ? view.holder[box.parent] : i;
  }
}

bool is_headline_link(const Run& run) { return run.letters >= 15 && run.link_letters * 5 >= run.letters * 4; }

// Boxes that stand in a row of their like and each hold a linked headline: teasers of other articles,
// whatever they are named.
std::vector<bool> find_teasers(const View& view) {
  const auto& runs = view.survey.runs;
  const auto& boxes = view.survey.boxes;
  std::vector<std::uint32_t> headlines_before{0}, free_before{0};
  for (const Run& run : runs) {
    headlines_before.push_back(headlines_before.back() + (is_headline_link(run) ? 1 : 0));
    free_before.push_back(free_before.back() + (run.letters - run.link_letters));
  }
  std::vector<bool> teaser(boxes.size(), false);
  std::vector<std::uint32_t> last_child(boxes.size(), 0);
  for (std::uint32_t i = 1; i < boxes.size(); ++i) {
    const Box& box = boxes[i];
    if (teaser[box.parent]) {
      teaser[i] = true;
      continue;
    }
    if (!box.block || box.end_run - box.first_run > 10) continue;
    const Tag tag = view.doc.tag(box.node);
    if (tag == Tag::p || page::is_heading(tag)) continue;
    if (headlines_before[box.end_run] == headlines_before[box.first_run]) continue;
    if (free_before[box.end_run] - free_before[box.first_run] > 700) continue;
    const std::uint32_t before = last_child[box.parent];
    if (before != 0 && boxes[before].signature == box.signature) teaser[i] = teaser[before] = true;
    last_child[box.parent] = i;
  }
  // The first of a row is only known after its children were passed.
  for (std::uint32_t i = 1; i < boxes.size(); ++i) {
    if (teaser[boxes[i].parent]) teaser[i] = true;
  }
  return teaser;
}

struct Candidate {
  std::uint32_t box = 0;
  std::uint64_t prose = 0;
  std::uint64_t group = 0;
};

std::uint64_t group_of(const View& view, std::uint32_t box) {
  const auto& boxes = view.survey.boxes;
  const std::uint32_t parent = boxes[box].parent;
  const std::uint32_t grandparent = boxes[parent].parent;
  return (static_cast<std::uint64_t>(boxes[box].signature * 31u + boxes[parent].signature) << 32) |
         grandparent;
}

// The text may stand in several boxes, cut apart by pictures and advertising. Climbing from the core, what
// stands beside the way is text too where it is mostly prose and is named like the box on the way, or stands
// between the title and the core.
class Growth {
 public:
  Growth(View& view, const std::vector<std::uint64_t>& own, const std::vector<bool>& teaser,
         std::uint32_t core)
      : view_(view),
        boxes_(view.survey.boxes),
        runs_(view.survey.runs),
        own_(own),
        teaser_(teaser),
        core_(core) {
    letters_before_.push_back(0);
    clean_before_.push_back(0);
    for (std::uint32_t i = 0; i < runs_.size(); ++i) {
      const bool text = is_text(i);
      letters_before_.push_back(letters_before_.back() + (text ? runs_[i].letters : 0));
      clean_before_.push_back(clean_before_.back() + (text ? prose_letters(runs_[i]) : 0));
    }
  }

  void climb() {
    choose_all(core_);
    const std::uint64_t group = group_of(view_, core_);
    std::uint32_t way = core_;
    while (way != 0) {
      const std::uint32_t up = boxes_[way].parent;
      bool grown = choose_beside(up, way);
      for (std::uint32_t i = up + 1; i < boxes_.size() && boxes_[i].first_run < boxes_[up].end_run;
           i = next_after(i)) {
        if (i == way) {
          continue;
        }
        if (belongs(i, way) || (own_[i] > 0 && group_of(view_, i) == group)) {
          choose_all(i);
          grown = true;
        }
      }
      if (grown) view_.container = up;
      way = up;
    }
  }

 private:
  [[nodiscard]] bool is_text(std::uint32_t run) const {
    return (view_.around[run] & kNotText) == 0 && !teaser_[runs_[run].box];
  }

  // The first box after i that is not inside i.
  [[nodiscard]] std::uint32_t next_after(std::uint32_t i) const {
    const page::NodeId end = view_.doc.end(boxes_[i].node);
    while (++i < boxes_.size() && boxes_[i].node < end) {
    }
    return i;
  }

  // A box with one run has its text in its parent's name: choose_beside() sees to it.
  [[nodiscard]] bool belongs(std::uint32_t i, std::uint32_t way) const {
    const Box& box = boxes_[i];
    const std::uint64_t prose = clean_before_[box.end_run] - clean_before_[box.first_run];
    const std::uint64_t letters = letters_before_[box.end_run] - letters_before_[box.first_run];
    if (prose < 60 || prose * 10 < letters * 6) return false;
    if (box.end_run <= boxes_[way].first_run) return is_after_title(box.first_run);
    return box.signature == boxes_[way].signature;
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
      if (view_.holder_of(runs_[i]) != up || !is_text(i)) continue;
      if (i < boxes_[way].first_run) {
        if (!is_after_title(i)) continue;
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
    for (std::uint32_t i = boxes_[box].first_run; i < boxes_[box].end_run; ++i) {
      if (is_text(i)) view_.text[i] = true;
    }
  }

  View& view_;
  const std::vector<Box>& boxes_;
  const std::vector<Run>& runs_;
  const std::vector<std::uint64_t>& own_;
  const std::vector<bool>& teaser_;
  std::uint32_t core_;
  std::vector<std::uint64_t> letters_before_, clean_before_;
};

}  // namespace

void choose_holders(View& view) {
  find_holders(view);
  const auto& runs = view.survey.runs;
  const auto& boxes = view.survey.boxes;
  const std::vector<bool> teaser = find_teasers(view);
  std::vector<std::uint64_t> own(boxes.size(), 0);
  for (std::uint32_t i = 0; i < runs.size(); ++i) {
    if (view.around[i] & kNotText || teaser[runs[i].box]) continue;
    own[view.holder_of(runs[i])] += prose_letters(runs[i]);
  }
  std::unordered_map<std::uint64_t, std::uint64_t> groups;
  for (std::uint32_t i = 0; i < boxes.size(); ++i) {
    if (own[i] > 0) groups[group_of(view, i)] += own[i];
  }
  std::uint32_t core = 0;
  double best = 0;
  for (std::uint32_t i = 0; i < boxes.size(); ++i) {
    if (own[i] == 0) continue;
    const double rest = static_cast<double>(groups[group_of(view, i)] - own[i]);
    double score = static_cast<double>(own[i]) + rest / 2;
    if (boxes[i].first_run < boxes[i].end_run && (view.around[boxes[i].first_run] & kBody)) score *= 1.5;
    if (view.title_run != kNoRun && boxes[i].end_run <= view.title_run) score *= 0.4;
    if (score > best) {
      best = score;
      core = i;
    }
  }
  view.text.assign(runs.size(), false);
  view.container = core;
  if (best > 0) Growth(view, own, teaser, core).climb();
}

}  // namespace rawi::extract
