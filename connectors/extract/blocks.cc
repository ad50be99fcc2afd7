#include "connectors/extract/blocks.h"

#include "connectors/extract/paragraphs.h"
#include "connectors/extract/survey.h"

namespace rawi::extract {
namespace {

// What is hidden, or a form, is no text; unless that is most of what there is (a page that a script uncovers,
// a page in one <form>).
std::vector<bool> unread_runs(const Survey& survey) {
  std::vector<std::uint64_t> before{0};
  for (const Run& run : survey.runs) before.push_back(before.back() + run.letters);
  std::vector<bool> unread(survey.runs.size(), false);
  std::uint32_t done = 0;
  for (const Box& box : survey.boxes) {
    if ((box.hints & (kHidden | kForm)) == 0 || box.end_run <= done) continue;
    if ((before[box.end_run] - before[box.first_run]) * 2 > before.back()) continue;
    for (std::uint32_t i = box.first_run; i < box.end_run; ++i) unread[i] = true;
    done = box.end_run;
  }
  return unread;
}

}  // namespace

std::vector<Block> blocks_of(const page::Document& doc, page::NodeId root, const Dropped& dropped) {
  const Survey found = survey(doc, root, dropped);
  const std::vector<bool> unread = unread_runs(found);
  std::vector<std::uint32_t> kept;
  for (std::uint32_t i = 0; i < found.runs.size(); ++i) {
    if (!unread[i]) kept.push_back(i);
  }
  return join_runs(doc, found, kept, dropped);
}

}  // namespace rawi::extract
