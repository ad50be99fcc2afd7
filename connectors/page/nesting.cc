#include "connectors/page/nesting.h"

#include <algorithm>
#include <functional>

namespace rawi::page {
namespace {

constexpr TagSet kIsVoid = {Tag::area, Tag::base,  Tag::basefont, Tag::bgsound, Tag::br,
                            Tag::col,  Tag::embed, Tag::frame,    Tag::hr,      Tag::image,
                            Tag::img,  Tag::input, Tag::isindex,  Tag::keygen,  Tag::link,
                            Tag::meta, Tag::param, Tag::source,   Tag::track,   Tag::wbr};
bool is_void(Tag tag) { return kIsVoid.has(tag); }

constexpr TagSet kIsFormatting = {Tag::a,    Tag::b, Tag::big,   Tag::code,   Tag::em,     Tag::font, Tag::i,
                                  Tag::nobr, Tag::s, Tag::small, Tag::strike, Tag::strong, Tag::tt,   Tag::u};
bool is_formatting(Tag tag) { return kIsFormatting.has(tag); }

// Where "in scope" ends (13.2.4.2).
constexpr TagSet kEndsScope = {Tag::applet, Tag::caption, Tag::table,  Tag::td,
                               Tag::th,     Tag::marquee, Tag::object, Tag::template_};
bool ends_scope(Tag tag) { return kEndsScope.has(tag); }

// Elements that put a marker into the list of active formatting elements.
bool sets_marker(Tag tag) { return ends_scope(tag) && tag != Tag::table; }

bool is_row_group(Tag tag) { return tag == Tag::tbody || tag == Tag::thead || tag == Tag::tfoot; }
bool is_cell(Tag tag) { return tag == Tag::td || tag == Tag::th; }
bool is_table_part(Tag tag) {
  return is_row_group(tag) || is_cell(tag) || tag == Tag::tr || tag == Tag::caption || tag == Tag::colgroup;
}
bool closes_paragraph(Tag tag) {
  return is_block(tag) && !is_table_part(tag) && tag != Tag::option && tag != Tag::optgroup;
}
bool ends_table(Tag tag) { return tag == Tag::table || tag == Tag::template_; }

}  // namespace

// Pops down to the innermost element that is `found`, unless one that is `stop` comes first.
template <class Found, class Stop>
void Nesting::pop_to(Found found, Stop stop, bool inclusive) {
  for (std::size_t i = open_.size(); i-- > 0;) {
    if (found(open_[i])) {
      const std::size_t keep = inclusive ? i : i + 1;
      while (open_.size() > keep) pop();
      return;
    }
    if (stop(open_[i].tag)) return;
  }
}

void Nesting::push(Open open) {
  open_.push_back(open);
  ++count_[static_cast<std::size_t>(open.tag)];
}

void Nesting::erase_open(std::size_t i) {
  --count_[static_cast<std::size_t>(open_[i].tag)];
  open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i));
}

void Nesting::pop() {
  const Tag tag = open_.back().tag;
  erase_open(open_.size() - 1);
  if (sets_marker(tag)) clear_to_marker();
}

void Nesting::clear_to_marker() {
  while (!active_.empty()) {
    const bool marker = active_.back().tag == Tag::text;
    active_.pop_back();
    if (marker) return;
  }
}

// The end tags that this start tag implies.
void Nesting::close_implied(Tag tag) {
  const auto is = [](Tag wanted) { return [wanted](const Open& open) { return open.tag == wanted; }; };
  const auto stops_item = [](Tag t) {
    return (is_block(t) || ends_scope(t)) && t != Tag::address && t != Tag::div && t != Tag::p;
  };
  if (tag == Tag::li && has(Tag::li)) pop_to(is(Tag::li), stops_item, true);
  if ((tag == Tag::dd || tag == Tag::dt) && (has(Tag::dd) || has(Tag::dt))) {
    pop_to([](const Open& open) { return open.tag == Tag::dd || open.tag == Tag::dt; }, stops_item, true);
  }
  if (closes_paragraph(tag))
    pop_to(
        is(Tag::p), [](Tag t) { return ends_scope(t) || t == Tag::button; }, true);
  if (is_heading(tag) && !open_.empty() && is_heading(open_.back().tag)) pop();
  if ((tag == Tag::option || tag == Tag::optgroup) && !open_.empty() && open_.back().tag == Tag::option)
    pop();
  if (tag == Tag::optgroup && !open_.empty() && open_.back().tag == Tag::optgroup) pop();
  if (tag == Tag::button && has(Tag::button)) pop_to(is(Tag::button), ends_scope, true);
  if (is_cell(tag)) {
    pop_to([](const Open& o) { return o.tag == Tag::tr || ends_table(o.tag); }, [](Tag) { return false; },
           false);
  } else if (tag == Tag::tr) {
    pop_to([](const Open& o) { return is_row_group(o.tag) || ends_table(o.tag); }, [](Tag) { return false; },
           false);
  } else if (is_table_part(tag)) {
    pop_to([](const Open& o) { return ends_table(o.tag); }, [](Tag) { return false; }, false);
  }
}

bool Nesting::admit_formatting(Tag tag, std::size_t formatting) {
  std::size_t same = 0, earliest = active_.size();
  for (std::size_t i = active_.size(); i-- > 0 && active_[i].tag != Tag::text;) {
    if (active_[i].tag != tag || (tag != Tag::a && active_[i].formatting != formatting)) continue;
    ++same;
    earliest = i;
  }
  // 13.2.4.3: the fourth of a kind pushes the first out. An <a> ends the one before it.
  if (tag == Tag::a && same != 0) {
    end_formatting(tag);
  } else if (same >= 3) {
    active_.erase(active_.begin() + static_cast<std::ptrdiff_t>(earliest));
  }
  if (active_.size() >= kMaxActive) return false;
  active_.push_back({tag, formatting});
  return true;
}

void Nesting::end_formatting(Tag tag) {
  for (std::size_t i = active_.size(); i-- > 0 && active_[i].tag != Tag::text;) {
    if (active_[i].tag != tag) continue;
    active_.erase(active_.begin() + static_cast<std::ptrdiff_t>(i));
    break;
  }
  for (std::size_t i = has(tag) ? open_.size() : 0; i-- > 0 && !ends_scope(open_[i].tag);) {
    if (open_[i].tag != tag) continue;
    erase_open(i);
    return;
  }
}

bool Nesting::start(Tag tag, std::string_view name, std::size_t formatting) {
  const std::size_t looked_at = open_.size() + active_.size();
  const bool stays = !is_void(tag) && tag != Tag::html && tag != Tag::head && tag != Tag::body;
  close_implied(tag);
  if (stays) {
    const Open here{tag,
                    tag == Tag::other ? static_cast<std::uint32_t>(std::hash<std::string_view>()(name)) : 0};
    // <html> and <body> stand below all of these, and what is active is opened again where it is closed.
    const bool room = open_.size() + active_.size() + 2 < max_depth_;
    if (!room || (is_formatting(tag) && !admit_formatting(tag, formatting))) {
      refused_.push_back(here);
      return false;
    }
    push(here);
    if (sets_marker(tag)) active_.push_back({});
  }
  work_ += looked_at;
  return true;
}

bool Nesting::end(Tag tag, std::string_view name) {
  constexpr std::uint64_t kAdoptionRounds = 8;  // 13.2.6.4.7, the adoption agency's outer loop
  const Open here{tag,
                  tag == Tag::other ? static_cast<std::uint32_t>(std::hash<std::string_view>()(name)) : 0};
  if (!refused_.empty() && refused_.back() == here) {
    refused_.pop_back();
    return false;
  }
  work_ += (open_.size() + active_.size()) * (is_formatting(tag) && !active_.empty() ? kAdoptionRounds : 1);
  if (!has(tag)) {
    if (is_formatting(tag)) end_formatting(tag);
    return true;
  }
  if (is_formatting(tag)) {
    end_formatting(tag);
  } else if (is_table_part(tag) || tag == Tag::table) {
    pop_to([&](const Open& open) { return open == here; }, [](Tag t) { return ends_table(t); }, true);
  } else if (is_block(tag) || ends_scope(tag)) {
    pop_to([&](const Open& open) { return open == here; }, ends_scope, true);
  } else {
    pop_to([&](const Open& open) { return open == here; }, [](Tag t) { return is_block(t) || ends_scope(t); },
           true);
  }
  return true;
}

}  // namespace rawi::page
