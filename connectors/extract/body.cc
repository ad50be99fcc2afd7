#include "connectors/extract/body.h"

#include <algorithm>
#include <utility>

#include "connectors/arabic/agencies.h"
#include "connectors/arabic/normalize.h"
#include "connectors/extract/paragraphs.h"
#include "connectors/extract/view.h"

namespace rawi::extract {

namespace {

constexpr std::size_t kMostShown = 3;  // the statement is this many times as long as what the page shows
constexpr double kStatedConfidence = 0.6;
constexpr std::size_t kLongestName = 80;  // bytes
constexpr double kEnough = 250;           // letters of prose that make an article as likely as not

// Much prose, and little of the page's prose elsewhere: teasers of other articles count as elsewhere.
double confidence_of(const View& view, const std::vector<std::uint32_t>& kept) {
  double mine = 0, all = 0;
  for (const std::uint32_t i : kept) mine += prose_letters(view.survey.runs[i]);
  for (std::uint32_t i = 0; i < view.survey.runs.size(); ++i) {
    if ((view.around[i] & kNotText) == 0) all += prose_letters(view.survey.runs[i]);
  }
  if (mine == 0) return kept.empty() ? 0 : 0.1;
  return mine / (mine + kEnough) * mine / all;
}

}  // namespace

namespace {

// A page that shows a few lines, or builds its text by script, may still state all of it.
void fall_back_on_statement(const View& view, Body& body) {
  if (view.stated.empty()) return;
  std::size_t shown = 0;
  for (const Paragraph& p : body.paragraphs) shown += p.text.size();
  if (shown * kMostShown >= view.stated.size()) return;
  body.paragraphs.clear();
  for (std::string& line : view.stated.paragraphs())
    body.paragraphs.push_back({Paragraph::Kind::text, std::move(line)});
  body.from_statement = true;
  body.confidence = std::max(body.confidence, kStatedConfidence);
}

bool is_name(const View& view, std::string_view text) {
  const std::string key = arabic::match_text(text);
  const auto same = [&](const std::string& name) { return arabic::match_text(name) == key; };
  return arabic::is_agency(text) || std::any_of(view.hints.names.begin(), view.hints.names.end(), same) ||
         std::any_of(view.hints.authors.begin(), view.hints.authors.end(), same);
}

// A byline in an element of its own with nothing between it and the first word of the text:
// <p><span>الميدان</span>أعلنت …
void drop_glued_name(const View& view, Run& run) {
  const page::Document& doc = view.doc;
  if (doc.parent(run.first_text) == run.node || doc.text(run.first_text).size() > kLongestName) return;
  page::NodeId next = run.first_text + 1;
  while (next <= run.last_text && !doc.is_text(next)) ++next;
  if (next > run.last_text || doc.text(next).empty()) return;
  if (static_cast<unsigned char>(doc.text(next).front()) < 0x80) return;  // white space or a mark parts them
  if (is_name(view, arabic::published_text(doc.text(run.first_text)))) run.first_text = next;
}

void read_from_page(View& view, Body& body) {
  find_title(view);
  find_holders(view);
  believe_hints(view);
  weigh_holders(view);
  if (view.title_run != kNoRun) body.title_node = view.survey.runs[view.title_run].node;
  const std::uint32_t core = choose_core(view);
  if (core == kNoBox) return;
  grow_from(view, core);
  body.container = view.survey.boxes[view.container].node;
  const std::vector<std::uint32_t> kept = select_runs(view);
  if (!kept.empty()) drop_glued_name(view, view.survey.runs[kept.front()]);
  for (Block& block : join_runs(view.doc, view.survey, kept, {}))
    body.paragraphs.push_back({block.kind, std::move(block.text)});
  body.confidence = confidence_of(view, kept);
}

}  // namespace

Body find_body(const page::Document& doc, const BodyHints& hints) {
  Body body;
  if (doc.size() == 0) return body;
  View view{doc, hints, StatedBody(hints.structured_body),
            survey(doc, doc.body() == page::kNone ? 0 : doc.body(), {})};
  read_from_page(view, body);
  fall_back_on_statement(view, body);
  return body;
}

}  // namespace rawi::extract
