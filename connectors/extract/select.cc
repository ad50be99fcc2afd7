#include "connectors/extract/view.h"

namespace rawi::extract {

std::vector<std::uint32_t> select_runs(const View& view) {
  const auto& runs = view.survey.runs;
  std::vector<std::uint32_t> kept;
  const Box& box = view.survey.boxes[view.container];
  for (std::uint32_t i = box.first_run; i < box.end_run; ++i) {
    if (!view.text[i]) continue;
    const Run& run = runs[i];
    if (run.link_letters * 2 > run.letters && run.before == Break::paragraph) continue;
    if (i == view.title_run) continue;
    kept.push_back(i);
  }
  // Head and tail: what stands before the first and after the last sentence is no text.
  std::size_t first = 0, last = kept.size();
  while (first < last && prose_letters(runs[kept[first]]) == 0 && !runs[kept[first]].ends_sentence) ++first;
  while (last > first && prose_letters(runs[kept[last - 1]]) == 0 && !runs[kept[last - 1]].ends_sentence)
    --last;
  return {kept.begin() + static_cast<std::ptrdiff_t>(first),
          kept.begin() + static_cast<std::ptrdiff_t>(last)};
}

}  // namespace rawi::extract
