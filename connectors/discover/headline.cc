#include "connectors/discover/headline.h"

#include <algorithm>

#include "connectors/arabic/normalize.h"
#include "connectors/discover/ascii.h"
#include "connectors/discover/references.h"
#include "connectors/page/tags.h"

namespace rawi::discover {
namespace {

constexpr int kMostPasses = 3;  // once for HTML in XML, twice for the doubly escaped
constexpr std::size_t kLongestTitle = 4096;

// Length of the HTML tag or comment at the start of `text`; 0 where there is none. `breaks`: it separates
// words.
std::size_t tag_length(std::string_view text, bool& breaks) {
  breaks = false;
  if (text.starts_with("<!--")) {
    const auto end = text.find("-->");
    return end == std::string_view::npos ? 0 : end + 3;
  }
  if (text.starts_with("<![CDATA[")) return 9;
  std::size_t i = 1;
  if (i < text.size() && text[i] == '/') ++i;
  const std::size_t name = i;
  while (i < text.size() && (is_letter(text[i]) || is_digit(text[i]))) ++i;
  if (i == name) return 0;
  const page::Tag tag = page::tag_of(lower(text.substr(name, i - name)));
  if (tag == page::Tag::other || tag == page::Tag::text) return 0;
  const auto end = text.find('>', i);
  if (end == std::string_view::npos) return 0;
  breaks = page::is_block(tag) || tag == page::Tag::br;
  return end + 1;
}

std::string strip_once(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '<') {
      bool breaks = false;
      if (const std::size_t n = tag_length(text.substr(i), breaks); n > 0) {
        if (breaks) out += ' ';
        i += n;
        continue;
      }
    }
    if (text[i] == '&') {
      if (const Reference reference = reference_at(text.substr(i)); reference.length > 0) {
        out += reference.text;
        i += reference.length;
        continue;
      }
    }
    out += text[i++];
  }
  return out;
}

}  // namespace

std::string headline(std::string_view text) {
  std::string current(trim(text.substr(0, std::min(text.size(), kLongestTitle))));
  for (int pass = 0; pass < kMostPasses && current.find_first_of("<&") != std::string::npos; ++pass) {
    std::string next = strip_once(current);
    if (next == current) break;
    current = std::move(next);
  }
  if (const auto left_over = current.find("]]>"); left_over != std::string::npos) current.erase(left_over, 3);
  return arabic::published_text(current);
}

}  // namespace rawi::discover
