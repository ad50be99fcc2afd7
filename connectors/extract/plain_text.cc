#include "connectors/extract/plain_text.h"

#include <array>
#include <cstdint>
#include <utility>

namespace rawi::extract {
namespace {

// The references that occur in text values; all others stay as written, which is what a reader would see too.
constexpr std::array<std::pair<std::string_view, std::string_view>, 24> kReferences{{
    {"quot", "\""},  {"amp", "&"},   {"lt", "<"},    {"gt", ">"},     {"apos", "'"},      {"nbsp", " "},
    {"laquo", "«"},  {"raquo", "»"}, {"ldquo", "“"}, {"rdquo", "”"},  {"lsquo", "‘"},     {"rsquo", "’"},
    {"hellip", "…"}, {"ndash", "–"}, {"mdash", "—"}, {"shy", ""},     {"zwnj", "\u200C"}, {"zwj", "\u200D"},
    {"rlm", ""},     {"lrm", ""},    {"bull", "•"},  {"middot", "·"}, {"copy", "©"},      {"reg", "®"},
}};

void append_utf8(std::string& out, std::uint32_t c) {
  if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

// The digits of "#1578" or "#x62A"; false where there are none.
bool append_numeric(std::string& out, std::string_view digits) {
  const bool hex = !digits.empty() && (digits[0] == 'x' || digits[0] == 'X');
  if (hex) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > 8) return false;
  std::uint64_t value = 0;
  for (const char c : digits) {
    const int d = c >= '0' && c <= '9'   ? c - '0'
                  : c >= 'a' && c <= 'f' ? c - 'a' + 10
                  : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                         : 16;
    if (d >= (hex ? 16 : 10)) return false;
    value = value * (hex ? 16 : 10) + static_cast<std::uint64_t>(d);
  }
  append_utf8(out, static_cast<std::uint32_t>(value > 0x10FFFF ? 0 : value));
  return true;
}

std::string resolve_references(std::string_view in) {
  std::string out;
  out.reserve(in.size());
  for (std::size_t i = 0; i < in.size();) {
    if (in[i] != '&') {
      out += in[i++];
      continue;
    }
    const auto name = in.substr(i + 1, 12);
    const std::size_t end = name.find(';');
    bool done = false;
    if (end != std::string_view::npos && end > 0) {
      if (name[0] == '#') {
        done = append_numeric(out, name.substr(1, end - 1));
      } else {
        for (const auto& [key, text] : kReferences) {
          if (key == name.substr(0, end)) {
            out += text;
            done = true;
            break;
          }
        }
      }
    }
    if (done) {
      i += end + 2;
    } else {
      out += in[i++];
    }
  }
  return out;
}

bool ends_line(std::string_view tag) {
  if (!tag.empty() && tag[0] == '/') tag.remove_prefix(1);
  std::string name;
  for (const char c : tag.substr(0, 11)) {
    const char lower = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if ((lower < 'a' || lower > 'z') && (lower < '1' || lower > '6')) break;
    name += lower;
  }
  for (const std::string_view block :
       {"p", "br", "div", "li", "h1", "h2", "h3", "h4", "tr", "blockquote", "ul", "ol"}) {
    if (name == block) return true;
  }
  return false;
}

std::string drop_tags(std::string_view in) {
  std::string out;
  out.reserve(in.size());
  for (std::size_t i = 0; i < in.size();) {
    const bool opens =
        in[i] == '<' && i + 1 < in.size() &&
        ((in[i + 1] | 0x20) >= 'a' ? (in[i + 1] | 0x20) <= 'z' : in[i + 1] == '/' || in[i + 1] == '!');
    const std::size_t close = opens ? in.find('>', i) : std::string_view::npos;
    if (close == std::string_view::npos) {
      if (opens) return out.append(in.substr(i));  // no '>' up to the end: no tag follows either
      out += in[i++];
      continue;
    }
    if (ends_line(in.substr(i + 1, close - i - 1))) out += '\n';
    i = close + 1;
  }
  return out;
}

}  // namespace

std::string plain_text(std::string_view value) {
  std::string text(value);
  for (int pass = 0; pass < 2; ++pass) {
    if (text.find('<') != std::string::npos) text = drop_tags(text);
    if (text.find('&') == std::string::npos) break;
    text = resolve_references(text);
  }
  if (text.find("</") != std::string::npos) text = drop_tags(text);
  return text;
}

}  // namespace rawi::extract
