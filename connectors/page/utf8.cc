#include "connectors/page/utf8.h"

#include <bit>
#include <cstring>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace rawi::page {
namespace {

constexpr bool is_odd_control(unsigned char c) {
  return c < 0x20 && c != '\t' && c != '\n' && c != '\f' && c != '\r' && c != 0x1B;
}

// Length of the ASCII run at `p` without odd controls, rounded down to whole blocks.
std::size_t plain_blocks(const char* p, std::size_t size) {
  std::size_t at = 0;
#ifdef __SSE2__
  // Signed comparison: bytes from 0x80 on are negative, so "greater than 0x1F" refuses them together with the
  // controls.
  const __m128i limit = _mm_set1_epi8(0x1F), newline = _mm_set1_epi8('\n'), tab = _mm_set1_epi8('\t');
  for (; at + 16 <= size; at += 16) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + at));
    const __m128i space = _mm_or_si128(_mm_cmpeq_epi8(block, newline), _mm_cmpeq_epi8(block, tab));
    if (_mm_movemask_epi8(_mm_or_si128(_mm_cmpgt_epi8(block, limit), space)) != 0xFFFF) break;
  }
#else
  for (; at < size; ++at) {
    const auto c = static_cast<unsigned char>(p[at]);
    if (c >= 0x80 || c < 0x20) break;
  }
#endif
  return at;
}

// Length of the well-formed sequence at `p` (2 to 4), or 0; then `bad` is the length of the maximal
// ill-formed subpart. Unicode 15, table 3-7.
std::size_t sequence(const char* p, std::size_t size, std::size_t& bad) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(p[i]); };
  const unsigned lead = byte(0);
  bad = 1;
  std::size_t length = 0;
  unsigned low = 0x80, high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return 0;
  }
  for (; bad < length; ++bad) {
    if (bad >= size || byte(bad) < low || byte(bad) > high) return 0;
    low = 0x80;
    high = 0xBF;
  }
  return length;
}

// Length of the run at `p` of letters from U+0600 to U+06FF, four at a time.
std::size_t arabic_blocks(const char* p, std::size_t size) {
  std::size_t at = 0;
  for (; at + 8 <= size; at += 8) {
    std::uint64_t block = 0;
    std::memcpy(&block, p + at, sizeof block);
    if constexpr (std::endian::native == std::endian::big) block = __builtin_bswap64(block);
    if ((block & 0xC0FC'C0FC'C0FC'C0FCu) != 0x80D8'80D8'80D8'80D8u) break;
  }
  return at;
}

}  // namespace

Utf8Facts examine_utf8(std::string_view bytes) {
  Utf8Facts facts;
  const char* const p = bytes.data();
  const std::size_t size = bytes.size();
  for (std::size_t at = 0; at < size;) {
    const auto c = static_cast<unsigned char>(p[at]);
    if (c < 0x80) {
      // A lone space between two words is not worth a block.
      const bool run = at + 1 < size && static_cast<unsigned char>(p[at + 1]) < 0x80;
      const std::size_t plain = run ? plain_blocks(p + at, size - at) : 0;
      at += plain;
      if (plain != 0) continue;
      facts.controls += is_odd_control(c) ? 1 : 0;
      ++at;
      // Finish a block that was refused for a later byte without loading it again and again.
      while (at < size && static_cast<unsigned char>(p[at]) >= 0x20 &&
             static_cast<unsigned char>(p[at]) < 0x80)
        ++at;
      continue;
    }
    if ((c & 0xFC) == 0xD8) {
      const std::size_t letters = arabic_blocks(p + at, size - at);
      facts.sequences += letters / 2;
      at += letters;
      if (letters != 0) continue;
    }
    if (c >= 0xC2 && c <= 0xDF && at + 1 < size && (p[at + 1] & 0xC0) == 0x80) {
      ++facts.sequences;
      at += 2;
      continue;
    }
    std::size_t bad = 1;
    const std::size_t length = sequence(p + at, size - at, bad);
    if (length != 0) ++facts.sequences;
    if (length == 0) ++facts.invalid;
    at += length != 0 ? length : bad;
  }
  return facts;
}

std::string repair_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + 64);
  std::size_t kept = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      ++at;
      continue;
    }
    std::size_t bad = 1;
    const std::size_t length = sequence(bytes.data() + at, bytes.size() - at, bad);
    if (length != 0) {
      at += length;
      continue;
    }
    out.append(bytes, kept, at - kept);
    out += "\xEF\xBF\xBD";
    at += bad;
    kept = at;
  }
  out.append(bytes, kept, bytes.size() - kept);
  return out;
}

void append_utf8(std::string& out, char32_t c) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    tail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

char32_t decode_utf8(std::string_view text, std::size_t& bytes) {
  const auto lead = static_cast<unsigned char>(text[0]);
  bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (bytes > text.size()) bytes = text.size();
  char32_t c = bytes == 1 ? lead : lead & (0x7Fu >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) c = (c << 6) | (static_cast<unsigned char>(text[i]) & 0x3Fu);
  return c;
}

}  // namespace rawi::page
