#include <algorithm>

#include "connectors/extract/view.h"

namespace rawi::extract {
namespace {

constexpr Hints kCovering = kHidden | kChrome | kForm;
constexpr std::uint64_t kLeastCovered = 600;  // letters

void count_letters_before(View& view) {
  view.prose_before.assign(1, 0);
  view.letters_before.assign(1, 0);
  for (const Run& run : view.survey.runs) {
    view.prose_before.push_back(view.prose_before.back() + prose_letters(run));
    view.letters_before.push_back(view.letters_before.back() + run.letters);
  }
}

// The boxes open at a run are a stack: one sweep gives every run the hints of all boxes around it.
void spread_hints(View& view) {
  const Survey& survey = view.survey;
  struct Open {
    std::uint32_t end_run;
    Hints hints;
  };
  std::vector<Open> open;
  std::size_t next = 0;
  view.around.assign(survey.runs.size(), 0);
  for (std::uint32_t run = 0; run < survey.runs.size(); ++run) {
    while (!open.empty() && open.back().end_run <= run) open.pop_back();
    for (; next < survey.boxes.size() && survey.boxes[next].first_run <= run; ++next) {
      const Box& box = survey.boxes[next];
      if (box.end_run <= run) continue;
      const Hints outer = open.empty() ? Hints{0} : open.back().hints;
      open.push_back({box.end_run, static_cast<Hints>(outer | box.hints)});
    }
    if (!open.empty()) view.around[run] = open.back().hints;
  }
}

// Where far more prose stands in one box that is named "modal" or is hidden than in any other, the names are
// wrong.
bool uncover_text(View& view) {
  const auto& runs = view.survey.runs;
  auto& boxes = view.survey.boxes;
  std::vector<std::uint64_t> open(boxes.size(), 0), covered(boxes.size(), 0);
  std::uint64_t most = 0;
  for (std::uint32_t i = 0; i < runs.size(); ++i) {
    if (view.teaser[runs[i].box]) continue;
    if (view.around[i] & kNotText & ~kCovering) continue;
    const std::uint32_t holder = view.holder_of(runs[i]);
    std::uint64_t& sum = (view.around[i] & kCovering) ? covered[holder] : open[holder];
    sum += prose_letters(runs[i]);
    most = std::max(most, open[holder]);
  }
  bool changed = false;
  for (std::uint32_t i = 0; i < boxes.size(); ++i) {
    if (covered[i] < kLeastCovered || covered[i] < 3 * most) continue;
    for (std::uint32_t up = i;; up = boxes[up].parent) {
      boxes[up].hints &= static_cast<Hints>(~kCovering);
      if (up == 0) break;
    }
    changed = true;
  }
  return changed;
}

}  // namespace

std::uint32_t prose_letters(const Run& run) {
  if (run.link_letters * 2 > run.letters || run.kind == Paragraph::Kind::heading) return 0;
  if (run.letters < 40 || (run.marks == 0 && run.letters < 80)) return 0;
  return run.letters - run.link_letters;
}

void believe_hints(View& view) {
  count_letters_before(view);
  const std::uint64_t all = view.prose_before.back();
  for (Box& box : view.survey.boxes) {
    if ((box.hints & kNotText) == 0) continue;
    const std::uint64_t mine = view.prose_of(box);
    if (view.has_title(box)) box.hints &= static_cast<Hints>(~kNotText);
    const std::uint64_t share = (box.hints & kBody) != 0 ? 4 : 2;  // "widget post-content" says both
    if (mine * share > all) box.hints &= static_cast<Hints>(~(kNotText & ~kComments));
    if (mine > 300) box.hints &= static_cast<Hints>(~kByline);
    if (mine > 600) box.hints &= static_cast<Hints>(~kCaption);
  }
  spread_hints(view);
  if (uncover_text(view)) spread_hints(view);
}

}  // namespace rawi::extract
