#include "connectors/page/document.h"

#include <algorithm>

namespace rawi::page {
namespace {

bool is_class_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

}  // namespace

std::string_view Document::tag_name(NodeId n) const {
  if (nodes_[n].tag != Tag::other) return name_of(nodes_[n].tag);
  const auto it = std::lower_bound(other_names_.begin(), other_names_.end(), n,
                                   [](const auto& entry, NodeId id) { return entry.first < id; });
  return it != other_names_.end() && it->first == n ? it->second : std::string_view();
}

std::optional<std::string_view> Document::attribute(NodeId n, std::string_view name) const {
  for (const auto* a = attributes_begin(n); a != attributes_end(n); ++a) {
    if (a->name == name) return a->value;
  }
  return std::nullopt;
}

bool Document::has_class(NodeId n, std::string_view name) const {
  const auto value = attribute(n, "class");
  if (!value || name.empty()) return false;
  for (std::size_t at = 0; (at = value->find(name, at)) != std::string_view::npos; ++at) {
    const std::size_t after = at + name.size();
    const bool starts = at == 0 || is_class_space((*value)[at - 1]);
    const bool ends = after == value->size() || is_class_space((*value)[after]);
    if (starts && ends) return std::none_of(name.begin(), name.end(), is_class_space);
  }
  return false;
}

std::string Document::text_content(NodeId n) const {
  std::string out;
  for (NodeId i = n; i < end(n); ++i) out += text(i);
  return out;
}

}  // namespace rawi::page
