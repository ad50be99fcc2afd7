#include "connectors/page/double_encoding.h"

#include <algorithm>
#include <array>
#include <vector>

#include "connectors/page/transcode.h"
#include "connectors/page/utf8.h"

namespace rawi::page {
namespace {

// Code point -> byte of one Windows code page, sorted.
using Reverse = std::vector<std::pair<char32_t, char>>;

Reverse reverse_of(const char* label) {
  Reverse out;
  const HighHalf high = high_half(*encoding_of(label));
  for (std::size_t i = 0; i < high.size(); ++i) {
    if (high[i] != 0xFFFD) out.emplace_back(high[i], static_cast<char>(0x80 + i));
    if (i < 0x20 && high[i] != 0x80 + i)
      out.emplace_back(0x80 + i, static_cast<char>(0x80 + i));  // read as ISO 8859
  }
  std::sort(out.begin(), out.end());
  return out;
}

// The bytes that `word` was read from; nullopt where it holds a character that the code page has not.
std::optional<std::string> bytes_of(std::string_view word, const Reverse& reverse) {
  std::string out;
  for (std::size_t at = 0, length = 1; at < word.size(); at += length) {
    const char32_t c = decode_utf8(word.substr(at), length);
    if (c < 0x80) {
      out += static_cast<char>(c);
      continue;
    }
    const auto it = std::lower_bound(reverse.begin(), reverse.end(), std::pair(c, '\0'),
                                     [](const auto& a, const auto& b) { return a.first < b.first; });
    if (it == reverse.end() || it->first != c) return std::nullopt;
    out += it->second;
  }
  return out;
}

bool is_arabic_utf8(std::string_view bytes) {
  const Utf8Facts facts = examine_utf8(bytes);
  if (facts.invalid != 0 || facts.controls != 0 || facts.sequences == 0) return false;
  for (std::size_t at = 0, length = 1; at < bytes.size(); at += length) {
    const char32_t c = decode_utf8(bytes.substr(at), length);
    if (c >= 0x620 && c <= 0x6FF) return true;
  }
  return false;
}

// Half of the letters are the misread lead bytes of Arabic, D8 and D9.
bool looks_misread(std::string_view word) {
  std::size_t leads = 0, characters = 0;
  for (std::size_t at = 0, length = 1; at < word.size(); at += length) {
    const char32_t c = decode_utf8(word.substr(at), length);
    ++characters;
    if (c == 0xD8 || c == 0xD9 || c == 0x637 || c == 0x638) ++leads;
  }
  return characters >= 4 && leads * 5 >= characters * 2;
}

constexpr bool is_break(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '<' || c == '>' || c == '"';
}

}  // namespace

bool looks_double_encoded(std::string_view text) {
  // U+00A7 is what the second byte of alef becomes in both code pages; before it stands the first byte of
  // alef.
  std::size_t marks = 0;
  for (std::size_t at = 0; (at = text.find('\xC2', at)) != std::string_view::npos; ++at) {
    if (at < 2 || at + 1 >= text.size() || text[at + 1] != '\xA7') continue;
    const std::string_view before = text.substr(at - 2, 2);
    marks += before == "\xC3\x98" || before == "\xD8\xB7" ? 1 : 0;
  }
  return marks >= 8;
}

Undone undo_double_encoding(std::string_view text) {
  static const std::array<Reverse, 2> kReverses = {reverse_of("windows-1252"), reverse_of("windows-1256")};
  Undone out;
  out.text.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    std::size_t stop = at;
    bool ascii = true;
    for (; stop < text.size() && !is_break(text[stop]); ++stop) {
      ascii = ascii && static_cast<unsigned char>(text[stop]) < 0x80;
    }
    const std::string_view word = text.substr(at, stop - at);
    std::optional<std::string> undone;
    for (const Reverse& reverse : kReverses) {
      if (ascii || undone) break;
      undone = bytes_of(word, reverse);
      if (undone && !is_arabic_utf8(*undone)) undone.reset();
    }
    if (undone) ++out.words;
    if (!undone && !ascii && looks_misread(word)) ++out.lost;
    out.text += undone ? std::string_view(*undone) : word;
    if (stop < text.size()) out.text += text[stop++];
    at = stop;
  }
  return out;
}

}  // namespace rawi::page
