#include "connectors/page/slim.h"

#include <algorithm>
#include <charconv>
#include <functional>

#include "connectors/page/slimmer.h"
#include "connectors/page/utf8.h"

namespace rawi::page {
namespace {

// Open elements that Gumbo may look at, for a page of n bytes. Real pages need one or two a byte.
constexpr std::uint64_t kWorkAtLeast = 8 << 20, kWorkPerByte = 16;

// Tags of <html> and <body> whose attributes are merged.
constexpr std::uint32_t kMaxMerged = 32;

// The elements that Gumbo compares by their attributes (13.2.4.3, "Noah's Ark clause"). <a> is one of them,
// but never stands in its list three times.
constexpr TagSet kIsCompared = {Tag::b, Tag::big,   Tag::code,   Tag::em,     Tag::font, Tag::i, Tag::nobr,
                                Tag::s, Tag::small, Tag::strike, Tag::strong, Tag::tt,   Tag::u};
bool is_compared(Tag tag) { return kIsCompared.has(tag); }

// The void elements that only ever are HTML's: there "/>" says nothing.
bool ignores_slash(Tag tag) {
  return tag == Tag::br || tag == Tag::img || tag == Tag::meta || tag == Tag::link || tag == Tag::input ||
         tag == Tag::hr;
}

Tag tag_named(std::string_view name) {
  char lower[16];
  if (name.size() > sizeof lower) return Tag::other;
  std::transform(name.begin(), name.end(), lower, ascii_lower);
  return tag_of({lower, name.size()});
}

}  // namespace

bool same_any_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return ascii_lower(x) == ascii_lower(y); });
}

DataScript data_script_kind(std::string_view type) {
  const auto from = type.find_first_not_of(" \t\n\f\r");
  if (from == std::string_view::npos) return DataScript::none;
  type = type.substr(from);
  type = type.substr(0, type.find_first_of("; \t\n\f\r"));
  if (same_any_case(type, "application/ld+json")) return DataScript::json_ld;
  return same_any_case(type, "application/json") ? DataScript::json : DataScript::none;
}

void Slim::clear() {
  html.clear();
  events.clear();
  pieces.clear();
  tags.clear();
  attributes.clear();
  json_ld.clear();
  json_state.clear();
  exact = true;
  repeated_names = false;
}

Result<void> Slimmer::run() {
  while (at_ < page_.size()) {
    if (page_[at_] != '<') {
      text();
    } else {
      markup();
    }
  }
  if (too_many_pieces_) return fail(Errc::too_large, "the page has more separate texts than any page needs");
  if (nesting_.work() > kWorkAtLeast + kWorkPerByte * page_.size()) {
    return fail(Errc::too_large, "the page's tags are nested too deeply for their number");
  }
  return {};
}

void Slimmer::markup() {
  const char next = at(at_ + 1);
  if (is_ascii_letter(next)) {
    start_tag();
  } else if (next == '/' && at_ + 2 < page_.size()) {
    if (is_ascii_letter(page_[at_ + 2])) return end_tag();
    if (page_[at_ + 2] != '>') return bogus_comment();
    at_ += 3;  // "</>" is nothing at all
  } else if (next == '!') {
    declaration();
  } else if (next == '?') {
    bogus_comment();
  } else {
    text();
  }
}

std::string_view Slimmer::attribute(const Tagged& t, std::string_view name) const {
  for (std::uint32_t i = t.first; i < t.first + t.count; ++i) {
    if (out_.attributes[i].name == name) return out_.attributes[i].value;
  }
  return {};
}

bool Slimmer::has_attribute(const Tagged& t, std::string_view name) const {
  const auto first = out_.attributes.begin() + t.first;
  return std::any_of(first, first + t.count, [&](const Attribute& a) { return a.name == name; });
}

// The same for tags that Gumbo would find the same: by names and values, in any order.
std::size_t Slimmer::formatting_hash(const Tagged& t) const {
  std::size_t sum = 0;
  for (std::uint32_t i = t.first; i < t.first + t.count; ++i) {
    const Attribute& a = out_.attributes[i];
    const std::size_t mixed =
        std::hash<std::string_view>()(a.name) * 31 + std::hash<std::string_view>()(a.value);
    sum += mixed * 0x9E3779B97F4A7C15ULL;
  }
  return sum ^ (sum >> 32);
}

Slimmer::Tagged Slimmer::scan_start() {
  Tagged t;
  t.at = at_;
  t.first = static_cast<std::uint32_t>(out_.attributes.size());
  AttributeSink sink{out_.attributes, strings_, kMaxAttributesPerTag, false};
  t.scan = scan_tag(page_, at_ + 1, &sink);
  out_.repeated_names = out_.repeated_names || sink.repeated_names;
  t.count = static_cast<std::uint32_t>(out_.attributes.size()) - t.first;
  t.tag = tag_named(t.scan.name);
  return t;
}

void Slimmer::start_tag() {
  const Tagged t = scan_start();
  if (!t.scan.complete) {  // the page ends within the tag
    out_.attributes.resize(t.first);
    at_ = page_.size();
    return;
  }
  at_ = t.scan.end;
  if (starts_raw(t)) {
    if (t.tag == Tag::script) return script(t);
    if (t.tag == Tag::style) return left_out_element(t);
    return raw_text(t);
  }
  if (t.tag == Tag::svg && drawing(t)) return;
  feed_start(t, As::element);
}

// False where the tag had to be left out.
bool Slimmer::feed_start(const Tagged& t, As what) {
  note_start(t);
  const bool may_fold = !foreign() && !in_select_ && !in_frameset_ && !in_columns_ &&
                        (t.tag != Tag::noscript || (in_body_ && !saw_template_));
  if (what == As::element &&
      !nesting_.start(t.tag, t.scan.name, is_compared(t.tag) ? formatting_hash(t) : 0)) {
    out_.exact = false;
    out_.attributes.resize(t.first);
    folding_.disturb();
    return false;
  }
  // Inside a table, but outside its cells, <form> is a thing of its own.
  const bool table_form = t.tag == Tag::form && (tables_ != 0 || saw_template_);
  if (foreign() || table_form) folding_.disturb();
  if (foreign()) folding_.lose_sight();
  const bool opens = !foreign() && what != As::drawing && folding_.start(t.tag, t.scan.name, may_fold);
  gap_ = false;
  fed_ = Fed::tag;
  const auto html_at = static_cast<std::uint32_t>(out_.html.size());
  put('<');
  for (const char c : t.scan.name) put(ascii_lower(c));
  if (t.count != 0) {
    out_.tags.push_back({html_at, t.first, t.count});
    feed_tag_attributes(t);
  }
  if (t.scan.self_closing && (foreign() || !ignores_slash(t.tag))) put('/');
  put('>');
  if (what != As::drawing) note_foreign_start(t);
  add_tag_event(opens ? Event::Kind::start : Event::Kind::leaf, t);
  if (opens) folding_.opened(mark());
  return true;
}

void Slimmer::add_tag_event(Event::Kind kind, const Tagged& t) {
  const auto name = static_cast<std::uint32_t>(t.scan.name.data() - page_.data());
  out_.events.push_back({kind, t.tag, static_cast<std::uint16_t>(t.count), t.first, name,
                         name + static_cast<std::uint32_t>(t.scan.name.size())});
}

FoldMark Slimmer::mark() const {
  const auto size = [](const auto& all) { return static_cast<std::uint32_t>(all.size()); };
  return {size(out_.html), size(out_.pieces), size(out_.tags), size(out_.events)};
}

// One character for all that the element which began at `from` holds.
void Slimmer::fold(const FoldMark& from) {
  const auto events = static_cast<std::uint32_t>(out_.events.size());
  out_.html.resize(from.html);
  out_.pieces.resize(from.pieces);
  out_.tags.resize(from.tags);
  if (events != from.events) add_piece({from.events, events, Piece::Kind::contents});
}

// What Gumbo looks at in attributes, and nothing else.
void Slimmer::feed_tag_attributes(const Tagged& t) {
  if (t.tag == Tag::html || t.tag == Tag::body) {
    if (++merged_ > kMaxMerged) {
      out_.exact = false;
      return;
    }
    char digits[12];
    const auto end = std::to_chars(digits, digits + sizeof digits, out_.tags.size() - 1).ptr;
    put(' ');
    put(kRecordMark);
    put({digits, static_cast<std::size_t>(end - digits)});
  } else if (is_compared(t.tag)) {
    put(' ');
    append_utf8(out_.html, static_cast<char32_t>(0x10000 + formatting_hash(t) % 0xF0000));
    const bool breaks_foreign =
        has_attribute(t, "color") || has_attribute(t, "face") || has_attribute(t, "size");
    if (t.tag == Tag::font && breaks_foreign && foreign()) put(" color");
  } else if (t.tag == Tag::input && same_any_case(attribute(t, "type"), "hidden")) {
    put(" type=\"hidden\"");
  } else if (t.tag == Tag::annotation_xml) {
    const std::string_view encoding = attribute(t, "encoding");
    if (same_any_case(encoding, "text/html")) put(" encoding=\"text/html\"");
    if (same_any_case(encoding, "application/xhtml+xml")) put(" encoding=\"application/xhtml+xml\"");
  }
}

void Slimmer::end_tag() {
  const ScannedTag scan = scan_tag(page_, at_ + 2, nullptr);
  at_ = scan.complete ? scan.end : page_.size();
  if (!scan.complete) return;
  const Tag tag = tag_named(scan.name);
  if (!nesting_.end(tag, scan.name)) {
    out_.exact = false;
    folding_.disturb();
    return;
  }
  if (foreign()) {
    folding_.disturb();
  } else if (const FoldMark* from = folding_.end(tag, scan.name)) {
    fold(*from);
  }
  out_.events.push_back({Event::Kind::end, tag, 0, 0, 0, 0});
  put("</");
  for (const char c : scan.name) put(ascii_lower(c));
  put('>');
  note_end(tag);
  note_foreign_end(scan);
  in_page_ = in_page_ || tag == Tag::br || tag == Tag::head || tag == Tag::body;
  gap_ = false;
  fed_ = Fed::tag;
}

Result<void> slim_page(std::string_view page, Arena& strings, std::uint32_t max_depth, Slim& out) {
  out.clear();
  return Slimmer(page, strings, max_depth, out).run();
}

}  // namespace rawi::page
