#include "connectors/extract/loose_json.h"

#include <algorithm>

namespace rawi::extract {
namespace {

bool is_space(char c) { return static_cast<unsigned char>(c) <= 0x20; }

// How far a look-ahead may run, so that hostile text costs linear time.
constexpr std::size_t kLookAhead = 300;

std::size_t skip_space(std::string_view in, std::size_t at) {
  const std::size_t stop = std::min(in.size(), at + kLookAhead);
  while (at < stop && is_space(in[at])) ++at;
  return at;
}

int hex4(std::string_view digits) {
  if (digits.size() < 4) return -1;
  int value = 0;
  for (const char c : digits.substr(0, 4)) {
    const int d = c >= '0' && c <= '9'                     ? c - '0'
                  : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                           : -1;
    if (d < 0) return -1;
    value = value * 16 + d;
  }
  return value;
}

void append_utf8(std::string& out, int c) {
  if (c >= 0xD800 && c <= 0xDFFF) c = 0xFFFD;
  const auto put = [&out](int byte) { out += static_cast<char>(byte); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0 | (c >> 6));
  } else {
    if (c < 0x10000) {
      put(0xE0 | (c >> 12));
    } else {
      put(0xF0 | (c >> 18));
      put(0x80 | ((c >> 12) & 0x3F));
    }
    put(0x80 | ((c >> 6) & 0x3F));
  }
  put(0x80 | (c & 0x3F));
}

// The escape at in[at] == '\\'; returns the position after it.
std::size_t append_escape(std::string& out, std::string_view in, std::size_t at) {
  const char c = at + 1 < in.size() ? in[at + 1] : '\\';
  switch (c) {
    case 'n':
    case 'r': out += '\n'; return at + 2;
    case 't': out += ' '; return at + 2;
    case 'b':
    case 'f': return at + 2;
    case 'u': break;
    default: out += c; return at + 2;
  }
  int code = hex4(in.substr(at + 2));
  if (code < 0) {
    out += 'u';
    return at + 2;
  }
  at += 6;
  if (code >= 0xD800 && code < 0xDC00 && in.substr(at, 2) == "\\u") {
    const int low = hex4(in.substr(at + 2));
    if (low >= 0xDC00 && low <= 0xDFFF) {
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
      at += 6;
    }
  }
  append_utf8(out, code);
  return at;
}

}  // namespace

LooseJson::LooseJson(std::string_view text) : in_(text) {
  nodes_.push_back({Kind::array, 0, {}, {}});
  open_.push_back(0);
  read();
  for (const Index i : open_) nodes_[i].end = size();
}

LooseJson::Index LooseJson::find(Index object, std::string_view key) const {
  if (object == kNone || nodes_[object].kind != Kind::object) return kNone;
  for (Index i = object + 1; i < nodes_[object].end; i = nodes_[i].end) {
    if (nodes_[i].key == key) return i;
  }
  return kNone;
}

void LooseJson::add(Kind kind, std::string_view text) {
  if (nodes_.size() >= kMaxNodes) full_ = true;
  if (full_) return;
  const Index id = size();
  nodes_.push_back({kind, id + 1, pending_key_, text});
  pending_key_ = {};
  if (kind == Kind::object || kind == Kind::array) {
    open_.push_back(id);
    if (open_.size() > kMaxDepth) full_ = true;
  }
}

// Closes the innermost container of that kind; one that was forgotten inside it is closed with it.
void LooseJson::close(char bracket) {
  const Kind kind = bracket == '}' ? Kind::object : Kind::array;
  std::size_t i = open_.size();
  while (i > 1 && nodes_[open_[i - 1]].kind != kind) --i;
  if (i <= 1) return;
  while (open_.size() >= i) {
    nodes_[open_.back()].end = size();
    open_.pop_back();
  }
  pending_key_ = {};
}

void LooseJson::read() {
  while (!full_ && at_ < in_.size()) {
    const char c = in_[at_];
    const bool top = open_.size() == 1;
    const bool in_object = nodes_[open_.back()].kind == Kind::object;
    if (c == '{' || c == '[') {
      ++at_;
      add(c == '{' ? Kind::object : Kind::array, {});
    } else if (top) {
      // Whatever stands between top-level values is a wrapper, and "<![CDATA[" must not open an array.
      at_ += c == '<' && in_.substr(at_).starts_with("<![CDATA[") ? 9 : 1;
    } else if (c == '}' || c == ']') {
      ++at_;
      close(c);
    } else if (is_space(c) || c == ',' || c == ':' || c == ';') {
      ++at_;
    } else if (c == '/' && in_.substr(at_, 2) == "/*") {
      const auto stop = in_.find("*/", at_ + 2);
      at_ = stop == std::string_view::npos ? in_.size() : stop + 2;
    } else if (in_object && pending_key_.data() == nullptr) {
      read_key();
    } else if (c == '"') {
      add(Kind::string, read_string(false));
    } else {
      read_scalar();
    }
  }
}

void LooseJson::read_key() {
  if (in_[at_] == '"') {
    pending_key_ = read_string(true);
  } else {
    const std::size_t start = at_;
    while (at_ < in_.size() && !is_space(in_[at_]) &&
           std::string_view(":,{}[]\"").find(in_[at_]) == std::string_view::npos)
      ++at_;
    pending_key_ = in_.substr(start, at_ - start);
  }
  if (pending_key_.data() == nullptr) pending_key_ = std::string_view("");
  at_ = skip_space(in_, at_);
  if (at_ < in_.size() && in_[at_] == ':') {
    ++at_;
  } else {
    pending_key_ = {};  // no key after all
  }
}

void LooseJson::read_scalar() {
  const std::size_t start = at_;
  while (at_ < in_.size() && !is_space(in_[at_]) &&
         std::string_view(",{}[]\"").find(in_[at_]) == std::string_view::npos)
    ++at_;
  if (at_ == start) ++at_;
  add(Kind::scalar, in_.substr(start, at_ - start));
}

// Whether the quote at `quote` ends the string: judged by what follows, since many templates do not escape
// quotes.
bool LooseJson::closes_string(std::size_t quote, bool is_key) const {
  std::size_t next = skip_space(in_, quote + 1);
  if (next >= in_.size()) return true;
  const char c = in_[next];
  if (is_key) return c == ':';
  if (c == '}' || c == ']') return true;
  const bool in_object = nodes_[open_.back()].kind == Kind::object;
  if (c == '"') {  // a missing comma, if what follows is a key
    const auto stop = in_.find('"', next + 1);
    return in_object && stop != std::string_view::npos && stop - next < 64 &&
           skip_space(in_, stop + 1) < in_.size() && in_[skip_space(in_, stop + 1)] == ':';
  }
  if (c != ',') return false;
  next = skip_space(in_, next + 1);
  if (next >= in_.size() || !in_object || in_[next] == '}' || in_[next] == ',') return true;
  if (in_[next] != '"') return in_[next] == '/' || (in_[next] >= 'a' && in_[next] <= 'z');
  for (std::size_t i = next + 1; i < in_.size() && i < next + 80; ++i) {
    if (in_[i] != '"') continue;
    i = skip_space(in_, i + 1);
    return i >= in_.size() || in_[i] == ':';
  }
  return next + 80 >= in_.size();
}

std::string_view LooseJson::read_string(bool is_key) {
  const std::size_t start = ++at_;
  bool escaped = false;
  while (at_ < in_.size()) {
    const std::size_t stop = in_.find_first_of("\"\\", at_);
    if (stop == std::string_view::npos) {
      at_ = in_.size();
      break;
    }
    at_ = stop;
    if (in_[at_] == '\\') {
      escaped = true;
      at_ = std::min(in_.size(), at_ + 2);
      continue;
    }
    if (closes_string(at_, is_key)) {
      const auto raw = in_.substr(start, at_ - start);
      ++at_;
      return escaped ? unescape(raw) : raw;
    }
    ++at_;
  }
  const auto raw = in_.substr(std::min(start, in_.size()));
  return escaped ? unescape(raw) : raw;
}

std::string_view LooseJson::unescape(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size();) {
    const std::size_t stop = std::min(raw.size(), raw.find('\\', i));
    out.append(raw.substr(i, stop - i));
    i = stop < raw.size() ? append_escape(out, raw, stop) : stop;
  }
  return strings_.emplace_back(std::move(out));
}

}  // namespace rawi::extract
