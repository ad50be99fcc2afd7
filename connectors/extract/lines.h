// The short lines a reader sees around headline and text: where bylines, dates, source lines and captions
// stand.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "connectors/page/document.h"

namespace rawi::extract {

struct Line {
  enum class Place : std::uint8_t {
    above,
    head,
    text,
    tail,
    below
  };                 // before the headline, between headline and first
                     // paragraph, among the paragraphs, after the last one
                     // but in the same element, further down
  std::string text;  // published text, text nodes kept apart by a blank; long lines (400 bytes) raw and cut
  page::NodeId first = 0, last = 0;
  std::uint32_t link_bytes = 0;
  Place place = Place::head;
};

// Lines in document order from a little above the headline to a little below the text. Bounded.
[[nodiscard]] std::vector<Line> lines_around(const page::Document& doc, page::NodeId title,
                                             page::NodeId container);

}  // namespace rawi::extract
