#include "connectors/arabic/date_tokens.h"

#include <unicode/uchar.h>

#include "connectors/arabic/code_points.h"
#include "connectors/arabic/normalize.h"

namespace rawi::arabic {
namespace {

enum class Class { space, digit, letter, nothing, sign };

constexpr char32_t kZeroWidthNonJoiner = 0x200C;

int digit_value(char32_t cp) {
  if (cp >= U'0' && cp <= U'9') return static_cast<int>(cp - U'0');
  if (cp >= 0x0660 && cp <= 0x0669) return static_cast<int>(cp - 0x0660);
  if (cp >= 0x06F0 && cp <= 0x06F9) return static_cast<int>(cp - 0x06F0);
  return -1;
}

Class class_of(char32_t cp) {
  if (digit_value(cp) >= 0) return Class::digit;
  if (cp == kZeroWidthNonJoiner) return Class::space;
  switch (text_kind(cp)) {
    case TextKind::space: return Class::space;
    case TextKind::drop: return Class::nothing;
    case TextKind::tatweel: return Class::letter;
    default: break;
  }
  if (is_mark(cp)) return Class::letter;
  return u_isalpha(static_cast<UChar32>(cp)) ? Class::letter : Class::sign;
}

// Signs that mean the same in a date have one spelling.
char32_t plain_sign(char32_t cp) {
  switch (cp) {
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212: return U'-';
    case 0xFF1A:
    case 0x2236:
    case 0xFE55: return U':';
    case 0x2044:
    case 0x2215:
    case 0xFF0F: return U'/';
    case 0x060C:
    case 0xFF0C:
    case 0x066B:
    case 0x066C:
    case 0x060D: return U',';
    case 0x06D4:
    case 0xFF0E: return U'.';
    case 0xFF0B: return U'+';
    default: return cp;
  }
}

void add_digit(Token& token, int digit) {
  token.value = ++token.digits > kMaxDigits ? 0 : token.value * 10 + digit;
}

}  // namespace

Tokens::Tokens(std::string_view text, std::size_t max_tokens) : text_(text) {
  bool spaced = false;
  Token current;
  const auto finish = [&] {
    if (current.kind == Token::Kind::word) {
      match_text(text.substr(current.begin, current.end - current.begin), current.word);
      if (current.word.empty()) current.kind = Token::Kind::end;  // a lone tatweel or mark
    }
    if (current.kind != Token::Kind::end) tokens_.push_back(std::move(current));
    current = Token{};
  };
  for (std::size_t pos = 0; pos < text.size() && tokens_.size() < max_tokens;) {
    const std::size_t begin = pos;
    const char32_t cp = next_code_point(text, pos);
    const Class kind = class_of(cp);
    if (kind == Class::nothing) continue;
    if (kind == Class::space) {
      finish();
      spaced = true;
      continue;
    }
    const auto wanted = kind == Class::digit    ? Token::Kind::number
                        : kind == Class::letter ? Token::Kind::word
                                                : Token::Kind::sign;
    if (current.kind != wanted || wanted == Token::Kind::sign) {
      finish();
      current.kind = wanted;
      current.begin = begin;
      current.spaced = spaced;
    }
    spaced = false;
    current.end = pos;
    if (wanted == Token::Kind::number) add_digit(current, digit_value(cp));
    if (wanted == Token::Kind::sign) current.sign = plain_sign(cp);
  }
  if (tokens_.size() < max_tokens) finish();
  end_.begin = end_.end = text.size();
}

}  // namespace rawi::arabic
