// The article's own text on a page nobody wrote rules for: by layout, with Arabic cue words where they help.
//
// The method, step by step (each step is a file; view.h is what they share):
// clang-format off
//   survey     One pass over the nodes lays the page out as *runs*: the text between two breaks, with its
//              letters, its letters in links, its punctuation. Every block element is a *box* that spans a
//              range of runs. All later steps work on these two lists.
//   title_run  The run that repeats the page's title, best in a heading.
//   hints      Class, id, role and tag names hint at what a box is: navigation, comments, caption, byline,
//              the body …
//   holders    Paragraphs belong to a *holder*: the box around them that is no paragraph itself. A row of
//              like boxes that each have a linked headline are teasers, whatever their names.
//   believe    Hints that the text contradicts are dropped: a "sidebar" around the title, or around most of
//              the prose, is none.
//   core       A run is *prose* when it is long enough, punctuated, and no link. The holder with the most
//              of it is the core; names that say "body", nearness to the title and the body stated in
//              JSON-LD weigh in.
//   growth     Texts are cut apart by pictures and advertising: climbing from the core, boxes beside the
//              way are text too where they are named alike and hold the same kind of boxes, or stand
//              between the title and the core.
//   foreign    Boxes inside all that, but of something else: no prose, cards of other articles,
//              disclaimers.
//   select     Of the rest, runs are left out that are links, captions beside pictures, repetitions, or cue
//              lines (cues: «اقرأ أيضا», «المصدر: …»); at the head and the tail also what is too short to
//              be a sentence, dates, rights and disclaimers.
//   paragraphs Runs become paragraphs with their kinds.
// clang-format on
// Nothing here knows an outlet, and only cues knows a language. Time is linear in the page's nodes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/extract/blocks.h"

namespace rawi::extract {

// What is already known when the body is looked for; all may be empty.
struct BodyHints {
  std::string_view title, subtitle;
  std::vector<std::string> authors;
  std::vector<std::string> names;    // of the outlet
  std::string_view structured_body;  // JSON-LD articleBody or the like, plain text; may be cut short
};

struct Body {
  std::vector<Paragraph> paragraphs;
  page::NodeId container = page::kNone;   // lowest element that holds it all
  page::NodeId title_node = page::kNone;  // heading that repeats the title, where one was seen
  bool from_statement =
      false;              // the page shows hardly any of it: these are the words of hints.structured_body
  double confidence = 0;  // 0..1
};

[[nodiscard]] Body find_body(const page::Document& doc, const BodyHints& hints);

}  // namespace rawi::extract
