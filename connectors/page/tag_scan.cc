#include "connectors/page/tag_scan.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>

#include "connectors/base/byte_blocks.h"
#include "connectors/page/references.h"

namespace rawi::page {
namespace {

enum Stop : std::uint8_t {
  kSpace = 1,      // white space
  kNameStop = 2,   // ends a tag's name: white space, '/', '>'
  kAttrStop = 4,   // ends an attribute's name: those and '='
  kValueStop = 8,  // ends an unquoted value: white space, '>'
  kUpper = 16,
};

constexpr auto kClass = [] {
  std::array<std::uint8_t, 256> table{};
  for (const char c : {' ', '\t', '\n', '\f', '\r'})
    table[static_cast<unsigned char>(c)] = kSpace | kNameStop | kAttrStop | kValueStop;
  table['/'] = kNameStop | kAttrStop;
  table['>'] = kNameStop | kAttrStop | kValueStop;
  table['='] = kAttrStop;
  for (unsigned char c = 'A'; c <= 'Z'; ++c) table[c] = kUpper;
  return table;
}();

constexpr bool is(char c, std::uint8_t stop) { return (kClass[static_cast<unsigned char>(c)] & stop) != 0; }

// The rest of a quoted value from `p` on, up to its quote: found block by block together with what must be
// resolved. null where the page ends first.
const char* find_quote(const char* p, const char* end, char quote, bool& special) {
  const auto wanted = static_cast<Byte>(quote);
  for (; end - p >= static_cast<std::ptrdiff_t>(kBlockBytes); p += kBlockBytes) {
    const Block c = load(reinterpret_cast<const Byte*>(p));
    if (any((c == wanted) | (c == '&') | (c == '\r'))) break;
  }
  while (p != end && *p != quote && *p != '&' && *p != '\r') ++p;
  special = p != end && *p != quote;
  return special ? static_cast<const char*>(std::memchr(p, quote, static_cast<std::size_t>(end - p)))
                 : (p == end ? nullptr : p);
}

std::string_view lowered(std::string_view name, Arena& strings) {
  if (std::none_of(name.begin(), name.end(), [](char c) { return is(c, kUpper); })) return name;
  std::string copy(name);
  for (char& c : copy) c = is(c, kUpper) ? static_cast<char>(c + 32) : c;
  return strings.keep(copy);
}

std::string_view resolved(std::string_view value, const AttributeSink& sink) {
  std::string copy;
  append_resolved(copy, value, true);
  return sink.strings.keep(copy);
}

class Scanner {
 public:
  Scanner(std::string_view page, std::size_t at) : p_(page.data() + at), end_(page.data() + page.size()) {}

  ScannedTag scan(const char* page, AttributeSink* sink) {
    ScannedTag tag;
    const char* const name = p_;
    skip_until(kNameStop);
    tag.name = {name, static_cast<std::size_t>(p_ - name)};
    const std::size_t first = sink != nullptr ? sink->attributes.size() : 0;
    while (!tag.complete) {
      if (p_ == end_) return tag;
      if (*p_ == '>') {
        ++p_;
        tag.complete = true;
      } else if (*p_ == '/') {
        ++p_;
        tag.self_closing = p_ != end_ && *p_ == '>';
      } else if (is(*p_, kSpace)) {
        ++p_;
      } else if (!attribute(sink, first)) {
        return tag;
      }
    }
    tag.end = static_cast<std::size_t>(p_ - page);
    return tag;
  }

 private:
  void skip_until(std::uint8_t stop) {
    while (p_ != end_ && !is(*p_, stop)) ++p_;
  }

  // False where the page ends inside it.
  bool attribute(AttributeSink* sink, std::size_t first) {
    const char* const name = p_++;  // a leading '=' belongs to the name
    skip_until(kAttrStop);
    const std::string_view name_text(name, static_cast<std::size_t>(p_ - name));
    const char* const after_name = p_;
    while (p_ != end_ && is(*p_, kSpace)) ++p_;
    if (p_ == end_) return false;
    std::string_view value_text;
    special_ = false;
    if (*p_ != '=') {
      p_ = after_name;
    } else {
      ++p_;
      if (!value(value_text)) return false;
    }
    if (sink != nullptr) keep(*sink, first, name_text, value_text);
    return true;
  }

  bool value(std::string_view& out) {
    while (p_ != end_ && is(*p_, kSpace)) ++p_;
    if (p_ == end_) return false;
    const char* const from = p_;
    if (*p_ == '"' || *p_ == '\'') {
      const char* close = find_quote(p_ + 1, end_, *p_, special_);
      if (close == nullptr) return false;
      p_ = close + 1;
      out = {from + 1, static_cast<std::size_t>(p_ - from - 2)};
      return true;
    }
    skip_until(kValueStop);
    special_ = true;
    out = {from, static_cast<std::size_t>(p_ - from)};
    return p_ != end_;
  }

  void keep(AttributeSink& sink, std::size_t first, std::string_view name, std::string_view value) const {
    auto& all = sink.attributes;
    if (all.size() - first >= sink.limit) return;
    name = lowered(name, sink.strings);
    for (std::size_t i = first; i < all.size(); ++i) {
      if (all[i].name != name) continue;
      sink.repeated_names = true;
      return;
    }
    all.push_back({name, special_ && !value.empty() ? resolved(value, sink) : value});
  }

  bool special_ = false;  // the value just read may have something to resolve
  const char* p_;
  const char* end_;
};

}  // namespace

ScannedTag scan_tag(std::string_view page, std::size_t name_at, AttributeSink* sink) {
  return Scanner(page, name_at).scan(page.data(), sink);
}

}  // namespace rawi::page
