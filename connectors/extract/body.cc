#include "connectors/extract/body.h"

#include <utility>

#include "connectors/extract/paragraphs.h"
#include "connectors/extract/view.h"

namespace rawi::extract {

Body find_body(const page::Document& doc, const BodyHints& hints) {
  Body body;
  if (doc.size() == 0) return body;
  View view{doc, hints, survey(doc, doc.body() == page::kNone ? 0 : doc.body(), {})};
  find_title(view);
  find_holders(view);
  believe_hints(view);
  weigh_holders(view);
  const std::uint32_t core = choose_core(view);
  if (core == kNoBox) return body;
  grow_from(view, core);
  body.container = view.survey.boxes[view.container].node;
  if (view.title_run != kNoRun) body.title_node = view.survey.runs[view.title_run].node;
  for (Block& block : join_runs(doc, view.survey, select_runs(view), {})) {
    body.paragraphs.push_back({block.kind, std::move(block.text)});
  }
  body.confidence = body.paragraphs.empty() ? 0 : 1;
  return body;
}

}  // namespace rawi::extract
