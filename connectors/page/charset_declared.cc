#include "connectors/page/charset_declared.h"

#include <algorithm>

namespace rawi::page {
namespace {

constexpr std::size_t kPrescanBytes = 1024;          // the standard's
constexpr std::size_t kLongPrescanBytes = 16 << 10;  // and what pages with a long head need

constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool same(std::string_view a, std::string_view lower_case) {
  return a.size() == lower_case.size() &&
         std::equal(a.begin(), a.end(), lower_case.begin(), [](char x, char y) { return lower(x) == y; });
}

bool starts(std::string_view text, std::string_view lower_case) {
  return text.size() >= lower_case.size() && same(text.substr(0, lower_case.size()), lower_case);
}

std::size_t find_any_case(std::string_view text, std::string_view lower_case, std::size_t from) {
  for (; from + lower_case.size() <= text.size(); ++from) {
    if (starts(text.substr(from), lower_case)) return from;
  }
  return std::string_view::npos;
}

struct Attribute {
  std::string_view name, value;
};

// "Get an attribute" of the prescan; false where the tag is over.
bool next_attribute(std::string_view text, std::size_t& at, Attribute& out) {
  while (at < text.size() && (is_space(text[at]) || text[at] == '/')) ++at;
  if (at >= text.size() || text[at] == '>') return false;
  const std::size_t name = at++;
  while (at < text.size() && text[at] != '=' && text[at] != '>' && text[at] != '/' && !is_space(text[at]))
    ++at;
  out = {text.substr(name, at - name), {}};
  std::size_t after = at;
  while (after < text.size() && is_space(text[after])) ++after;
  if (after >= text.size() || text[after] != '=') return true;
  at = after + 1;
  while (at < text.size() && is_space(text[at])) ++at;
  if (at >= text.size()) return true;
  if (text[at] == '"' || text[at] == '\'') {
    const std::size_t close = text.find(text[at], at + 1);
    if (close == std::string_view::npos) return false;
    out.value = text.substr(at + 1, close - at - 1);
    at = close + 1;
    return true;
  }
  const std::size_t value = at;
  while (at < text.size() && text[at] != '>' && !is_space(text[at])) ++at;
  out.value = text.substr(value, at - value);
  return true;
}

// A <meta> tag's encoding, `at` behind its name.
const Encoding* meta_encoding(std::string_view text, std::size_t& at) {
  bool is_content_type = false;
  std::string_view charset, content;
  for (Attribute a; next_attribute(text, at, a);) {
    if (same(a.name, "charset") && charset.empty()) charset = a.value;
    if (same(a.name, "content") && content.empty()) content = charset_parameter(a.value);
    if (same(a.name, "http-equiv") && same(a.value, "content-type")) is_content_type = true;
  }
  if (const Encoding* found = encoding_of(charset)) return found;
  return is_content_type ? encoding_of(content) : nullptr;
}

const Encoding* prescan(std::string_view text) {
  for (std::size_t at = 0; (at = text.find('<', at)) != std::string_view::npos;) {
    const std::string_view rest = text.substr(at);
    if (starts(rest, "<!--")) {
      const auto close = text.find("-->", at + 2);
      if (close == std::string_view::npos) return nullptr;
      at = close + 3;
    } else if (starts(rest, "<?xml") && at == 0) {
      const std::string_view declaration = rest.substr(0, rest.find('>'));
      const auto key = declaration.find("encoding");
      const auto open = key == std::string_view::npos ? key : declaration.find_first_of("\"'", key);
      if (open != std::string_view::npos) {
        const auto close = declaration.find(declaration[open], open + 1);
        if (const auto* found = encoding_of(declaration.substr(open + 1, close - open - 1))) return found;
      }
      at += declaration.size();
    } else if (starts(rest, "<meta") && rest.size() > 5 && (is_space(rest[5]) || rest[5] == '/')) {
      at += 5;
      if (const auto* found = meta_encoding(text, at)) return found;
    } else if (rest.size() > 1 &&
               (is_letter(rest[1]) || (rest[1] == '/' && rest.size() > 2 && is_letter(rest[2])))) {
      while (at < text.size() && text[at] != '>' && !is_space(text[at])) ++at;
      for (Attribute a; next_attribute(text, at, a);) {
      }
    } else {
      ++at;
    }
  }
  return nullptr;
}

}  // namespace

std::string_view charset_parameter(std::string_view content_type) {
  for (std::size_t at = 0; (at = find_any_case(content_type, "charset", at)) != std::string_view::npos;) {
    at += 7;
    while (at < content_type.size() && is_space(content_type[at])) ++at;
    if (at >= content_type.size() || content_type[at] != '=') continue;
    ++at;
    while (at < content_type.size() && is_space(content_type[at])) ++at;
    if (at >= content_type.size()) return {};
    const char quote = content_type[at];
    if (quote == '"' || quote == '\'') {
      const auto close = content_type.find(quote, at + 1);
      return close == std::string_view::npos ? std::string_view()
                                             : content_type.substr(at + 1, close - at - 1);
    }
    const auto stop = content_type.find_first_of("; \t\n\f\r,", at);
    return content_type.substr(at, stop == std::string_view::npos ? stop : stop - at);
  }
  return {};
}

Declared declared_encodings(std::string_view bytes, std::string_view content_type) {
  Declared out;
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") {
    out.bom = encoding_of("utf-8");
    out.bom_bytes = 3;
  } else if (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF") {
    out.bom = encoding_of(bytes[0] == '\xFF' ? "utf-16le" : "utf-16be");
    out.bom_bytes = 2;
  }
  out.http = encoding_of(charset_parameter(content_type));
  const std::string_view text = bytes.substr(out.bom_bytes);
  out.meta = prescan(text.substr(0, kPrescanBytes));
  if (out.meta == nullptr && out.bom == nullptr && out.http == nullptr) {
    out.meta = prescan(text.substr(0, kLongPrescanBytes));
  }
  // A page whose <meta> could be read byte by byte is not in UTF-16 (the prescan's own rule).
  if (out.meta != nullptr && out.meta->name.substr(0, 6) == "utf-16") out.meta = encoding_of("utf-8");
  return out;
}

}  // namespace rawi::page
