// An XML document as a flat tree in document order, names in lower case, namespaces as what feeds mean by
// them.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/base/result.h"
#include "connectors/discover/notes.h"

namespace rawi::discover {

// `plain`: no prefix and no vocabulary of its own; RSS has no namespace, and much of the web puts it in a
// wrong one.
enum class Space : std::uint8_t {
  plain,
  atom,
  dublin_core,
  dublin_terms,
  content,
  media,
  news,
  syndication,
  rdf,
  feedburner,
  xhtml,
  other
};

struct XmlAttribute {
  std::string_view name;  // lower case, with its prefix as written: "href", "xml:base", "rdf:about"
  std::string_view value;
};

struct XmlNode {
  std::string_view name;  // local, lower case; empty: a text node
  std::string_view text;  // of a text node
  std::uint32_t parent = 0, end = 0;
  std::uint32_t first_attribute = 0;
  std::uint16_t attribute_count = 0;
  Space space = Space::plain;
};

// Node 0 is the root; the subtree of n is [n, end). Views live as long as the tree. Movable.
class XmlTree {
 public:
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(nodes_.size()); }
  [[nodiscard]] const XmlNode& operator[](std::uint32_t n) const { return nodes_[n]; }
  [[nodiscard]] std::optional<std::string_view> attribute(std::uint32_t n, std::string_view name) const;
  [[nodiscard]] std::string text(std::uint32_t n) const;     // of the whole subtree
  [[nodiscard]] bool has_base() const { return has_base_; }  // some element has xml:base

 private:
  friend class TreeBuilder;
  std::shared_ptr<void> document_;
  std::deque<std::string> owned_;
  std::vector<XmlNode> nodes_;
  std::vector<XmlAttribute> attributes_;
  bool has_base_ = false;
};

// UTF-8 text -> tree. What libxml2 does not accept as it stands is mended and read again. No network, no DTD,
// no entity of the document's own beyond short plain text (entity bombs), nothing deeper than 256 levels.
// Errc::bad_input where there is no element at all.
[[nodiscard]] Result<XmlTree> parse_xml(std::string_view text, Notes& notes);

}  // namespace rawi::discover
