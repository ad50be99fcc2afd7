// UTF-8, byte by byte: is it, how nearly, and made so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rawi::page {

struct Utf8Facts {
  std::size_t sequences = 0;  // well-formed characters beyond ASCII
  std::size_t invalid = 0;    // ill-formed subsequences (each would become one U+FFFD)
  std::size_t controls = 0;   // C0 characters that no text holds
};

// One pass; ASCII is skipped sixteen bytes at a time.
[[nodiscard]] Utf8Facts examine_utf8(std::string_view bytes);

// The same bytes with each ill-formed subsequence replaced by U+FFFD (WHATWG Encoding 8.1.1: maximal
// subparts).
[[nodiscard]] std::string repair_utf8(std::string_view bytes);

void append_utf8(std::string& out, char32_t c);  // U+FFFD for what is no scalar value

// The first character of `text`, which must be well-formed and not empty; `bytes` gets its length.
[[nodiscard]] char32_t decode_utf8(std::string_view text, std::size_t& bytes);

}  // namespace rawi::page
