#include "connectors/page/utf8.h"

#include "connectors/base/byte_blocks.h"
#include "connectors/base/utf8.h"

namespace rawi::page {
namespace {

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

}  // namespace

Utf8Facts examine_utf8(std::string_view bytes) {
  Tally leads, controls;
  for_each_block(bytes, [&](const Bytes& p) {
    const Block c = p.here;
    leads.add(c >= 0xC0);
    controls.add((c < 0x20) & (c != '\t') & (c != '\n') & (c != '\f') & (c != '\r') & (c != 0x1B));
  });
  Utf8Facts facts;
  facts.controls = controls.count();
  facts.sequences = leads.count();
  if (is_utf8(bytes)) return facts;
  // Only what is not well-formed is looked at character by character.
  facts.sequences = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      ++at;
      continue;
    }
    std::size_t bad = 1;
    const std::size_t length = sequence(bytes.data() + at, bytes.size() - at, bad);
    ++(length != 0 ? facts.sequences : facts.invalid);
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
