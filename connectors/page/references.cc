#include "connectors/page/references.h"

#include <algorithm>
#include <array>
#include <vector>

#include "connectors/base/bytes.h"
#include "connectors/page/utf8.h"

namespace rawi::page {
namespace {

constexpr std::string_view kData =
#include "connectors/page/references.inc"
    ;
constexpr ByteSet kSpecial("&\r");
constexpr std::size_t kLongestName = 31, kLongestBareName = 6;

struct Named {
  std::string_view name;
  char32_t first = 0, second = 0;
  bool bare = false;  // also known without its semicolon
};

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_alnum(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

char32_t parse_hex(std::string_view digits) {
  char32_t value = 0;
  for (const char c : digits) value = value * 16 + static_cast<char32_t>(hex_value(c));
  return value;
}

// The table by first letter, so that a look-up is a short search.
class Names {
 public:
  Names() {
    for (std::size_t at = 0; at < kData.size();) {
      const std::size_t stop = kData.find(' ', at);
      const std::string_view entry = kData.substr(at, stop - at);
      const std::size_t sign = entry.find_first_of("=!");
      const std::string_view value = entry.substr(sign + 1);
      const std::size_t plus = value.find('+');
      all_.push_back({entry.substr(0, sign), parse_hex(value.substr(0, plus)),
                      plus == std::string_view::npos ? 0 : parse_hex(value.substr(plus + 1)),
                      entry[sign] == '!'});
      at = stop + 1;
    }
    for (std::size_t letter = 0, i = 0; letter < starts_.size(); ++letter) {
      while (i < all_.size() && static_cast<unsigned char>(all_[i].name[0]) < letter) ++i;
      starts_[letter] = i;
    }
  }

  [[nodiscard]] const Named* find(std::string_view name) const {
    const auto letter = static_cast<unsigned char>(name[0]);
    if (letter + 1u >= starts_.size()) return nullptr;
    const auto first = all_.begin() + static_cast<std::ptrdiff_t>(starts_[letter]);
    const auto last = all_.begin() + static_cast<std::ptrdiff_t>(starts_[letter + 1u]);
    const auto it =
        std::lower_bound(first, last, name, [](const Named& n, std::string_view s) { return n.name < s; });
    return it != last && it->name == name ? &*it : nullptr;
  }

 private:
  std::vector<Named> all_;
  std::array<std::size_t, 128> starts_{};
};

// 13.2.5.80: what pages that think in windows-1252 mean by &#128; to &#159;.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

Reference numeric(std::string_view text, std::size_t at) {
  std::size_t i = at + 2;
  const bool hex = i < text.size() && (text[i] == 'x' || text[i] == 'X');
  if (hex) ++i;
  const std::size_t digits = i;
  char32_t value = 0;
  for (; i < text.size() && (hex ? hex_value(text[i]) >= 0 : is_digit(text[i])); ++i) {
    value = std::min<char32_t>(value * (hex ? 16 : 10) + static_cast<char32_t>(hex_value(text[i])), 0x110000);
  }
  if (i == digits) return {};
  if (i < text.size() && text[i] == ';') ++i;
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) value = 0xFFFD;
  if (value >= 0x80 && value <= 0x9F) value = kWindows1252[value - 0x80];
  return {value, 0, i - at};
}

Reference named(std::string_view text, std::size_t at, bool in_attribute) {
  static const Names kNames;
  if (text.substr(at + 1, 4) == "amp;") return {'&', 0, 5};
  std::size_t stop = at + 1;
  while (stop < text.size() && stop - at <= kLongestName && is_alnum(text[stop])) ++stop;
  const std::string_view run = text.substr(at + 1, stop - at - 1);
  if (run.empty()) return {};
  if (stop < text.size() && text[stop] == ';') {
    if (const Named* found = kNames.find(run)) return {found->first, found->second, run.size() + 2};
  }
  for (std::size_t length = std::min(run.size(), kLongestBareName); length >= 2; --length) {
    const Named* found = kNames.find(run.substr(0, length));
    if (found == nullptr || !found->bare) continue;
    const std::size_t after = at + 1 + length;
    if (in_attribute && after < text.size() && (text[after] == '=' || is_alnum(text[after]))) return {};
    return {found->first, found->second, length + 1};
  }
  return {};
}

}  // namespace

Reference read_reference(std::string_view text, std::size_t at, bool in_attribute) {
  if (at + 1 >= text.size()) return {};
  return text[at + 1] == '#' ? numeric(text, at) : named(text, at, in_attribute);
}

void append_resolved(std::string& out, std::string_view text, bool in_attribute) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t special = std::min(kSpecial.find_in(text, at), text.size());
    out.append(text, at, special - at);
    at = special;
    if (at == text.size()) return;
    if (text[at] == '\r') {
      out += '\n';
      at += at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
      continue;
    }
    const Reference reference = read_reference(text, at, in_attribute);
    if (reference.bytes == 0) {
      out += text[at++];
      continue;
    }
    append_utf8(out, reference.first);
    if (reference.second != 0) append_utf8(out, reference.second);
    at += reference.bytes;
  }
}

void append_newlines(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\r') {
      out += text[at];
    } else if (at + 1 >= text.size() || text[at + 1] != '\n') {
      out += '\n';
    }
  }
}

}  // namespace rawi::page
