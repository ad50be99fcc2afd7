// A page laid out as runs of text: one pass over the nodes finds the text between two breaks, what it is made
// of, and what the boxes around it are named. Everything that looks for the body works on runs, never on the
// tree again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "connectors/article.h"
#include "connectors/extract/blocks.h"
#include "connectors/extract/hints.h"
#include "connectors/page/document.h"

namespace rawi::extract {

// What parts a run from the one before it.
enum class Break : std::uint8_t {
  none,       // an inline element with a name of its own begins or ends: no white space
  line,       // one <br>
  paragraph,  // the edge of a block element, or two <br>
};

struct Run {
  page::NodeId node = 0;  // nearest block element
  std::uint32_t box = 0;  // innermost box, an index into Survey::boxes
  page::NodeId first_text = 0,
               last_text = 0;      // text nodes; everything between them that is no break belongs to the run
  std::uint32_t letters = 0;       // code points that are not white space; ideographs count twice
  std::uint32_t link_letters = 0;  // of them inside <a>
  std::uint32_t marks = 0;         // commas and sentence ends, of any script
  std::uint32_t words = 0;
  std::uint32_t digits = 0;
  Break before = Break::paragraph;
  Paragraph::Kind kind = Paragraph::Kind::text;
  bool ends_sentence = false;  // its last character ends a sentence
  bool bold = false;           // all of it stands inside <b>, <strong> or the like
  bool after_media = false;    // a picture, a player or the like stands between the run before and this one
};

// A block element, or an inline one whose names say something.
struct Box {
  page::NodeId node = 0;
  std::uint32_t parent = 0;   // the box around it; the first box is its own parent
  std::uint32_t end_box = 0;  // the first box that is not inside
  std::uint32_t first_run = 0, end_run = 0;
  page::NodeId block_node = 0;  // node, or that of the innermost block element around it
  std::uint32_t signature = 0;  // equal for equal tag and class
  std::uint32_t name = 0;       // equal for equal tag and first class word
  Hints hints = 0;
  bool block = true;
  bool named = false;  // has a class
  bool media = false;  // a picture, a player or the like stands in it
  bool field = false;  // something to write into stands in it, with words that ask for it
};

struct Survey {
  std::vector<Run> runs;   // document order
  std::vector<Box> boxes;  // document order, parents before children; boxes[0] is the root
};

// Reads root and what is below it, except dropped nodes and what no reader sees as text (media, buttons,
// options, templates).
[[nodiscard]] Survey survey(const page::Document& doc, page::NodeId root, const Dropped& dropped);

// The run's characters as they stand in the page, appended to `out`; and its published text.
void append_raw(const page::Document& doc, const Run& run, const Dropped& dropped, std::string& out);
[[nodiscard]] std::string text_of(const page::Document& doc, const Run& run, const Dropped& dropped);
// The beginning of it: enough to know the first words by.
[[nodiscard]] std::string opening_of(const page::Document& doc, const Run& run);

}  // namespace rawi::extract
