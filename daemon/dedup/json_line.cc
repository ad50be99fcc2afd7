#include "daemon/dedup/json_line.h"

#include <fmt/format.h>

#include <cstring>

namespace rawi::dedup {
namespace {

constexpr int kMaxDepth = 64;
constexpr char32_t kReplacement = 0xFFFD;

void append_utf8(std::string& out, char32_t cp) {
  if (cp < 0x80) {
    out += static_cast<char>(cp);
    return;
  }
  if (cp < 0x800) {
    out += static_cast<char>(0xC0 | cp >> 6);
  } else {
    if (cp < 0x10000) {
      out += static_cast<char>(0xE0 | cp >> 12);
    } else {
      out += static_cast<char>(0xF0 | cp >> 18);
      out += static_cast<char>(0x80 | (cp >> 12 & 0x3F));
    }
    out += static_cast<char>(0x80 | (cp >> 6 & 0x3F));
  }
  out += static_cast<char>(0x80 | (cp & 0x3F));
}

class LineReader {
 public:
  explicit LineReader(std::string_view line) : line_(line) {}

  Result<void> object(ArticleLine& into) {
    skip_space();
    if (!take('{')) return wrong("want an object");
    skip_space();
    if (take('}')) return end_of_line();
    for (;;) {
      skip_space();
      if (!string(key_)) return wrong("want a key in quotes");
      skip_space();
      if (!take(':')) return wrong("want ':'");
      skip_space();
      if (!member(into)) return wrong(fmt::format("\"{}\": not the value this key has", key_));
      skip_space();
      if (take('}')) return end_of_line();
      if (!take(',')) return wrong("want ',' or '}'");
    }
  }

 private:
  bool member(ArticleLine& into) {
    if (key_ == "id") {
      into.id_is_number = peek() != '"';
      return into.id_is_number ? number(into.id) : string(into.id);
    }
    if (key_ == "title") return string_or_null(into.title);
    if (key_ == "body") return string_or_null(into.body);
    if (key_ == "outlet") return peek() == '{' ? skip_value(0) : string_or_null(into.outlet);
    if (key_ == "published_at") {
      return peek() == '"' || peek() == 'n' ? string_or_null(into.published_at) : number(into.published_at);
    }
    return skip_value(0);
  }

  bool string_or_null(std::string& out) {
    out.clear();
    return peek() == 'n' ? word("null") : string(out);
  }

  bool string(std::string& out) {
    out.clear();
    if (!take('"')) return false;
    for (;;) {
      const std::size_t stop = next_quote_or_backslash();
      if (stop == line_.npos) return false;
      out.append(line_, pos_, stop - pos_);
      pos_ = stop + 1;
      if (line_[stop] == '"') return true;
      if (!escape(out)) return false;
    }
  }

  [[nodiscard]] std::size_t next_quote_or_backslash() const {
    const char* begin = line_.data() + pos_;
    const std::size_t left = line_.size() - pos_;
    const void* quote = std::memchr(begin, '"', left);
    if (quote == nullptr) return line_.npos;
    const auto until_quote = static_cast<std::size_t>(static_cast<const char*>(quote) - begin);
    const void* backslash = std::memchr(begin, '\\', until_quote);
    return static_cast<std::size_t>(static_cast<const char*>(backslash != nullptr ? backslash : quote) -
                                    line_.data());
  }

  bool escape(std::string& out) {
    if (pos_ >= line_.size()) return false;
    switch (line_[pos_++]) {
      case '"': out += '"'; return true;
      case '\\': out += '\\'; return true;
      case '/': out += '/'; return true;
      case 'b': out += '\b'; return true;
      case 'f': out += '\f'; return true;
      case 'n': out += '\n'; return true;
      case 'r': out += '\r'; return true;
      case 't': out += '\t'; return true;
      case 'u': return unicode_escapes(out);
      default: return false;
    }
  }

  // Files written in ASCII are one escape after another.
  bool unicode_escapes(std::string& out) {
    for (;;) {
      char32_t cp = 0;
      if (!hex4(cp)) return false;
      if (cp >= 0xD800 && cp < 0xDC00 && is_at("\\u")) {
        char32_t low = 0;
        const std::size_t before = pos_;
        pos_ += 2;
        if (!hex4(low)) return false;
        if (low >= 0xDC00 && low < 0xE000) {
          cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
        } else {
          pos_ = before;
        }
      }
      append_utf8(out, cp >= 0xD800 && cp < 0xE000 ? kReplacement : cp);
      if (!is_at("\\u")) return true;
      pos_ += 2;
    }
  }

  bool hex4(char32_t& value) {
    if (line_.size() - pos_ < 4) return false;
    value = 0;
    for (int i = 0; i < 4; ++i) {
      const char c = line_[pos_++];
      const char lower = static_cast<char>(c | 0x20);
      if (c >= '0' && c <= '9') {
        value = value << 4 | static_cast<char32_t>(c - '0');
      } else if (lower >= 'a' && lower <= 'f') {
        value = value << 4 | static_cast<char32_t>(lower - 'a' + 10);
      } else {
        return false;
      }
    }
    return true;
  }

  bool number(std::string& out) {
    const std::size_t start = pos_;
    while (pos_ < line_.size() && std::strchr("+-.eE0123456789", line_[pos_]) != nullptr) ++pos_;
    out.assign(line_.substr(start, pos_ - start));
    return !out.empty();
  }

  bool skip_value(int depth) {
    if (depth > kMaxDepth) return false;
    switch (peek()) {
      case '"': return string(skipped_);
      case '{': return skip_container('}', true, depth);
      case '[': return skip_container(']', false, depth);
      case 't': return word("true");
      case 'f': return word("false");
      case 'n': return word("null");
      default: return number(skipped_);
    }
  }

  bool skip_container(char close, bool keyed, int depth) {
    ++pos_;
    skip_space();
    if (take(close)) return true;
    for (;;) {
      skip_space();
      if (keyed) {
        if (!string(skipped_)) return false;
        skip_space();
        if (!take(':')) return false;
        skip_space();
      }
      if (!skip_value(depth + 1)) return false;
      skip_space();
      if (take(close)) return true;
      if (!take(',')) return false;
    }
  }

  Result<void> end_of_line() {
    skip_space();
    if (pos_ != line_.size()) return wrong("want nothing after the object");
    return {};
  }

  [[nodiscard]] Result<void> wrong(std::string_view what) const {
    return fail(Errc::bad_input, fmt::format("byte {}: {}", pos_ + 1, what));
  }

  bool word(std::string_view text) {
    if (!is_at(text)) return false;
    pos_ += text.size();
    return true;
  }
  [[nodiscard]] bool is_at(std::string_view text) const { return line_.substr(pos_, text.size()) == text; }
  [[nodiscard]] char peek() const { return pos_ < line_.size() ? line_[pos_] : '\0'; }
  bool take(char c) {
    if (peek() != c || pos_ >= line_.size()) return false;
    ++pos_;
    return true;
  }
  void skip_space() {
    while (pos_ < line_.size() && std::strchr(" \t\r\n", line_[pos_]) != nullptr && line_[pos_] != '\0')
      ++pos_;
  }

  std::string_view line_;
  std::size_t pos_ = 0;
  std::string key_, skipped_;
};

}  // namespace

Result<void> read_article_line(std::string_view line, ArticleLine& into) {
  into.id.clear();
  into.outlet.clear();
  into.title.clear();
  into.body.clear();
  into.published_at.clear();
  into.id_is_number = false;
  if (auto read = LineReader(line).object(into); !read) return read;
  if (into.id.empty()) return fail(Errc::bad_input, "no \"id\"");
  return {};
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  out += '"';
}

}  // namespace rawi::dedup
