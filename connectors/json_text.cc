#include "connectors/json_text.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace rawi {
namespace {

using Byte = unsigned char;

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

// Length of the run at text[at] that needs no look at single characters: eight bytes at a time that are all
// letters of the Arabic block in two bytes each (D8 to DB, then 80 to BF). Most of a record is made of these.
std::size_t arabic_run(std::string_view text, std::size_t at) {
  const std::size_t from = at;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t block = 0;
    std::memcpy(&block, text.data() + at, sizeof block);
    constexpr Byte kMask[8] = {0xFC, 0xC0, 0xFC, 0xC0, 0xFC, 0xC0, 0xFC, 0xC0};
    constexpr Byte kLetters[8] = {0xD8, 0x80, 0xD8, 0x80, 0xD8, 0x80, 0xD8, 0x80};
    std::uint64_t mask = 0, letters = 0;
    std::memcpy(&mask, kMask, sizeof mask);
    std::memcpy(&letters, kLetters, sizeof letters);
    if ((block & mask) != letters) break;
  }
  return at - from;
}

}  // namespace

void append_json(std::string& out, std::string_view text) {
  out += '"';
  std::size_t kept = 0;  // text[kept, at) is good as it stands
  for (std::size_t at = 0; at < text.size();) {
    const auto c = static_cast<Byte>(text[at]);
    if (c >= 0x80) {
      const std::size_t run = arabic_run(text, at);
      const Sequence s = run != 0 ? Sequence{run, true} : sequence(text, at);
      if (!s.valid) {
        out.append(text, kept, at - kept);
        out += "\xEF\xBF\xBD";
        kept = at + s.bytes;
      }
      at += s.bytes;
      continue;
    }
    if (c < 0x20 || c == '"' || c == '\\') {
      out.append(text, kept, at - kept);
      if (c < 0x20) {
        append_control(out, c);
      } else {
        out += '\\';
        out += static_cast<char>(c);
      }
      kept = at + 1;
    }
    ++at;
  }
  out.append(text, kept, text.size() - kept);
  out += '"';
}

}  // namespace rawi
