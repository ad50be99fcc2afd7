#include "connectors/extract/words.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "connectors/base/byte_blocks.h"
#include "connectors/base/bytes.h"

namespace rawi::extract {
namespace {

// The code point at `at`, which is advanced; malformed bytes count as U+FFFD each.
std::uint32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  const std::uint32_t lead = byte(at++);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
  if (more == 0 || at + static_cast<std::size_t>(more) > text.size()) return 0xFFFD;
  std::uint32_t c = lead & (0x3Fu >> more);
  for (int i = 0; i < more; ++i) c = (c << 6) | (byte(at++) & 0x3F);
  return c;
}

// Quotes, dashes, bars and the like that stand around names and titles; blanks and control characters too.
bool is_mark(std::uint32_t c) {
  if (c <= 0x20 || c == 0xA0) return true;
  if (c < 0x80)
    return c == '|' || c == '-' || c == ':' || c == ',' || c == '*' || c == '/' || c == '"' || c == '>' ||
           c == '_';
  return c == 0xAB || c == 0xBB || c == 0xB7 || c == 0x060C || c == 0x061B || c == 0x201C || c == 0x201D ||
         c == 0x2013 || c == 0x2014 || c == 0x2022 || c == 0x2026 || c == 0x200E || c == 0x200F;
}

}  // namespace

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  out.reserve(std::min<std::size_t>(text.size() / 2 + 1, 16));
  std::size_t at = 0;
  while (at < text.size()) {
    const auto start = kBlanks.find_not_in(text, at);
    if (start == std::string_view::npos) break;
    at = std::min(text.size(), kBlanks.find_in(text, start));
    out.push_back(text.substr(start, at - start));
  }
  return out;
}

std::size_t count_words(std::string_view text) {
  Tally begun;
  for_each_block(text, [&](const Bytes& p) {
    const auto blank = [](Block c) { return (c == ' ') | (c == '\n') | (c == '\t') | (c == '\r'); };
    begun.add(blank(p.before) & ~blank(p.here));
  });
  return begun.count();
}

std::size_t letters_in(std::string_view text) {
  Tally letters;
  for_each_block(text, [&](const Bytes& p) {
    const Block a = p.here, b = p.next, c = p.after_next;
    const Mask latin = ((a | 0x20) >= 'a') & ((a | 0x20) <= 'z');
    // By the first bytes of a character; from U+0080 to U+00BF and above U+FFEF nothing is a letter.
    const Mask wide = (a >= 0xC3) & (a < 0xF0);
    const Mask symbol = ((a == 0xD8) & (b < 0xA0)) |                // U+0600 to U+061F
                        ((a == 0xD9) & (b >= 0x8B) & (b < 0xB0)) |  // U+064B to U+066F
                        ((a == 0xDB) & (b == 0x94)) |               // U+06D4
                        ((a == 0xE2) & (b < 0xB0)) |                // U+2000 to U+2BFF
                        ((a == 0xE3) & (b == 0x80)) |               // U+3000 to U+303F
                        ((a == 0xEF) & (b == 0xBF) & (c >= 0xB0));  // U+FFF0 to U+FFFF
    letters.add(latin | (wide & ~symbol));
  });
  return letters.count();
}

bool has_digit(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') return true;
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0u;
    if (c == '\xD9' && next >= 0xA0 && next <= 0xA9) return true;
    if (c == '\xDB' && next >= 0xB0 && next <= 0xB9) return true;
  }
  return false;
}

bool has_arabic(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]), next = static_cast<unsigned char>(text[i + 1]);
    if ((lead == 0xD8 && next >= 0xA0) || lead == 0xD9) return true;
  }
  return false;
}

std::string_view trim_marks(std::string_view text) {
  while (!text.empty()) {
    std::size_t next = 0;
    if (!is_mark(next_code_point(text, next))) break;
    text.remove_prefix(next);
  }
  while (!text.empty()) {
    std::size_t start = text.size() - 1;
    while (start > 0 && text.size() - start < 4 && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80)
      --start;
    std::size_t at = start;
    if (!is_mark(next_code_point(text, at))) break;
    text.remove_suffix(text.size() - start);
  }
  return text;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

double word_overlap(std::string_view a, std::string_view b) {
  auto x = words_of(a), y = words_of(b);
  if (x.empty() || y.empty()) return 0;
  std::sort(x.begin(), x.end());
  std::sort(y.begin(), y.end());
  std::vector<std::string_view> both;
  std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(both));
  return static_cast<double>(both.size()) / static_cast<double>(std::min(x.size(), y.size()));
}

}  // namespace rawi::extract
