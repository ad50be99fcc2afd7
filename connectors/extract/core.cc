#include <unordered_map>

#include "connectors/extract/view.h"

namespace rawi::extract {

std::uint64_t group_of(const View& view, std::uint32_t box) {
  const auto& boxes = view.survey.boxes;
  const std::uint32_t parent = boxes[box].parent;
  const std::uint32_t grandparent = boxes[parent].parent;
  return (static_cast<std::uint64_t>(boxes[box].signature * 31u + boxes[parent].signature) << 32) |
         grandparent;
}

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
  std::uint32_t core = kNoBox;
  double best = 0;
  for (std::uint32_t i = 0; i < boxes.size(); ++i) {
    if (own[i] == 0) continue;
    const double rest = static_cast<double>(groups[group_of(view, i)] - own[i]);
    double score = static_cast<double>(own[i]) + rest / 2;
    if (view.around[boxes[i].first_run] & kBody) score *= 1.5;
    if (view.title_run != kNoRun && boxes[i].end_run <= view.title_run) score *= 0.4;
    if (score > best) {
      best = score;
      core = i;
    }
  }
  return core;
}

}  // namespace rawi::extract
