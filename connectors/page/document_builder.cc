#include "connectors/page/document_builder.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "connectors/page/gumbo_tree.h"
#include "connectors/page/references.h"
#include "connectors/page/utf8.h"

namespace rawi::page {
namespace {

Tag tag_of(const GumboElement& element) {
  static const auto kTags = [] {
    std::array<Tag, GUMBO_TAG_LAST + 1> tags{};
    for (std::size_t i = 0; i < tags.size(); ++i) {
      const bool named = i < GUMBO_TAG_UNKNOWN;
      tags[i] = named ? page::tag_of(gumbo_normalized_tagname(static_cast<GumboTag>(i))) : Tag::other;
    }
    return tags;
  }();
  return kTags[element.tag];
}

std::string lowered(std::string_view s) {
  std::string out(s);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

std::string_view view(const GumboStringPiece& piece) {
  return piece.data == nullptr ? std::string_view() : std::string_view(piece.data, piece.length);
}

// What a browser that needs it would show instead, and drawings: the element is in the tree, its contents are
// not.
bool is_opaque(const GumboElement& element) {
  if (element.tag_namespace == GUMBO_NAMESPACE_SVG) return element.tag == GUMBO_TAG_SVG;
  return element.tag == GUMBO_TAG_IFRAME || element.tag == GUMBO_TAG_NOEMBED ||
         element.tag == GUMBO_TAG_NOFRAMES;
}

}  // namespace

DocumentBuilder::DocumentBuilder(std::string page, const ParseOptions& options) : options_(options) {
  doc_.storage_ = std::make_shared<Document::Storage>();
  doc_.storage_->page = std::move(page);
}

Result<Document> DocumentBuilder::build() {
  std::string& page = doc_.storage_->page;
  if (page.size() > options_.max_bytes)
    return fail(Errc::too_large, "the page's text is larger than the limit");
  // A NUL is no character of any text; the standard ignores it in most places and replaces it in a few.
  if (page.find('\0') != std::string::npos) std::erase(page, '\0');

  GumboTree& tree = GumboTree::of_this_thread();
  std::string_view fed = page;
  if (options_.slim) {
    slim_ = &tree.slim();
    if (auto done = slim_page(page, doc_.storage_->strings, options_.max_depth, *slim_); !done)
      return fail(done.error());
    fed = slim_->html;
    doc_.attributes_.assign(slim_->attributes.begin(), slim_->attributes.end());
    doc_.json_ld_ = slim_->json_ld;
    doc_.json_state_ = slim_->json_state;
  }
  const GumboNode* root = tree.parse(fed);
  if (root == nullptr) return fail(Errc::too_large, "the page's markup is too tangled to make a tree of");
  if (!walk(root)) return fail(Errc::too_large, "the page has more elements than the limit");
  std::sort(scripts_.begin(), scripts_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [position, script] : scripts_) {
    (script.first == DataScript::json_ld ? doc_.json_ld_ : doc_.json_state_).push_back(script.second);
  }
  return std::move(doc_);
}

bool DocumentBuilder::walk(const GumboNode* root) {
  doc_.nodes_.reserve(slim_ != nullptr ? slim_->events.size() + 8 : 1024);
  enter(root);
  while (!stack_.empty()) {
    Frame& top = stack_.back();
    const GumboVector& children = top.node->v.element.children;
    if (top.next_child == children.length) {
      leave();
    } else {
      enter(static_cast<const GumboNode*>(children.data[top.next_child++]));
    }
    if (doc_.nodes_.size() > options_.max_nodes) return false;
  }
  return true;
}

void DocumentBuilder::leave() {
  close_text();
  const Frame& top = stack_.back();
  if (top.holder + 1 == stack_.size()) doc_.nodes_[top.id].end = doc_.size();
  stack_.pop_back();
}

void DocumentBuilder::enter(const GumboNode* node) {
  switch (node->type) {
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE: return enter_element(node);
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_WHITESPACE:
    case GUMBO_NODE_CDATA: return add_text(node);
    case GUMBO_NODE_COMMENT:
    case GUMBO_NODE_DOCUMENT: return;
  }
}

void DocumentBuilder::enter_element(const GumboNode* node) {
  const GumboElement& element = node->v.element;
  if (element.tag == GUMBO_TAG_SCRIPT) keep_data_script(element);
  if (element.tag == GUMBO_TAG_SCRIPT || element.tag == GUMBO_TAG_STYLE) return;
  close_text();
  if (stack_.size() >= options_.max_depth) return push(node, 0, true);
  const NodeId id = doc_.size();
  Document::Node out;
  out.tag = tag_of(element);
  if (out.tag == Tag::other) name_other(element, id);
  if (out.tag == Tag::body && doc_.body_ == kNone) doc_.body_ = id;
  if (out.tag == Tag::head && doc_.head_ == kNone) doc_.head_ = id;
  out.end = id + 1;
  add_attributes(element, out);
  add(out);
  if (!is_opaque(element)) push(node, id, false);
}

// What stands too deep is no node of its own: its children go to the deepest one that is.
void DocumentBuilder::push(const GumboNode* node, NodeId id, bool too_deep) {
  if (!too_deep) return stack_.push_back({node, id, 0, stack_.size(), kNone});
  const Frame deepest = stack_.back();
  stack_.push_back({node, deepest.id, 0, deepest.holder, kNone});
}

void DocumentBuilder::add(Document::Node& node) {
  if (!stack_.empty()) {
    Frame& holder = stack_[stack_.back().holder];
    node.parent = holder.id;
    node.previous = holder.last_child;
    holder.last_child = doc_.size();
  }
  doc_.nodes_.push_back(node);
}

void DocumentBuilder::name_other(const GumboElement& element, NodeId id) {
  std::string name = gumbo_normalized_tagname(element.tag);
  if (element.tag == GUMBO_TAG_UNKNOWN) {
    GumboStringPiece piece = element.original_tag;
    gumbo_tag_from_original_text(&piece);
    name = lowered(view(piece));
  }
  doc_.other_names_.emplace_back(id, doc_.storage_->strings.keep(name));
}

void DocumentBuilder::keep_data_script(const GumboElement& element) {
  if (slim_ != nullptr || element.tag_namespace != GUMBO_NAMESPACE_HTML || element.children.length == 0)
    return;
  const GumboAttribute* type = gumbo_get_attribute(&element.attributes, "type");
  const auto* child = static_cast<const GumboNode*>(element.children.data[0]);
  const bool text = child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE;
  const DataScript kind = type == nullptr || !text ? DataScript::none : data_script_kind(type->value);
  if (kind == DataScript::none) return;
  scripts_.push_back({element.original_tag.data, {kind, doc_.storage_->strings.keep(child->v.text.text)}});
}

void DocumentBuilder::add_attributes(const GumboElement& element, Document::Node& out) {
  out.first = static_cast<std::uint32_t>(doc_.attributes_.size());
  if (slim_ == nullptr) {
    add_plain_attributes(element, out);
  } else if (element.tag == GUMBO_TAG_HTML || element.tag == GUMBO_TAG_BODY) {
    add_records(element, out);
  } else if (element.original_tag.data != nullptr) {
    const auto at = static_cast<std::uint32_t>(element.original_tag.data - slim_->html.data());
    const auto& tags = slim_->tags;
    // Elements mostly come in the order of their tags; clones and moved ones do not.
    std::size_t i = next_record_;
    if (i >= tags.size() || tags[i].at > at || (i + 8 < tags.size() && tags[i + 8].at < at)) {
      i = static_cast<std::size_t>(
          std::lower_bound(tags.begin(), tags.end(), at,
                           [](const TagRecord& r, std::uint32_t a) { return r.at < a; }) -
          tags.begin());
    }
    while (i < tags.size() && tags[i].at < at) ++i;
    next_record_ = i;
    if (i >= tags.size() || tags[i].at != at) return;
    out.first = tags[i].first;
    out.attribute_count = static_cast<std::uint16_t>(tags[i].count);
    next_record_ = i + 1;
  }
}

// <html> and <body>: the records of all their tags, the first value of each name.
void DocumentBuilder::add_records(const GumboElement& element, Document::Node& out) {
  auto& all = doc_.attributes_;
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const std::string_view mark = static_cast<const GumboAttribute*>(element.attributes.data[i])->name;
    std::size_t record = 0;
    const auto parsed = std::from_chars(mark.data() + 1, mark.data() + mark.size(), record);
    if (mark.empty() || mark[0] != kRecordMark || parsed.ec != std::errc() || record >= slim_->tags.size())
      continue;
    const TagRecord& tag = slim_->tags[record];
    for (std::uint32_t k = tag.first;
         k < tag.first + tag.count && all.size() - out.first < kMaxAttributesPerTag; ++k) {
      const Attribute attribute = slim_->attributes[k];
      const bool known = std::any_of(all.begin() + out.first, all.end(),
                                     [&](const Attribute& a) { return a.name == attribute.name; });
      if (!known) all.push_back(attribute);
    }
  }
  out.attribute_count = static_cast<std::uint16_t>(all.size() - out.first);
}

void DocumentBuilder::add_plain_attributes(const GumboElement& element, Document::Node& out) {
  const std::size_t count = std::min<std::size_t>(element.attributes.length, kMaxAttributesPerTag);
  Arena& strings = doc_.storage_->strings;
  for (std::size_t i = 0; i < count; ++i) {
    const auto* a = static_cast<const GumboAttribute*>(element.attributes.data[i]);
    // In SVG and MathML Gumbo changes names' case and takes prefixes off.
    const bool prefixed = a->attr_namespace != GUMBO_ATTR_NAMESPACE_NONE;
    doc_.attributes_.push_back(
        {strings.keep(lowered(prefixed ? view(a->original_name) : a->name)), strings.keep(a->value)});
  }
  out.attribute_count = static_cast<std::uint16_t>(count);
}

void DocumentBuilder::add_text(const GumboNode* node) {
  const std::string_view text = node->v.text.text;
  if (slim_ != nullptr) return add_stand_ins(text);
  append_text(doc_.storage_->strings.keep(text));
}

void DocumentBuilder::add_stand_ins(std::string_view text) {
  for (std::size_t at = 0, length = 1; at < text.size(); at += length) {
    const char32_t c = decode_utf8(text.substr(at), length);
    if (c == ' ') {
      length = add_space(text, at);
    } else if (is_stand_in(c) && piece_of(c) < slim_->pieces.size()) {
      add_piece(slim_->pieces[piece_of(c)]);
    } else {
      append_text(doc_.storage_->strings.keep(text.substr(at, length)));
    }
  }
}

// The space at text[at], which may stand for the page's own white space before a text; returns the bytes
// dealt with.
std::size_t DocumentBuilder::add_space(std::string_view text, std::size_t at) {
  if (at + 1 < text.size()) {
    std::size_t length = 1;
    const char32_t next = decode_utf8(text.substr(at + 1), length);
    if (is_stand_in(next) && piece_of(next) < slim_->pieces.size()) {
      const Piece& piece = slim_->pieces[piece_of(next)];
      const Event& event = slim_->events[piece.begin];
      if (piece.kind == Piece::Kind::spaced_text) {
        append_text(resolved(event.first, event.end, event.count != 0));
        return 1 + length;
      }
    }
  }
  append_text(" ");
  return 1;
}

void DocumentBuilder::add_piece(const Piece& piece) {
  if (piece.kind != Piece::Kind::contents) {
    const Event& event = slim_->events[piece.begin];
    return append_text(resolved(event.at, event.end, event.count != 0));
  }
  const auto& events = slim_->events;
  for (std::uint32_t i = piece.begin; i < piece.end && doc_.nodes_.size() <= options_.max_nodes; ++i) {
    // Gumbo 0.10.1 puts the text right before "</form>" behind the form.
    const bool before_form_end = events[i].kind == Event::Kind::text && i + 1 < piece.end &&
                                 events[i + 1].kind == Event::Kind::end && events[i + 1].tag == Tag::form;
    if (before_form_end) add_event(events[i + 1]);
    add_event(events[i]);
    i += before_form_end ? 1 : 0;
  }
}

void DocumentBuilder::add_event(const Event& event) {
  if (event.kind == Event::Kind::text) return append_text(resolved(event.first, event.end, event.count != 0));
  if (event.kind == Event::Kind::end) return leave();
  close_text();
  const NodeId id = doc_.size();
  Document::Node out;
  out.tag = event.tag;
  out.end = id + 1;
  out.first = event.first;
  out.attribute_count = event.count;
  if (event.kind == Event::Kind::leaf && stack_.size() >= options_.max_depth) return;
  if (event.tag == Tag::other) {
    const std::string_view name =
        std::string_view(doc_.storage_->page).substr(event.at, event.end - event.at);
    doc_.other_names_.emplace_back(id, doc_.storage_->strings.keep(lowered(name)));
  }
  if (event.kind == Event::Kind::leaf) return add(out);
  const bool too_deep = stack_.size() >= options_.max_depth;
  if (!too_deep) add(out);
  push(nullptr, id, too_deep);
}

std::string_view DocumentBuilder::resolved(std::size_t begin, std::size_t end, bool references) {
  Document::Storage& storage = *doc_.storage_;
  const std::string_view piece = std::string_view(storage.page).substr(begin, end - begin);
  const bool has_reference = references && std::memchr(piece.data(), '&', piece.size()) != nullptr;
  if (!has_reference && std::memchr(piece.data(), '\r', piece.size()) == nullptr) return piece;
  std::string copy;
  if (references) {
    append_resolved(copy, piece, false);
  } else {
    append_newlines(copy, piece);
  }
  return storage.strings.keep(copy);
}

void DocumentBuilder::append_text(std::string_view piece) {
  if (piece.empty()) return;
  if (text_open_) {
    if (joined_.empty()) joined_ = doc_.texts_.back();
    joined_ += piece;
    return;
  }
  Document::Node out;
  out.tag = Tag::text;
  out.end = doc_.size() + 1;
  out.first = static_cast<std::uint32_t>(doc_.texts_.size());
  doc_.texts_.push_back(piece);
  add(out);
  text_open_ = true;
}

void DocumentBuilder::close_text() {
  if (text_open_ && !joined_.empty()) {
    doc_.texts_.back() = doc_.storage_->strings.keep(joined_);
    joined_.clear();
  }
  text_open_ = false;
}

Result<Document> parse_html(std::string utf8, const ParseOptions& options) {
  return DocumentBuilder(std::move(utf8), options).build();
}

}  // namespace rawi::page
