#include <algorithm>
#include <unordered_map>
#include <vector>

#include "connectors/extract/view.h"

namespace rawi::extract {

std::uint64_t group_of(const View& view, std::uint32_t box) {
  const auto& boxes = view.survey.boxes;
  const std::uint32_t parent = boxes[box].parent;
  // Without a class only siblings are alike.
  const std::uint32_t grandparent = boxes[box].named ? boxes[parent].parent : parent;
  return (static_cast<std::uint64_t>(boxes[box].signature * 31u + boxes[parent].signature) << 32) |
         grandparent;
}

namespace {

// The text stands near its title: how far down the way from the root to the title a box's own way goes with
// it.
class TitleNearness {
 public:
  explicit TitleNearness(const View& view) : boxes_(view.survey.boxes) {
    if (view.title_run == kNoRun) return;
    depth_.assign(boxes_.size(), 0);
    for (std::uint32_t box = view.survey.runs[view.title_run].box;; box = boxes_[box].parent) {
      depth_[box] = ++deepest_;
      if (box == 0) break;
    }
    for (std::uint32_t i = 0; i < boxes_.size(); ++i) {
      // On the way: counted from the title up so far. Beside it: as far as the parent is on the way.
      depth_[i] = depth_[i] != 0 ? deepest_ + 1 - depth_[i] : depth_[boxes_[i].parent];
    }
  }

  // 0.5 (nothing but the root in common) .. 1.5
  [[nodiscard]] double of(std::uint32_t box) const {
    return depth_.empty() ? 1 : 0.5 + static_cast<double>(depth_[box]) / deepest_;
  }

 private:
  const std::vector<Box>& boxes_;
  std::vector<std::uint32_t> depth_;
  std::uint32_t deepest_ = 0;
};

// A group of like boxes: their prose, the most that one of them has, and the most that one box has that
// stands between the title and the first of them.
struct Group {
  std::uint64_t prose = 0, most = 0, most_before = 0;
};

using Groups = std::unordered_map<std::uint64_t, Group>;

// Boxes named alike are parts of one text, but not where the text already stands between them and the title:
// then they are what readers say of it.
Groups group_prose(const View& view) {
  Groups groups;
  std::uint64_t most = 0;
  for (std::uint32_t i = 0; i < view.own_prose.size(); ++i) {
    const std::uint64_t own = view.own_prose[i];
    if (own == 0) continue;
    Group& group = groups.try_emplace(group_of(view, i), Group{0, 0, most}).first->second;
    group.prose += own;
    group.most = std::max(group.most, own);
    const bool below_title = view.title_run != kNoRun && view.survey.boxes[i].first_run > view.title_run;
    if (below_title) most = std::max(most, own);
  }
  for (auto& [key, group] : groups) {
    if (group.most_before >= group.most) group.prose = group.most;
  }
  return groups;
}

struct Candidate {
  double score = 0;
  std::uint32_t box = kNoBox;
};

constexpr std::size_t kMostProbed = 6;
constexpr std::uint32_t kLeastWords = 4;

bool is_after_title(const View& view, const Box& box) {
  return view.title_run == kNoRun || box.end_run > view.title_run + 1;
}

// The longest paragraph that stands in the box itself.
std::uint32_t longest_run(const View& view, std::uint32_t box) {
  const auto& runs = view.survey.runs;
  std::uint32_t longest = kNoRun;
  for (std::uint32_t i = view.survey.boxes[box].first_run; i < view.survey.boxes[box].end_run; ++i) {
    if (view.holder_of(runs[i]) != box || !view.is_text(i)) continue;
    if (longest == kNoRun || runs[i].letters > runs[longest].letters) longest = i;
  }
  return longest;
}

// The highest score; among the best few a box whose text the page states as its body goes first.
std::uint32_t best_of(const View& view, std::vector<Candidate>& candidates) {
  if (candidates.empty()) return kNoBox;
  const std::size_t few = std::min(candidates.size(), kMostProbed);
  const auto higher = [](const Candidate& a, const Candidate& b) {
    return a.score > b.score || (a.score == b.score && a.box < b.box);
  };
  std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(few),
                    candidates.end(), higher);
  for (std::size_t i = 0; i < few && !view.stated.empty(); ++i) {
    const std::uint32_t run = longest_run(view, candidates[i].box);
    if (run != kNoRun && view.stated.has(text_of(view.doc, view.survey.runs[run], {})))
      return candidates[i].box;
  }
  return candidates.front().box;
}

// A page with no prose at all: a flash of one line in a box that is named as the body.
std::uint32_t shortest_text(const View& view) {
  const auto& boxes = view.survey.boxes;
  for (std::uint32_t i = 0; i < boxes.size(); ++i) {
    if ((boxes[i].hints & kBody) == 0 || !is_after_title(view, boxes[i])) continue;
    for (std::uint32_t run = boxes[i].first_run; run < boxes[i].end_run; ++run) {
      const Run& r = view.survey.runs[run];
      if (view.is_text(run) && r.words >= kLeastWords && r.link_letters * 2 < r.letters)
        return view.holder_of(r);
    }
  }
  return kNoBox;
}

}  // namespace

void weigh_holders(View& view) {
  const auto& runs = view.survey.runs;
  view.own_prose.assign(view.survey.boxes.size(), 0);
  for (std::uint32_t i = 0; i < runs.size(); ++i) {
    if (view.is_text(i)) view.own_prose[view.holder_of(runs[i])] += prose_letters(runs[i]);
  }
}

std::uint32_t choose_core(const View& view) {
  const auto& boxes = view.survey.boxes;
  const auto& own = view.own_prose;
  Groups groups = group_prose(view);
  const TitleNearness nearness(view);
  std::vector<Candidate> candidates;
  for (std::uint32_t i = 0; i < boxes.size(); ++i) {
    if (own[i] == 0) continue;
    const double rest = static_cast<double>(groups[group_of(view, i)].prose) - static_cast<double>(own[i]);
    double score = static_cast<double>(own[i]) + rest / 2;
    if (view.around[boxes[i].first_run] & kBody) score *= 1.5;
    if (view.title_run != kNoRun && boxes[i].end_run <= view.title_run) score *= 0.4;
    candidates.push_back({score * nearness.of(i), i});
  }
  return candidates.empty() ? shortest_text(view) : best_of(view, candidates);
}

}  // namespace rawi::extract
