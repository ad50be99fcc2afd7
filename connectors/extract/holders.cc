#include "connectors/extract/view.h"

namespace rawi::extract {
namespace {

using page::Tag;

bool is_headline_link(const Run& run) { return run.letters >= 15 && run.link_letters * 5 >= run.letters * 4; }

// Boxes that stand in a row of their like and each hold a linked headline: teasers of other articles,
// whatever they are named.
void find_teasers(View& view) {
  const auto& runs = view.survey.runs;
  const auto& boxes = view.survey.boxes;
  std::vector<std::uint32_t> headlines_before{0}, free_before{0};
  for (const Run& run : runs) {
    headlines_before.push_back(headlines_before.back() + (is_headline_link(run) ? 1 : 0));
    free_before.push_back(free_before.back() + (run.letters - run.link_letters));
  }
  std::vector<bool>& teaser = view.teaser;
  teaser.assign(boxes.size(), false);
  std::vector<std::uint32_t> last_child(boxes.size(), 0);
  for (std::uint32_t i = 1; i < boxes.size(); ++i) {
    const Box& box = boxes[i];
    if (teaser[box.parent]) {
      teaser[i] = true;
      continue;
    }
    if (!box.block || box.end_run - box.first_run > 10) continue;
    const Tag tag = view.doc.tag(box.node);
    if (tag == Tag::p || page::is_heading(tag)) continue;
    if (headlines_before[box.end_run] == headlines_before[box.first_run]) continue;
    if (free_before[box.end_run] - free_before[box.first_run] > 700) continue;
    const std::uint32_t before = last_child[box.parent];
    if (before != 0 && boxes[before].signature == box.signature) teaser[i] = teaser[before] = true;
    last_child[box.parent] = i;
  }
  // The first of a row is only known after its children were passed.
  for (std::uint32_t i = 1; i < boxes.size(); ++i) {
    if (teaser[boxes[i].parent]) teaser[i] = true;
  }
}

}  // namespace

bool is_paragraph_like(Tag tag) {
  switch (tag) {
    case Tag::p:
    case Tag::ul:
    case Tag::ol:
    case Tag::li:
    case Tag::dl:
    case Tag::dt:
    case Tag::dd:
    case Tag::blockquote:
    case Tag::pre:
    case Tag::center:
    case Tag::font:
    case Tag::tr:
    case Tag::tbody:
    case Tag::thead:
    case Tag::tfoot: return true;
    default: return page::is_heading(tag);
  }
}

void find_holders(View& view) {
  find_teasers(view);
  const auto& boxes = view.survey.boxes;
  view.holder.assign(boxes.size(), 0);
  view.text_box.assign(boxes.size(), 0);
  for (std::uint32_t i = 1; i < boxes.size(); ++i) {
    const Box& box = boxes[i];
    const bool paragraph = !box.block || is_paragraph_like(view.doc.tag(box.node));
    const bool single = box.end_run - box.first_run <= 1 && (box.hints & kBody) == 0;
    const bool leaf = paragraph || single;
    view.text_box[i] = paragraph ? view.text_box[box.parent] : i;
    view.holder[i] = leaf ? view.holder[box.parent] : i;
  }
}

}  // namespace rawi::extract
