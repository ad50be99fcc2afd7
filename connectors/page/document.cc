#include "connectors/page/document.h"

#include <gumbo.h>

#include <algorithm>
#include <deque>

namespace rawi::page {

struct Document::Storage {
  std::string source;
  std::deque<std::string> strings;
  std::string_view keep(std::string_view s) { return strings.emplace_back(s); }
};

class DocumentBuilder {
 public:
  Result<Document> build(std::string utf8, const ParseOptions& options) {
    if (utf8.size() > options.max_bytes)
      return fail(Errc::too_large, "the page's text is larger than the limit");
    doc_.storage_ = std::make_shared<Document::Storage>();
    doc_.storage_->source = std::move(utf8);
    GumboOptions gumbo = kGumboDefaultOptions;
    gumbo.max_errors = 0;
    const std::string& source = doc_.storage_->source;
    GumboOutput* output = gumbo_parse_with_options(&gumbo, source.data(), source.size());
    walk(output->root);
    gumbo_destroy_output(&gumbo, output);
    return std::move(doc_);
  }

 private:
  struct Frame {
    const GumboNode* node;
    NodeId id;
    unsigned next_child;
    NodeId last_child = kNone;
  };

  void walk(const GumboNode* root) {
    std::vector<Frame> stack;
    enter(root, kNone, stack);
    while (!stack.empty()) {
      Frame& top = stack.back();
      const GumboVector& children = top.node->v.element.children;
      if (top.next_child == children.length) {
        doc_.nodes_[top.id].end = doc_.size();
        stack.pop_back();
        continue;
      }
      const auto* child = static_cast<const GumboNode*>(children.data[top.next_child++]);
      enter(child, top.id, stack);
    }
  }

  void enter(const GumboNode* node, NodeId parent, std::vector<Frame>& stack) {
    if (node->type == GUMBO_NODE_COMMENT) return;
    if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE)
      return add_text(node, parent, stack);
    const GumboElement& element = node->v.element;
    if (element.tag == GUMBO_TAG_SCRIPT || element.tag == GUMBO_TAG_STYLE) return keep_script(element);
    const NodeId id = doc_.size();
    Document::Node out;
    std::string name = gumbo_normalized_tagname(element.tag);
    if (element.tag == GUMBO_TAG_UNKNOWN) {
      GumboStringPiece piece = element.original_tag;
      gumbo_tag_from_original_text(&piece);
      name.assign(piece.data == nullptr ? "" : piece.data, piece.data == nullptr ? 0 : piece.length);
      for (char& c : name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    out.tag = tag_of(name);
    if (out.tag == Tag::other) doc_.other_names_.emplace_back(id, doc_.storage_->keep(name));
    if (out.tag == Tag::body && doc_.body_ == kNone) doc_.body_ = id;
    if (out.tag == Tag::head && doc_.head_ == kNone) doc_.head_ = id;
    out.parent = parent;
    out.end = id + 1;
    out.first = static_cast<std::uint32_t>(doc_.attributes_.size());
    out.attribute_count = static_cast<std::uint16_t>(std::min(element.attributes.length, 65535u));
    for (unsigned i = 0; i < out.attribute_count; ++i) {
      const auto* a = static_cast<const GumboAttribute*>(element.attributes.data[i]);
      doc_.attributes_.push_back({doc_.storage_->keep(a->name), doc_.storage_->keep(a->value)});
    }
    add(out, stack);
    stack.push_back({node, id, 0});
  }

  void add(Document::Node& node, std::vector<Frame>& stack) {
    if (!stack.empty()) {
      node.previous = stack.back().last_child;
      stack.back().last_child = doc_.size();
    }
    doc_.nodes_.push_back(node);
  }

  void add_text(const GumboNode* node, NodeId parent, std::vector<Frame>& stack) {
    Document::Node out;
    out.tag = Tag::text;
    out.parent = parent;
    out.end = doc_.size() + 1;
    out.first = static_cast<std::uint32_t>(doc_.texts_.size());
    doc_.texts_.push_back(doc_.storage_->keep(node->v.text.text));
    add(out, stack);
  }

  void keep_script(const GumboElement& element) {
    const GumboAttribute* type = gumbo_get_attribute(&element.attributes, "type");
    if (type == nullptr || element.children.length == 0) return;
    const auto* child = static_cast<const GumboNode*>(element.children.data[0]);
    if (child->type != GUMBO_NODE_TEXT) return;
    const std::string_view kind = type->value;
    if (kind == "application/ld+json") doc_.json_ld_.push_back(doc_.storage_->keep(child->v.text.text));
    if (kind == "application/json") doc_.json_state_.push_back(doc_.storage_->keep(child->v.text.text));
  }

  Document doc_;
};

std::string_view Document::tag_name(NodeId n) const {
  if (nodes_[n].tag != Tag::other) return name_of(nodes_[n].tag);
  const auto it = std::lower_bound(other_names_.begin(), other_names_.end(), n,
                                   [](const auto& entry, NodeId id) { return entry.first < id; });
  return it != other_names_.end() && it->first == n ? it->second : std::string_view();
}

std::string_view Document::text(NodeId n) const {
  return is_text(n) ? texts_[nodes_[n].first] : std::string_view();
}

const Attribute* Document::attributes_begin(NodeId n) const {
  return is_text(n) ? nullptr : attributes_.data() + nodes_[n].first;
}
const Attribute* Document::attributes_end(NodeId n) const {
  return is_text(n) ? nullptr : attributes_.data() + nodes_[n].first + nodes_[n].attribute_count;
}

std::optional<std::string_view> Document::attribute(NodeId n, std::string_view name) const {
  for (const auto* a = attributes_begin(n); a != attributes_end(n); ++a) {
    if (a->name == name) return a->value;
  }
  return std::nullopt;
}

bool Document::has_class(NodeId n, std::string_view name) const {
  const auto value = attribute(n, "class");
  if (!value) return false;
  for (std::size_t at = value->find(name); at != std::string_view::npos; at = value->find(name, at + 1)) {
    const std::size_t after = at + name.size();
    const bool starts =
        at == 0 || std::string_view(" \t\n\f\r").find((*value)[at - 1]) != std::string_view::npos;
    const bool ends = after == value->size() ||
                      std::string_view(" \t\n\f\r").find((*value)[after]) != std::string_view::npos;
    if (starts && ends) return true;
  }
  return false;
}

std::string Document::text_content(NodeId n) const {
  std::string out;
  for (NodeId i = n; i < end(n); ++i) out += text(i);
  return out;
}

Result<Document> parse_html(std::string utf8, const ParseOptions& options) {
  return DocumentBuilder().build(std::move(utf8), options);
}

}  // namespace rawi::page
