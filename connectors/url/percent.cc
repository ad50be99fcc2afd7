#include "connectors/url/percent.h"

#include <algorithm>
#include <cstdint>

namespace rawi::url {
namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";
constexpr std::string_view kSubDelims = "!$&'()*+,;=";

void append_triplet(std::string& out, char c) {
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

std::string_view extra_of(EncodeSet set) {
  switch (set) {
    case EncodeSet::control: return "";
    case EncodeSet::fragment: return " \"<>`";
    case EncodeSet::query: return " \"#<>";
    case EncodeSet::special_query: return " \"#<>'";
    case EncodeSet::path: return " \"#<>?`{}";
  }
  return "";
}

// The byte of the triplet at `text[i]`, or -1.
int triplet_at(std::string_view text, std::size_t i) {
  if (i + 2 >= text.size() || text[i] != '%') return -1;
  const int high = hex_value(text[i + 1]);
  const int low = hex_value(text[i + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

// RFC 3986 appendix A: pchar, "/" and, in a query, "?". The apostrophe of a query is left out: browsers send
// it encoded, so both spellings ask for the same thing.
bool may_stand(char c, Component component) {
  if (is_unreserved(c) || c == ':' || c == '@' || c == '/') return true;
  if (component == Component::query && c == '\'') return false;
  return kSubDelims.find(c) != std::string_view::npos || (c == '?' && component == Component::query);
}

}  // namespace

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_unreserved(char c) {
  return is_alpha(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

bool is_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const auto lead = static_cast<unsigned char>(bytes[i++]);
    if (lead < 0x80) continue;
    const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4) return false;
    std::uint32_t code = lead & (0x3FU >> more);
    for (int k = 0; k < more; ++k, ++i) {
      if (i >= bytes.size() || (static_cast<unsigned char>(bytes[i]) & 0xC0) != 0x80) return false;
      code = code << 6 | (static_cast<unsigned char>(bytes[i]) & 0x3F);
    }
    const bool overlong = (more == 2 && code < 0x800) || (more == 3 && code < 0x10000);
    if (overlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return false;
  }
  return true;
}

void append_encoded(std::string& out, std::string_view text, EncodeSet set) {
  const std::string_view extra = extra_of(set);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte > 0x7E || extra.find(c) != std::string_view::npos) {
      append_triplet(out, c);
    } else {
      out += c;
    }
  }
}

std::string percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int byte = triplet_at(text, i);
    out += byte < 0 ? text[i] : static_cast<char>(byte);
    if (byte >= 0) i += 2;
  }
  return out;
}

std::string normalize_percent(std::string_view text, Component component) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (const int byte = triplet_at(text, i); byte >= 0) {
      const char c = static_cast<char>(byte);
      is_unreserved(c) ? void(out += c) : append_triplet(out, c);
      i += 2;
    } else {
      may_stand(text[i], component) ? void(out += text[i]) : append_triplet(out, text[i]);
    }
  }
  return out;
}

}  // namespace rawi::url
