#include "connectors/extract/letters.h"

#include <cstddef>
#include <optional>

#include "connectors/base/byte_blocks.h"

namespace rawi::extract {
namespace {

enum class Sign : std::uint8_t { letter, comma, stop, closer, space };

Sign ascii_sign(unsigned char c) {
  switch (c) {
    case ',':
    case ';':
    case ':': return Sign::comma;
    case '.':
    case '!':
    case '?': return Sign::stop;
    case '"':
    case '\'':
    case ')':
    case ']': return Sign::closer;
    default: return c <= ' ' ? Sign::space : Sign::letter;
  }
}

// The three bytes at s are one character of the general punctuation, CJK or full-width blocks.
Sign wide_sign(unsigned char a, unsigned char b, unsigned char c) {
  if (a == 0xE2 && b == 0x80) {
    if (c == 0xA6) return Sign::stop;                              // …
    if (c == 0x99 || c == 0x9D || c == 0xBA) return Sign::closer;  // ’ ” ›
    if (c <= 0x8F || c == 0xA8 || c == 0xA9 || (c >= 0xAA && c <= 0xAF))
      return Sign::space;  // spaces, joiners, bidi marks
  }
  if (a == 0xE3 && b == 0x80) {
    if (c == 0x80) return Sign::space;
    if (c == 0x81) return Sign::comma;
    if (c == 0x82) return Sign::stop;
    if (c == 0x8D || c == 0x8F) return Sign::closer;
  }
  if (a == 0xEF && b == 0xBC) {
    if (c == 0x8C || c == 0x9B || c == 0x9A) return Sign::comma;
    if (c == 0x81 || c == 0x9F) return Sign::stop;
  }
  if (a == 0xEF && b == 0xBB && c == 0xBF) return Sign::space;  // U+FEFF
  if (a == 0xE0 && b == 0xA5 && (c == 0xA4 || c == 0xA5)) return Sign::stop;
  return Sign::letter;
}

Sign narrow_sign(unsigned char a, unsigned char b) {
  if (a == 0xD8 && (b == 0x8C || b == 0x9B)) return Sign::comma;  // ، ؛
  if (a == 0xD8 && b == 0x9F) return Sign::stop;                  // ؟
  if (a == 0xDB && b == 0x94) return Sign::stop;                  // ۔
  if (a == 0xC2 && b == 0xA0) return Sign::space;
  if (a == 0xC2 && b == 0xBB) return Sign::closer;  // »
  return Sign::letter;
}

// The last character that closes nothing ends a sentence.
bool ends_sentence(std::string_view plain) {
  while (!plain.empty()) {
    const auto last = static_cast<Byte>(plain.back());
    if (last >= 0x80) break;
    const Sign sign = ascii_sign(last);
    if (sign != Sign::space && sign != Sign::closer) return sign == Sign::stop;
    plain.remove_suffix(1);
  }
  return plain.ends_with("؟") || plain.ends_with("۔");
}

// The same as by_character(), where all characters are ASCII or have two bytes and none of these is white
// space or a quote; nullopt where one is.
std::optional<LetterCount> by_block(std::string_view plain) {
  Tally letters, marks, words, digits;
  Mask other{};
  for_each_block(plain, [&](const Bytes& p) {
    const Block a = p.here, b = p.next;
    other |= (a == 0xC2) | (a >= 0xE0);
    const Mask letter = ((a > ' ') & (a < 0x80)) | (a >= 0xC0);
    letters.add(letter);
    words.add(letter & (p.before <= ' '));
    digits.add(((a >= '0') & (a <= '9')) | ((a == 0xD9) & (b >= 0xA0) & (b <= 0xA9)) |
               ((a == 0xDB) & (b >= 0xB0) & (b <= 0xB9)));
    marks.add((a == ',') | (a == ';') | (a == ':') | (a == '.') | (a == '!') | (a == '?') |
              ((a == 0xD8) & ((b == 0x8C) | (b == 0x9B) | (b == 0x9F))) |  // ، ؛ ؟
              ((a == 0xDB) & (b == 0x94)));                                // ۔
  });
  if (any(other)) return std::nullopt;
  const auto number = [](Tally& tally) { return static_cast<std::uint32_t>(tally.count()); };
  return LetterCount{number(letters), number(marks), number(words), number(digits), ends_sentence(plain)};
}

LetterCount by_character(std::string_view utf8) {
  LetterCount out;
  bool in_word = false;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto a = static_cast<unsigned char>(utf8[i]);
    const auto at = [&](std::size_t k) {
      return i + k < utf8.size() ? static_cast<unsigned char>(utf8[i + k]) : static_cast<unsigned char>(0);
    };
    Sign sign = Sign::letter;
    std::uint32_t weight = 1;
    if (a < 0x80) {
      sign = ascii_sign(a);
      if (a >= '0' && a <= '9') ++out.digits;
      ++i;
    } else if (a < 0xE0) {
      sign = narrow_sign(a, at(1));
      if ((a == 0xD9 && at(1) >= 0xA0 && at(1) <= 0xA9) || (a == 0xDB && at(1) >= 0xB0 && at(1) <= 0xB9))
        ++out.digits;
      i += 2;
    } else if (a < 0xF0) {
      sign = wide_sign(a, at(1), at(2));
      if (a >= 0xE3 && a <= 0xE9) weight = 2;
      i += 3;
    } else {
      i += 4;
    }
    if (sign == Sign::space) {
      in_word = false;
      continue;
    }
    out.letters += weight;
    if (!in_word) ++out.words;
    in_word = true;
    if (sign == Sign::comma || sign == Sign::stop) ++out.marks;
    if (sign != Sign::closer) out.ends_sentence = sign == Sign::stop;
  }
  return out;
}

}  // namespace

LetterCount count_letters(std::string_view utf8) {
  // Half of a page's text nodes are the white space between two tags.
  while (!utf8.empty() && static_cast<Byte>(utf8.front()) <= ' ') utf8.remove_prefix(1);
  if (utf8.empty()) return {};
  const auto counted = by_block(utf8);
  return counted ? *counted : by_character(utf8);
}

}  // namespace rawi::extract
