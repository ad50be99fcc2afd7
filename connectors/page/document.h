// A page decoded and parsed: the tree Gumbo made, laid out flat in document order.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/base/result.h"
#include "connectors/page/tags.h"

namespace rawi::page {

using NodeId = std::uint32_t;
inline constexpr NodeId kNone = 0xFFFFFFFFu;

// Bounds on what one page may cost; reached = Errc::too_large.
struct ParseOptions {
  bool slim = true;  // false: feed Gumbo every byte (the plain way, for tests and comparison)
  std::size_t max_bytes = 32u << 20;  // of UTF-8 text
  std::uint32_t max_nodes = 1'000'000;
  std::uint32_t max_depth = 512;  // deeper elements are flattened into the deepest allowed one
};

struct Attribute {
  std::string_view name, value;  // name lower-case; value with character references resolved
};

// Nodes are numbered in document order (preorder), so a subtree is the range [node, end(node)) and
// "walk everything below" is a loop, not a recursion. Node 0 is <html>. Comments, scripts, styles are not in
// the tree; the scripts that carry data are kept aside. All views live as long as the document. Movable, not
// copyable. Thread-compatible: const access from any number of threads.
class Document {
 public:
  Document(Document&&) noexcept = default;
  Document& operator=(Document&&) noexcept = default;

  [[nodiscard]] NodeId size() const { return static_cast<NodeId>(nodes_.size()); }
  [[nodiscard]] Tag tag(NodeId n) const { return nodes_[n].tag; }
  [[nodiscard]] bool is_text(NodeId n) const { return nodes_[n].tag == Tag::text; }
  [[nodiscard]] NodeId parent(NodeId n) const { return nodes_[n].parent; }
  [[nodiscard]] NodeId end(NodeId n) const { return nodes_[n].end; }
  [[nodiscard]] NodeId first_child(NodeId n) const { return nodes_[n].end > n + 1 ? n + 1 : kNone; }
  [[nodiscard]] NodeId next_sibling(NodeId n) const {
    const NodeId p = nodes_[n].parent;
    return p != kNone && nodes_[n].end < nodes_[p].end ? nodes_[n].end : kNone;
  }
  [[nodiscard]] NodeId previous_sibling(NodeId n) const { return nodes_[n].previous; }
  [[nodiscard]] bool contains(NodeId ancestor, NodeId n) const {
    return n >= ancestor && n < nodes_[ancestor].end;
  }

  // The element's lower-case name, also where tag() is `other`; "" for text.
  [[nodiscard]] std::string_view tag_name(NodeId n) const;
  // A text node's characters, references resolved, white space as in the page; "" for elements.
  [[nodiscard]] std::string_view text(NodeId n) const {
    return is_text(n) ? texts_[nodes_[n].first] : std::string_view();
  }
  [[nodiscard]] const Attribute* attributes_begin(NodeId n) const {
    return is_text(n) ? nullptr : attributes_.data() + nodes_[n].first;
  }
  [[nodiscard]] const Attribute* attributes_end(NodeId n) const {
    return is_text(n) ? nullptr : attributes_begin(n) + nodes_[n].attribute_count;
  }
  // nullopt where the element has no such attribute.
  [[nodiscard]] std::optional<std::string_view> attribute(NodeId n, std::string_view lower_case_name) const;
  [[nodiscard]] bool has_class(NodeId n,
                               std::string_view name) const;  // exact, one of the space-separated words

  // All text below n, joined as it stands, no separators added at block boundaries.
  [[nodiscard]] std::string text_content(NodeId n) const;

  [[nodiscard]] NodeId body() const { return body_; }  // kNone where the page is a frameset or empty
  [[nodiscard]] NodeId head() const { return head_; }
  // Contents of <script type="application/ld+json">, as written, in order.
  [[nodiscard]] const std::vector<std::string_view>& json_ld() const { return json_ld_; }
  // Contents of <script type="application/json"> (framework state such as Next.js'), as written, in order.
  [[nodiscard]] const std::vector<std::string_view>& json_state() const { return json_state_; }

 private:
  friend class DocumentBuilder;
  Document() = default;
  struct Node {
    Tag tag = Tag::other;
    std::uint16_t attribute_count = 0;
    NodeId parent = kNone;
    NodeId end = 0;
    NodeId previous = kNone;  // sibling before this one
    std::uint32_t first = 0;  // index into attributes_ (element) or texts_ (text node)
  };
  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
  std::vector<std::string_view> texts_;
  std::vector<std::string_view> json_ld_, json_state_;
  std::vector<std::pair<NodeId, std::string_view>> other_names_;  // sorted by node
  NodeId body_ = kNone, head_ = kNone;
  struct Storage;
  std::shared_ptr<Storage> storage_;  // the bytes that all views point into
};

// Parses UTF-8 text (as decode() gives it) the way the HTML standard says (WHATWG HTML 13.2, by Gumbo). Never
// fails on malformed markup; errors are Errc::too_large only.
[[nodiscard]] Result<Document> parse_html(std::string utf8, const ParseOptions& options = {});

}  // namespace rawi::page
