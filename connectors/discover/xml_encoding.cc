#include "connectors/discover/xml_encoding.h"

#include <cstdint>

#include "connectors/discover/ascii.h"
#include "connectors/page/charset.h"

namespace rawi::discover {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// Length of the well-formed UTF-8 character at the start of `s` (Unicode 15, table 3-7); 0 where there is
// none.
std::size_t utf8_length(std::string_view s) {
  const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(s[i]); };
  const std::uint8_t lead = at(0);
  if (lead < 0x80) return 1;
  const std::size_t n = lead >= 0xC2 && lead <= 0xDF   ? 2
                        : (lead & 0xF0) == 0xE0        ? 3
                        : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                       : 0;
  if (n == 0 || s.size() < n) return 0;
  for (std::size_t i = 1; i < n; ++i) {
    if ((at(i) & 0xC0) != 0x80) return 0;
  }
  if ((lead == 0xE0 && at(1) < 0xA0) || (lead == 0xED && at(1) > 0x9F)) return 0;
  if ((lead == 0xF0 && at(1) < 0x90) || (lead == 0xF4 && at(1) > 0x8F)) return 0;
  return n;
}

struct Census {
  std::size_t good = 0;    // characters beyond ASCII
  std::size_t broken = 0;  // bytes that belong to no character
};

Census census(std::string_view s) {
  Census result;
  for (std::size_t i = 0; i < s.size();) {
    const std::size_t n = utf8_length(s.substr(i));
    if (n == 0) ++result.broken;
    if (n > 1) ++result.good;
    i += n == 0 ? 1 : n;
  }
  return result;
}

std::string replace_broken(std::string_view s) {
  std::string out;
  out.reserve(s.size() + 16);
  for (std::size_t i = 0; i < s.size();) {
    const std::size_t n = utf8_length(s.substr(i));
    out += n == 0 ? kReplacement : s.substr(i, n);
    i += n == 0 ? 1 : n;
  }
  return out;
}

// encoding="…" of the XML declaration, lower case; empty where none.
std::string declared_in_xml(std::string_view s) {
  const std::string head = lower(s.substr(0, 1024));
  const auto start = head.find("<?xml");
  const auto end = start == std::string::npos ? start : head.find("?>", start);
  if (end == std::string::npos) return {};
  const auto key = head.find("encoding", start);
  if (key == std::string::npos || key > end) return {};
  const auto open = head.find_first_of("\"'", key);
  if (open == std::string::npos || open > end) return {};
  const auto close = head.find(head[open], open + 1);
  return close == std::string::npos || close > end
             ? std::string()
             : std::string(trim(head.substr(open + 1, close - open - 1)));
}

std::string declared_in_http(std::string_view content_type) {
  const std::string type = lower(content_type);
  const auto key = type.find("charset=");
  if (key == std::string::npos) return {};
  std::string value(type.substr(
      key + 8, type.find(';', key) == std::string::npos ? std::string::npos : type.find(';', key) - key - 8));
  std::erase_if(value, [](char c) { return c == '"' || c == '\'' || c == ' '; });
  return value;
}

// How the first "<" is stored tells 16-bit encodings apart (XML 1.0 appendix F.1).
std::string_view sixteen_bit(std::string_view s) {
  if (s.substr(0, 2) == "\xFF\xFE" || s.substr(0, 2) == std::string_view("<\0", 2)) return "utf-16le";
  if (s.substr(0, 2) == "\xFE\xFF" || s.substr(0, 2) == std::string_view("\0<", 2)) return "utf-16be";
  return {};
}

bool means_utf8(std::string_view charset) {
  return charset.empty() || charset == "utf-8" || charset == "utf8" || charset == "us-ascii" ||
         charset == "ascii";
}

}  // namespace

Result<std::string> xml_to_utf8(std::string_view bytes, std::string_view content_type, Notes& notes) {
  if (const auto wide = sixteen_bit(bytes); !wide.empty()) {
    auto decoded = page::decode(bytes, "text/xml; charset=" + std::string(wide));
    if (!decoded) return fail(decoded.error());
    return std::move(decoded->text);
  }
  for (int i = 0; bytes.starts_with(kBom); ++i) {
    bytes.remove_prefix(kBom.size());
    if (i == 1) notes.add("more than one byte order mark");
  }

  const std::string in_xml = declared_in_xml(bytes);
  const std::string declared = in_xml.empty() ? declared_in_http(content_type) : in_xml;
  const Census seen = census(bytes);
  if (seen.broken == 0) {
    if (seen.good > 0 && !means_utf8(declared)) notes.add("declared " + declared + ", is utf-8");
    return std::string(bytes);
  }
  if (seen.broken * 20 <= seen.good) {
    notes.add("some characters are broken UTF-8 and were replaced");
    return replace_broken(bytes);
  }
  auto decoded = page::decode(bytes, declared.empty() ? std::string() : "text/xml; charset=" + declared);
  if (decoded && census(decoded->text).broken == 0) {
    // "iso-8859-1" is read as windows-1252 by everybody (WHATWG Encoding, labels): no defect.
    if (decoded->evidence.find("detected") != std::string::npos) {
      notes.add((declared.empty() ? "no encoding declared" : "declared " + declared) + ", is " +
                decoded->charset);
    }
    return std::move(decoded->text);
  }
  // The links are ASCII whatever the titles are written in.
  if (bytes.find('\0') != std::string_view::npos) return fail(Errc::bad_input, "the bytes are no text");
  notes.add("the encoding could not be found out; only ASCII was read");
  return replace_broken(bytes);
}

}  // namespace rawi::discover
