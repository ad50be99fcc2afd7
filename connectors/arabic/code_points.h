// What a code point is to text cleaning: the tables that published and match text are read from. Private to
// this room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace rawi::arabic {

// What published text does with a code point. Everything that is not `keep` leaves the copying fast path.
enum class TextKind : std::uint8_t {
  keep,
  space,     // Unicode White_Space: runs become one U+0020
  drop,      // bidi controls, U+200B, U+FEFF, U+00AD; C0 and C1 controls that are no white space (they show
             // nothing)
  tatweel,   // U+0640
  mark,      // has a combining class: its order among other marks may have to change for NFC
  denormal,  // NFC_Quick_Check is No or Maybe: only ICU can tell what becomes of it
  form,      // Arabic presentation form
};

inline constexpr std::size_t kTableSize = 0x800;  // one- and two-byte UTF-8, where Arabic lives

[[nodiscard]] TextKind text_kind(char32_t cp);
// kTableSize entries: text_kind of each code point below it.
[[nodiscard]] const TextKind* text_kinds();

// Base letters of an Arabic presentation form (NFKC without the space or tatweel that only carries an
// isolated mark). Empty where `cp` is no such form or has no decomposition, and for U+FDFA..FDFD, which stay.
[[nodiscard]] std::u32string_view base_letters(char32_t cp);

// A letter of the Arabic script (tatweel and marks are none).
[[nodiscard]] bool is_arabic_letter(char32_t cp);
[[nodiscard]] bool is_mark(char32_t cp);
[[nodiscard]] std::uint8_t combining_class(char32_t cp);

void append_utf8(std::string& out, char32_t cp);
// Reads one code point at `pos` and moves past it; U+FFFD for each ill-formed part (Unicode 3.9, maximal
// subpart).
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& pos);

// Normalization form C of well-formed UTF-8 (UAX #15).
[[nodiscard]] std::string nfc(const std::string& text);

}  // namespace rawi::arabic
