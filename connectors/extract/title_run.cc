#include <algorithm>

#include "connectors/arabic/normalize.h"
#include "connectors/extract/letters.h"
#include "connectors/extract/view.h"

namespace rawi::extract {
namespace {

using page::NodeId;
using page::Tag;

constexpr std::size_t kMostCandidates = 200;

std::string document_title(const page::Document& doc) {
  const NodeId head = doc.head();
  if (head == page::kNone) return {};
  for (NodeId n = head; n < doc.end(head); ++n) {
    if (doc.tag(n) == Tag::title) return doc.text_content(n);
  }
  return {};
}

// How well the element around a run suits a title; 0 is worst.
int rank_of_place(const page::Document& doc, const Run& run) {
  int rank = 0;
  for (NodeId n = doc.parent(run.first_text); n != page::kNone; n = doc.parent(n)) {
    const Tag tag = doc.tag(n);
    if (tag == Tag::h1) rank = std::max(rank, 6);
    if (tag == Tag::h2) rank = std::max(rank, 5);
    if (page::is_heading(tag)) rank = std::max(rank, 4);
    if (n == run.node) break;
  }
  if (run.link_letters * 2 > run.letters) rank -= 3;
  if (run.kind == Paragraph::Kind::list_item) rank -= 2;
  return rank;
}

}  // namespace

void find_title(View& view) {
  const bool given = !view.hints.title.empty();
  const std::string wanted_text = given ? std::string(view.hints.title) : document_title(view.doc);
  const std::string wanted = arabic::match_text(wanted_text);
  const std::uint32_t letters = count_letters(wanted_text).letters;
  if (letters < 5) return;
  int best = -1;  // a link to the article is not its title
  std::size_t tried = 0;
  const auto& runs = view.survey.runs;
  for (std::uint32_t i = 0; i < runs.size() && tried < kMostCandidates; ++i) {
    const Run& run = runs[i];
    if (run.letters > letters + letters / 4 + 4 || run.letters * (given ? 2 : 4) < letters || run.letters < 5)
      continue;
    const int rank = rank_of_place(view.doc, run);
    if (rank <= best) continue;
    ++tried;
    const std::string text = arabic::match_text(text_of(view.doc, run, {}));
    if (text.empty()) continue;
    const bool same = text == wanted || (wanted.find(text) != std::string::npos) ||
                      (given && text.find(wanted) != std::string::npos);
    if (!same) continue;
    best = rank;
    view.title_run = i;
  }
}

}  // namespace rawi::extract
