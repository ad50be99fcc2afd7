#include "connectors/discover/xml_mend.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>
#include <vector>

#include "connectors/discover/ascii.h"

namespace rawi::discover {
namespace {

constexpr std::size_t kDeepest = 100;       // of what feeds have no name for
constexpr std::size_t kDeepestKnown = 200;  // libxml2 stops at 256
constexpr std::size_t kLongestTag = 64u << 10;

// Elements that repeat side by side: one that opens inside another of its name means that the first was never
// closed.
constexpr auto kEntries = std::to_array<std::string_view>({"item", "entry", "url", "sitemap"});
// Elements that hold text only: none of kVocabulary stands inside them.
constexpr auto kLeaves =
    std::to_array<std::string_view>({"title", "link", "guid", "pubdate", "id", "updated", "published", "loc",
                                     "lastmod", "ttl", "dc:creator", "dc:date", "language", "category"});
constexpr auto kVocabulary = std::to_array<std::string_view>(
    {"title",      "link",    "guid",   "pubdate",  "id",       "updated", "published",
     "item",       "entry",   "loc",    "lastmod",  "ttl",      "summary", "content:encoded",
     "dc:creator", "dc:date", "author", "comments", "category", "url",     "enclosure"});
// What cannot stand in the raw HTML of an unclosed <description>.
constexpr auto kNoHtml = std::to_array<std::string_view>(
    {"item", "entry", "pubdate", "guid", "content:encoded", "dc:creator", "dc:date"});

template <std::size_t N>
bool among(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool starts_name(char c) { return is_letter(c) || c == '_' || (static_cast<unsigned char>(c) & 0x80) != 0; }
bool in_name(char c) { return starts_name(c) || is_digit(c) || c == '-' || c == '.' || c == ':'; }

struct Tag {
  std::string name;
  std::vector<std::pair<std::string_view, std::string_view>> attributes;
  bool empty = false;
  bool odd = false;  // attributes that are not as XML wants them
};

class Mender {
 public:
  Mender(std::string_view in, const Entities& entities, Notes& notes)
      : in_(in), entities_(entities), notes_(notes) {}

  std::string run() {
    out_.reserve(in_.size() + in_.size() / 8 + 64);
    out_ = "<mended>";
    while (at_ < in_.size()) {
      if (in_[at_] == '<') {
        markup();
      } else {
        const auto next = std::min(in_.find('<', at_), in_.size());
        put(in_.substr(at_, next - at_), true);
        at_ = next;
      }
    }
    finish();
    out_ += "</mended>";
    return std::move(out_);
  }

 private:
  struct Open {
    std::string name, lower_name;
    bool written = false;
    std::size_t text_from = 0;  // in out_
  };

  std::string_view rest() const { return in_.substr(at_); }

  void markup() {
    if (rest().starts_with("<!--")) return skip_to("-->", "a comment is never closed");
    if (rest().starts_with("<![CDATA[")) return cdata();
    if (rest().starts_with("<!")) return skip_to(">", "a declaration is never closed");
    if (rest().starts_with("<?"))
      return skip_to(rest().substr(0, 512).find("?>") == std::string_view::npos ? ">" : "?>",
                     "a processing instruction is never closed");
    if (rest().starts_with("</")) return end_tag();
    if (rest().size() > 1 && starts_name(rest()[1])) return start_tag();
    literal_less_than();
  }

  void skip_to(std::string_view end, const char* note) {
    const auto found = in_.find(end, at_ + 2);
    if (found == std::string_view::npos) notes_.add(note);
    at_ = found == std::string_view::npos ? in_.size() : found + end.size();
  }

  void literal_less_than() {
    notes_.add("a bare \"<\" in text");
    out_ += "&lt;";
    ++at_;
  }

  void cdata() {
    const std::size_t from = at_ + 9;
    std::size_t to = cdata_ends_ ? in_.find("]]>", from) : std::string_view::npos;
    std::size_t next = to + 3;
    if (to == std::string_view::npos) {
      notes_.add("a CDATA section is never closed");
      cdata_ends_ = false;
      to = open_.empty() ? to : in_.find("</" + open_.back().name, from);
      next = to = std::min(to, in_.size());
    }
    put(in_.substr(from, to - from), false);
    at_ = next;
  }

  void end_tag() {
    std::size_t i = at_ + 2;
    while (i < in_.size() && in_name(in_[i])) ++i;
    const std::string name = lower(in_.substr(at_ + 2, i - at_ - 2));
    const auto close = in_.find_first_of("<>", i);
    at_ = close == std::string_view::npos ? in_.size() : in_[close] == '>' ? close + 1 : close;
    if (const auto count = counts_.find(name); count == counts_.end() || count->second == 0) {
      notes_.add("an end tag without a start tag");
      return;
    }
    if (open_.back().lower_name != name) notes_.add("tags closed in the wrong order or not at all");
    close_through(name);
  }

  void start_tag() {
    Tag tag;
    std::size_t i = at_ + 1;
    while (i < in_.size() && in_name(in_[i])) ++i;
    tag.name = in_.substr(at_ + 1, i - at_ - 1);
    const std::size_t end = read_attributes(i, tag);
    if (end == std::string_view::npos) {
      if (in_.find_first_of("<>", i) == std::string_view::npos) {
        at_ = in_.size();  // cut off inside the tag; finish() says so
        cut_ = true;
        return;
      }
      return literal_less_than();
    }
    at_ = end;
    if (tag.odd) notes_.add("attributes without quotes or values");
    const std::string lowered = lower(tag.name);
    close_what_it_ends(lowered);
    if (open_.empty() && ++roots_ == 2) notes_.add("more than one root element");
    write_start(tag, lowered);
  }

  // Index after ">", or npos where this is no tag.
  std::size_t read_attributes(std::size_t i, Tag& tag) const {
    const std::size_t limit = std::min(in_.size(), i + kLongestTag);
    while (i < limit) {
      while (i < limit && (is_blank(in_[i]) || in_[i] == '/' || in_[i] == ',')) ++i;
      if (i >= limit || in_[i] == '<') break;
      if (in_[i] == '>') {
        tag.empty = in_[i - 1] == '/';
        return i + 1;
      }
      const std::size_t name = i;
      while (i < limit && in_name(in_[i])) ++i;
      if (i == name) {
        ++i;  // a stray quote or sign
        tag.odd = true;
        continue;
      }
      const std::string_view key = in_.substr(name, i - name);
      std::string_view value = key;
      while (i < limit && is_blank(in_[i])) ++i;
      const bool has_value = i < limit && in_[i] == '=';
      if (has_value) i = read_value(i + 1, limit, value);
      if (i == std::string_view::npos) break;
      if (!has_value || (in_[i - 1] != '"' && in_[i - 1] != '\'')) tag.odd = true;
      tag.attributes.emplace_back(key, value);
    }
    return std::string_view::npos;
  }

  std::size_t read_value(std::size_t i, std::size_t limit, std::string_view& value) const {
    while (i < limit && is_blank(in_[i])) ++i;
    if (i >= limit) return std::string_view::npos;
    if (in_[i] == '"' || in_[i] == '\'') {
      const auto close = in_.find(in_[i], i + 1);
      if (close == std::string_view::npos || close >= limit) return std::string_view::npos;
      value = in_.substr(i + 1, close - i - 1);
      return close + 1;
    }
    const std::size_t from = i;
    while (i < limit && !is_blank(in_[i]) && in_[i] != '>' && in_[i] != '<') ++i;
    value = in_.substr(from, i - from);
    return i;
  }

  void close_what_it_ends(const std::string& name) {
    if (open_.empty()) return;
    if (among(kEntries, name) && counts_[name] > 0) {
      notes_.add("an unclosed <" + name + ">");
      close_through(name);
      return;
    }
    const std::string_view top = open_.back().lower_name;
    if ((among(kLeaves, top) && among(kVocabulary, name)) || (top == "description" && among(kNoHtml, name))) {
      notes_.add("an unclosed <" + std::string(top) + ">");
      close_through(std::string(top));
    }
  }

  void write_start(const Tag& tag, const std::string& lowered) {
    const std::size_t limit =
        among(kEntries, lowered) || among(kVocabulary, lowered) ? kDeepestKnown : kDeepest;
    Open open{tag.name, lowered, written_ < limit, 0};
    if (open.written) {
      out_ += '<';
      out_ += tag.name;
      for (std::size_t i = 0; i < tag.attributes.size() && i < 64; ++i) write_attribute(tag, i);
      out_ += tag.empty ? "/>" : ">";
    } else {
      notes_.add("elements nested too deep were flattened");
    }
    if (tag.empty) return;
    if (open.written) ++written_;
    open.text_from = out_.size();
    ++counts_[lowered];
    open_.push_back(std::move(open));
  }

  void write_attribute(const Tag& tag, std::size_t index) {
    const auto& [name, value] = tag.attributes[index];
    if (!starts_name(name[0])) return;
    for (std::size_t i = 0; i < index; ++i) {
      if (tag.attributes[i].first == name) return notes_.add("an attribute given twice");
    }
    out_ += ' ';
    out_ += name;
    out_ += "=\"";
    put(value, true);
    out_ += '"';
  }

  void close_through(const std::string& name) {
    while (!open_.empty()) {
      const Open open = std::move(open_.back());
      open_.pop_back();
      --counts_[open.lower_name];
      if (open.written) {
        out_ += "</" + open.name + ">";
        --written_;
      }
      if (open.lower_name == name) return;
    }
  }

  void finish() {
    if (open_.empty() && !cut_) return;
    notes_.add("the document is cut off before its end");
    if (!open_.empty() && among(kLeaves, open_.back().lower_name)) out_.resize(open_.back().text_from);
    while (!open_.empty()) close_through(open_.back().lower_name);
  }

  // Character data, escaped. `references`: "&…;" means something (everywhere but in CDATA).
  void put(std::string_view text, bool references) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto c = static_cast<unsigned char>(text[i]);
      if (c == '<') {
        out_ += "&lt;";
      } else if (c == '>') {
        out_ += "&gt;";
      } else if (c == '"') {
        out_ += "&quot;";
      } else if (c == '&') {
        if (references) {
          i += put_reference(text.substr(i)) - 1;
        } else {
          out_ += "&amp;";
        }
      } else if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || is_noncharacter(text.substr(i, 3))) {
        notes_.add("control characters were dropped");
        if (c >= 0x20) i += 2;
      } else {
        out_ += text[i];
      }
    }
  }

  static bool is_noncharacter(std::string_view three) {
    return three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF";
  }

  std::size_t put_reference(std::string_view text) {
    const Reference reference = reference_at(text, entities_);
    if (reference.length == 0) {
      notes_.add("a bare \"&\" or an unknown entity");
      out_ += "&amp;";
      return 1;
    }
    if (!reference.xml_own)
      notes_.add("the undeclared entity " + std::string(text.substr(0, reference.length)));
    put(reference.text, false);
    return reference.length;
  }

  std::string_view in_;
  const Entities& entities_;
  Notes& notes_;
  std::string out_;
  std::size_t at_ = 0;
  int roots_ = 0;
  std::size_t written_ = 0;  // of open_
  bool cut_ = false;
  bool cdata_ends_ = true;  // false: no "]]>" further on, no need to look again
  std::vector<Open> open_;
  std::unordered_map<std::string, int> counts_;
};

}  // namespace

std::string mend_xml(std::string_view text, const Entities& entities, Notes& notes) {
  return Mender(text, entities, notes).run();
}

}  // namespace rawi::discover
