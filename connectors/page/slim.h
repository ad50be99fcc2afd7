// What of a page Gumbo needs to see: the skeleton of its tags.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/base/result.h"
#include "connectors/page/arena.h"
#include "connectors/page/document.h"

namespace rawi::page {

// What the page holds, in the page's order: what a tree can be made of without looking at the page again.
struct Event {
  enum class Kind : std::uint8_t { start, leaf, end, text };
  Kind kind = Kind::text;
  Tag tag = Tag::text;
  std::uint16_t count = 0;  // start, leaf: attributes; text: 1 where "&amp;" is a reference
  std::uint32_t first = 0;  // start, leaf: the first attribute; text: offset of the white space before it
  std::uint32_t at = 0,
                end = 0;  // in the page: a tag's name, or a text from its first character that is no space
};

// What one stand-in character stands for: a text, or all that an element holds.
struct Piece {
  enum class Kind : std::uint8_t { text, spaced_text, contents };  // spaced: Gumbo sees a space before it
  std::uint32_t begin = 0, end = 0;                                // of its events
  Kind kind = Kind::text;
};

// The attributes of one tag, which Gumbo never sees.
struct TagRecord {
  std::uint32_t at = 0;  // of its '<' in `html`
  std::uint32_t first = 0, count = 0;
};

// A page made small. Gumbo pays for every byte it is fed, so `html` keeps of the page only what decides the
// shape of the tree. Scripts, styles, comments and drawings are gone, attributes are not in it, and one
// character stands for each run of text, and for all that a well-formed element holds (folding.h). What
// stands for what is found again by position: a start tag's attributes by the offset of its '<', which Gumbo
// keeps even for the elements it clones, and everything else by its stand-in character, which survives
// whatever Gumbo does to it (merging, foster-parenting).
struct Slim {
  std::string html;
  std::vector<Event> events;
  std::vector<Piece> pieces;    // by stand-in
  std::vector<TagRecord> tags;  // ascending by `at`
  std::vector<Attribute> attributes;
  std::vector<std::string_view> json_ld, json_state;
  // False where the standard makes the tokenizer depend on the tree in a way that is not followed here (raw
  // text elements inside <select>, <frameset>, HTML inside SVG), and where a bound cut something: the tree is
  // then a sane one, but not necessarily Gumbo's own. For tests.
  bool exact = true;
  // A tag names an attribute twice. Gumbo 0.10.1 then glues the next name onto the repeated one ("a a b" has
  // "ab").
  bool repeated_names = false;

  void clear();
};

// Bounds that keep Gumbo from work that grows faster than the page (see nesting.h for depth).
inline constexpr std::size_t kMaxAttributesPerTag = 256;  // further ones are dropped

// One pass over the page by the tokenizer rules of WHATWG HTML 13.2.5. `page` holds no NUL and outlives
// `out`; strings that differ from the page's bytes go into `strings`. Errc::too_large where there are more
// separate texts than stand-ins (1.1 million), and where tags are nested too deeply for their number.
[[nodiscard]] Result<void> slim_page(std::string_view page, Arena& strings, std::uint32_t max_depth,
                                     Slim& out);

// Stand-ins: characters that Gumbo treats as plain text. Below U+0100 and from U+D800 to U+FFFF nothing is a
// stand-in, so what Gumbo adds by itself (its <isindex> prompt, U+FFFD) reads as it is. The last two of each
// plane are left out: Gumbo replaces noncharacters.
inline constexpr std::uint32_t kLowStandIns = 0xD800 - 0x100, kStandInsPerPlane = 0xFFFE;
inline constexpr std::uint32_t kStandIns = kLowStandIns + 16 * kStandInsPerPlane;
constexpr char32_t stand_in(std::uint32_t i) {
  if (i < kLowStandIns) return 0x100 + i;
  i -= kLowStandIns;
  return 0x10000 * (1 + i / kStandInsPerPlane) + i % kStandInsPerPlane;
}
constexpr bool is_stand_in(char32_t c) { return (c >= 0x100 && c < 0xD800) || c >= 0x10000; }
constexpr std::uint32_t piece_of(char32_t c) {
  if (c < 0xD800) return c - 0x100;
  return kLowStandIns + (c / 0x10000 - 1) * kStandInsPerPlane + c % 0x10000;
}

// <html> and <body> may be written several times and are merged; their records are named in an attribute
// "x123".
inline constexpr char kRecordMark = 'x';

enum class DataScript : std::uint8_t { none, json_ld, json };
[[nodiscard]] DataScript data_script_kind(std::string_view type);

}  // namespace rawi::page
