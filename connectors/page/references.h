// Character references: "&amp;", "&nbsp", "&#x645;" -> characters (WHATWG HTML 13.2.5.72 to 13.2.5.80).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rawi::page {

struct Reference {
  char32_t first = 0, second = 0;  // second: 0 where the reference stands for one character
  std::size_t bytes = 0;           // of source, '&' included; 0: what stands there is no reference
};

// The reference that begins at text[at], which is '&'. In attribute values a name without its semicolon and
// with a letter, digit or '=' behind it is text.
[[nodiscard]] Reference read_reference(std::string_view text, std::size_t at, bool in_attribute);

// `text` with references resolved and CR LF and CR turned into LF (13.2.3.5), appended to `out`.
void append_resolved(std::string& out, std::string_view text, bool in_attribute);

// The newlines only.
void append_newlines(std::string& out, std::string_view text);

}  // namespace rawi::page
