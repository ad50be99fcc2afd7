#include <unordered_map>
#include <vector>

#include "connectors/extract/view.h"

namespace rawi::extract {

std::uint64_t group_of(const View& view, std::uint32_t box) {
  const auto& boxes = view.survey.boxes;
  const std::uint32_t parent = boxes[box].parent;
  const std::uint32_t grandparent = boxes[parent].parent;
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
    std::vector<std::uint32_t> way;
    for (std::uint32_t box = view.survey.runs[view.title_run].box;; box = boxes_[box].parent) {
      way.push_back(box);
      if (box == 0) break;
    }
    deepest_ = static_cast<std::uint32_t>(way.size());
    for (std::uint32_t i = 0; i < way.size(); ++i) depth_[way[i]] = deepest_ - i;
  }

  // 0.5 (nothing but the root in common) .. 1.5
  [[nodiscard]] double of(std::uint32_t box) const {
    if (depth_.empty()) return 1;
    while (depth_[box] == 0) box = boxes_[box].parent;
    return 0.5 + static_cast<double>(depth_[box]) / deepest_;
  }

 private:
  const std::vector<Box>& boxes_;
  std::vector<std::uint32_t> depth_;
  std::uint32_t deepest_ = 0;
};

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
  std::unordered_map<std::uint64_t, std::uint64_t> groups;
  for (std::uint32_t i = 0; i < boxes.size(); ++i) {
    if (own[i] > 0) groups[group_of(view, i)] += own[i];
  }
  const TitleNearness nearness(view);
  std::uint32_t core = kNoBox;
  double best = 0;
  for (std::uint32_t i = 0; i < boxes.size(); ++i) {
    if (own[i] == 0) continue;
    const double rest = static_cast<double>(groups[group_of(view, i)] - own[i]);
    double score = static_cast<double>(own[i]) + rest / 2;
    if (view.around[boxes[i].first_run] & kBody) score *= 1.5;
    if (view.title_run != kNoRun && boxes[i].end_run <= view.title_run) score *= 0.4;
    score *= nearness.of(i);
    if (score > best) {
      best = score;
      core = i;
    }
  }
  return core;
}

}  // namespace rawi::extract
