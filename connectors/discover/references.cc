#include "connectors/discover/references.h"

#include <libxml/HTMLparser.h>

#include <array>

#include "connectors/discover/ascii.h"

namespace rawi::discover {
namespace {

constexpr std::size_t kLongestName = 32;
constexpr std::array<std::uint16_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

std::optional<std::uint32_t> number_of(std::string_view digits) {
  const bool hex = !digits.empty() && to_lower(digits[0]) == 'x';
  if (hex) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > 8) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : digits) {
    const char l = to_lower(c);
    if (is_digit(c)) {
      value = value * (hex ? 16 : 10) + static_cast<std::uint64_t>(c - '0');
    } else if (hex && l >= 'a' && l <= 'f') {
      value = value * 16 + static_cast<std::uint64_t>(l - 'a' + 10);
    } else {
      return std::nullopt;
    }
  }
  return value > 0x10FFFF ? 0 : static_cast<std::uint32_t>(value);
}

}  // namespace

bool is_xml_character(std::uint32_t c) {
  return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

void append_utf8(std::string& out, std::uint32_t c) {
  const auto byte = [&](std::uint32_t b) { out += static_cast<char>(static_cast<unsigned char>(b)); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | (c >> 6));
    byte(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    byte(0xE0 | (c >> 12));
    byte(0x80 | ((c >> 6) & 0x3F));
    byte(0x80 | (c & 0x3F));
  } else {
    byte(0xF0 | (c >> 18));
    byte(0x80 | ((c >> 12) & 0x3F));
    byte(0x80 | ((c >> 6) & 0x3F));
    byte(0x80 | (c & 0x3F));
  }
}

Reference reference_at(std::string_view text, const Entities& entities) {
  Reference result;
  const auto end = text.substr(0, kLongestName + 2).find(';');
  if (end == std::string_view::npos || end < 2) return result;
  const std::string_view name = text.substr(1, end - 1);
  if (name[0] == '#') {
    auto code = number_of(name.substr(1));
    if (!code) return result;
    if (*code >= 0x80 && *code <= 0x9F) code = kWindows1252[*code - 0x80];
    if (is_xml_character(*code)) append_utf8(result.text, *code);
    result.xml_own = true;
  } else if (const auto own = entities.find(name); own != entities.end()) {
    result.text = own->second;
  } else if (name == "apos") {
    result.text = "'";
    result.xml_own = true;
  } else {
    const std::string zero_ended(name);
    const htmlEntityDesc* known = htmlEntityLookup(reinterpret_cast<const xmlChar*>(zero_ended.c_str()));
    if (known == nullptr) return result;
    append_utf8(result.text, known->value);
    result.xml_own = name == "amp" || name == "lt" || name == "gt" || name == "quot";
  }
  result.length = end + 1;
  return result;
}

}  // namespace rawi::discover
