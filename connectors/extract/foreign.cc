#include <unordered_map>
#include <unordered_set>

#include "connectors/extract/cues.h"
#include "connectors/extract/view.h"

namespace rawi::extract {
namespace {

constexpr std::uint32_t kHeadline = 15;         // letters: shorter links are words
constexpr std::uint64_t kLongestCard = 400;     // letters of prose that a teaser has
constexpr std::uint32_t kLongestCueLine = 260;  // letters

// What stands right in one holder.
struct Content {
  std::uint32_t first_run = kNoRun;
  std::uint32_t headlines = 0, prose_runs = 0;
  bool disclaims = false;
};

class Judge {
 public:
  explicit Judge(const View& view) : view_(view), runs_(view.survey.runs), boxes_(view.survey.boxes) {}

  std::vector<bool> judge() {
    for (std::uint32_t i = 0; i < boxes_.size(); ++i) {
      if (view_.own_prose[i] > 0) names_with_prose_.insert(boxes_[i].name);
    }
    const Box& container = boxes_[view_.container];
    for (std::uint32_t i = container.first_run; i < container.end_run; ++i) {
      if (view_.text[i] && view_.holder_of(runs_[i]) != view_.core) take(i);
    }
    std::vector<bool> foreign(boxes_.size(), false);
    for (const auto& [holder, content] : contents_) foreign[holder] = is_foreign(holder, content);
    return foreign;
  }

 private:
  void take(std::uint32_t i) {
    const Run& run = runs_[i];
    const std::uint32_t holder = view_.holder_of(run);
    Content& content = contents_[holder];
    if (content.first_run == kNoRun) content.first_run = i;
    if (run.letters >= kHeadline && run.link_letters * 5 >= run.letters * 4 && run.before != Break::none)
      ++content.headlines;
    if (prose_letters(run) > 0) ++content.prose_runs;
    if (!content.disclaims && is_small(holder))
      content.disclaims = is_disclaimer(text_of(view_.doc, run, {}));
  }

  [[nodiscard]] bool is_small(std::uint32_t holder) const {
    return view_.own_prose[holder] * 4 < view_.own_prose[view_.core];
  }

  [[nodiscard]] bool is_foreign(std::uint32_t holder, const Content& content) const {
    if (view_.own_prose[holder] >= view_.own_prose[view_.core]) return false;
    if (view_.own_prose[holder] == 0 && names_with_prose_.count(boxes_[holder].name) == 0) return true;
    if (content.disclaims || (boxes_[holder].field && is_small(holder))) return true;
    const bool card = content.headlines > 0 && content.headlines >= content.prose_runs &&
                      view_.own_prose[holder] <= kLongestCard;
    return card || opens_with_cue(content.first_run);
  }

  [[nodiscard]] bool opens_with_cue(std::uint32_t i) const {
    const Run& run = runs_[i];
    if (run.letters > kLongestCueLine) return false;
    const Cue cue = cue_of(opening_of(view_.doc, run), {run.letters, run.link_letters, run.ends_sentence});
    return cue == Cue::related || cue == Cue::follow || cue == Cue::comments || cue == Cue::legal;
  }

  const View& view_;
  const std::vector<Run>& runs_;
  const std::vector<Box>& boxes_;
  std::unordered_map<std::uint32_t, Content> contents_;
  std::unordered_set<std::uint32_t> names_with_prose_;
};

}  // namespace

std::vector<bool> find_foreign_boxes(const View& view) { return Judge(view).judge(); }

}  // namespace rawi::extract
