#include "connectors/arabic/code_points.h"

#include <array>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace rawi::arabic {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

constexpr bool between(char32_t cp, char32_t first, char32_t last) { return cp >= first && cp <= last; }

constexpr bool is_presentation_form(char32_t cp) {
  return (between(cp, 0xFB50, 0xFDFF) && !between(cp, 0xFDFA, 0xFDFD)) || between(cp, 0xFE70, 0xFEFC);
}

constexpr bool is_invisible(char32_t cp) {
  return between(cp, 0x200E, 0x200F) || between(cp, 0x202A, 0x202E) || between(cp, 0x2066, 0x2069) ||
         cp == 0x061C || cp == 0x200B || cp == 0xFEFF || cp == 0x00AD;
}

TextKind kind_from_unicode(char32_t cp) {
  const auto c = static_cast<UChar32>(cp);
  if (cp == 0x0640) return TextKind::tatweel;
  if (u_isUWhiteSpace(c)) return TextKind::space;
  if (is_invisible(cp) || u_charType(c) == U_CONTROL_CHAR) return TextKind::drop;
  if (is_presentation_form(cp)) return TextKind::form;
  if (u_getIntPropertyValue(c, UCHAR_NFC_QUICK_CHECK) != UNORM_YES) return TextKind::denormal;
  return u_getCombiningClass(c) != 0 ? TextKind::mark : TextKind::keep;
}

struct Forms {
  static constexpr char32_t kFirst = 0xFB50;
  static constexpr char32_t kLast = 0xFEFC;
  std::array<std::u32string, kLast - kFirst + 1> letters;

  Forms() {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) return;
    for (char32_t cp = kFirst; cp <= kLast; ++cp) {
      if (is_presentation_form(cp)) letters[cp - kFirst] = decompose(*nfkc, cp);
    }
  }

  static std::u32string decompose(const icu::Normalizer2& nfkc, char32_t cp) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString source(static_cast<UChar32>(cp));
    const icu::UnicodeString base = nfkc.normalize(source, status);
    if (U_FAILURE(status) || base == source) return {};
    std::u32string out;
    for (int32_t i = 0; i < base.length(); ++i) {
      const char32_t c = base.charAt(i);  // the Arabic block lies in the BMP
      // "Isolated" and "medial" marks carry a space or a tatweel that would tear the word they stand in.
      if (i == 0 && base.length() > 1 && (c == U' ' || c == 0x0640)) continue;
      out += c;
    }
    return out;
  }
};

bool arabic_letter_by_unicode(char32_t cp) {
  if (!between(cp, 0x0620, 0x1EEFF)) return false;
  const auto c = static_cast<UChar32>(cp);
  UErrorCode status = U_ZERO_ERROR;
  return u_charType(c) == U_OTHER_LETTER && uscript_getScript(c, &status) == USCRIPT_ARABIC;
}

bool mark_by_unicode(char32_t cp) { return (U_GET_GC_MASK(static_cast<UChar32>(cp)) & U_GC_M_MASK) != 0; }

constexpr std::uint8_t kArabicLetter = 1, kMark = 2;

const std::uint8_t* class_bits() {
  static const auto table = [] {
    std::array<std::uint8_t, kTableSize> bits{};
    for (char32_t cp = 0; cp < kTableSize; ++cp) {
      bits[cp] = static_cast<std::uint8_t>((arabic_letter_by_unicode(cp) ? kArabicLetter : 0) |
                                           (mark_by_unicode(cp) ? kMark : 0));
    }
    return bits;
  }();
  return table.data();
}

}  // namespace

TextKind text_kind(char32_t cp) { return cp < kTableSize ? text_kinds()[cp] : kind_from_unicode(cp); }

const TextKind* text_kinds() {
  static const auto table = [] {
    std::array<TextKind, kTableSize> kinds{};
    for (char32_t cp = 0; cp < kTableSize; ++cp) kinds[cp] = kind_from_unicode(cp);
    return kinds;
  }();
  return table.data();
}

std::u32string_view base_letters(char32_t cp) {
  static const Forms forms;
  if (!between(cp, Forms::kFirst, Forms::kLast)) return {};
  return forms.letters[cp - Forms::kFirst];
}

bool is_arabic_letter(char32_t cp) {
  if (cp < kTableSize) return (class_bits()[cp] & kArabicLetter) != 0;
  return arabic_letter_by_unicode(cp);
}

bool is_mark(char32_t cp) {
  if (cp < kTableSize) return (class_bits()[cp] & kMark) != 0;
  return mark_by_unicode(cp);
}

std::uint8_t combining_class(char32_t cp) { return u_getCombiningClass(static_cast<UChar32>(cp)); }

void append_utf8(std::string& out, char32_t cp) {
  const auto byte = [&out](char32_t value) { out += static_cast<char>(value); };
  const auto continuation = [&](unsigned shift) { byte(0x80 | (cp >> shift & 0x3F)); };
  if (cp < 0x80) return byte(cp);
  if (cp < 0x800) {
    byte(0xC0 | cp >> 6);
  } else if (cp < 0x10000) {
    byte(0xE0 | cp >> 12);
    continuation(6);
  } else {
    byte(0xF0 | cp >> 18);
    continuation(12);
    continuation(6);
  }
  continuation(0);
}

char32_t next_code_point(std::string_view text, std::size_t& pos) {
  const auto lead = static_cast<unsigned char>(text[pos++]);
  if (lead < 0x80) return lead;
  int more = 0;
  unsigned char low = 0x80, high = 0xBF;  // bounds of the second byte: Unicode table 3-7
  char32_t cp = 0;
  if (between(lead, 0xC2, 0xDF)) {
    more = 1;
    cp = lead & 0x1FU;
  } else if (between(lead, 0xE0, 0xEF)) {
    more = 2;
    cp = lead & 0x0FU;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (between(lead, 0xF0, 0xF4)) {
    more = 3;
    cp = lead & 0x07U;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return kReplacement;
  }
  for (; more > 0; --more) {
    if (pos >= text.size()) return kReplacement;
    const auto byte = static_cast<unsigned char>(text[pos]);
    if (byte < low || byte > high) return kReplacement;
    cp = cp << 6 | (byte & 0x3FU);
    low = 0x80;
    high = 0xBF;
    ++pos;
  }
  return cp;
}

std::string nfc(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return text;
  std::string out;
  out.reserve(text.size());
  icu::StringByteSink<std::string> sink(&out);
  normalizer->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink,
                            nullptr, status);
  return U_FAILURE(status) ? text : out;
}

}  // namespace rawi::arabic
