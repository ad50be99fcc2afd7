#include "connectors/json_text.h"

#include <cstddef>

#include "connectors/base/byte_blocks.h"
#include "connectors/base/utf8.h"

namespace rawi {
namespace {

void append_control(std::string& out, Byte c) {
  constexpr char kDigits[] = "0123456789abcdef";
  switch (c) {
    case '\b': out += "\\b"; return;
    case '\t': out += "\\t"; return;
    case '\n': out += "\\n"; return;
    case '\f': out += "\\f"; return;
    case '\r': out += "\\r"; return;
    default: out += "\\u00", out += kDigits[c >> 4], out += kDigits[c & 15];
  }
}

struct Sequence {
  std::size_t bytes = 0;  // at least 1
  bool valid = false;
};

// The character that begins at text[at] with a byte from 0x80 on, or the maximal subpart of an ill-formed one
// (table 3-7).
Sequence sequence(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<Byte>(text[i]) : Byte{0}; };
  const Byte lead = byte(at);
  const std::size_t length = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;
  if (length == 1) return {1, false};
  const Byte low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const Byte high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (byte(at + 1) < low || byte(at + 1) > high) return {1, false};
  for (std::size_t i = 2; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return {i, false};
  }
  return {length, true};
}

bool must_be_escaped(char c) { return static_cast<Byte>(c) < 0x20 || c == '"' || c == '\\'; }

// The first byte from `at` on that must be escaped.
std::size_t find_escaped(std::string_view text, std::size_t at) {
  for (; at + kBlockBytes <= text.size(); at += kBlockBytes) {
    const Block c = load(reinterpret_cast<const Byte*>(text.data()) + at);
    if (any((c < 0x20) | (c == '"') | (c == '\\'))) break;
  }
  while (at < text.size() && !must_be_escaped(text[at])) ++at;
  return at;
}

void append_escaped(std::string& out, char c) {
  if (static_cast<Byte>(c) < 0x20) return append_control(out, static_cast<Byte>(c));
  out += '\\';
  out += c;
}

std::string with_replacements(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const Sequence s = static_cast<Byte>(text[at]) < 0x80 ? Sequence{1, true} : sequence(text, at);
    out += s.valid ? text.substr(at, s.bytes) : std::string_view("\xEF\xBF\xBD");
    at += s.bytes;
  }
  return out;
}

}  // namespace

void append_json(std::string& out, std::string_view text) {
  std::string repaired;
  if (!is_utf8(text)) text = repaired = with_replacements(text);
  out += '"';
  for (std::size_t at = 0;; ++at) {
    const std::size_t escaped = find_escaped(text, at);
    out.append(text, at, escaped - at);
    if (escaped == text.size()) break;
    append_escaped(out, text[escaped]);
    at = escaped;
  }
  out += '"';
}

}  // namespace rawi
