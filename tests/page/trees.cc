#include "tests/page/trees.h"

#include <string_view>

namespace rawi::page {
namespace {

std::string collapsed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
    if (!space) out += c;
    if (space && (out.empty() || out.back() != ' ')) out += ' ';
  }
  return out;
}

std::string without_carriage_returns(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') out += text[i];
    if (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')) out += '\n';
  }
  return out;
}

std::string line(const Document& doc, NodeId n, Attributes attributes = Attributes::compared) {
  if (doc.is_text(n)) return '"' + collapsed(doc.text(n)) + '"';
  std::string out(doc.tag_name(n));
  if (attributes == Attributes::ignored) return out;
  for (const auto* a = doc.attributes_begin(n); a != doc.attributes_end(n); ++a) {
    out += ' ' + std::string(a->name) + "=\"" + std::string(a->value) + '"';
  }
  return out;
}

std::string path(const Document& doc, NodeId n) {
  if (n == kNone) return "";
  return path(doc, doc.parent(n)) + '/' +
         (doc.is_text(n) ? std::string("text") : std::string(doc.tag_name(n)));
}

std::optional<std::string> scripts_differ(const std::vector<std::string_view>& a,
                                          const std::vector<std::string_view>& b) {
  if (a.size() != b.size())
    return std::to_string(a.size()) + " data scripts against " + std::to_string(b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (without_carriage_returns(a[i]) != without_carriage_returns(b[i]))
      return "data script " + std::to_string(i);
  }
  return std::nullopt;
}

}  // namespace

std::string outline(const Document& doc) {
  std::string out;
  std::vector<NodeId> open;
  for (NodeId n = 0; n < doc.size(); ++n) {
    while (!open.empty() && !doc.contains(open.back(), n)) open.pop_back();
    out.append(open.size() * 2, ' ');
    out += line(doc, n) + '\n';
    if (!doc.is_text(n)) open.push_back(n);
  }
  return out;
}

std::optional<std::string> first_difference(const Document& a, const Document& b, Attributes attributes) {
  for (NodeId n = 0; n < a.size() && n < b.size(); ++n) {
    const std::string left = line(a, n, attributes), right = line(b, n, attributes);
    const bool same =
        a.parent(n) == b.parent(n) && a.previous_sibling(n) == b.previous_sibling(n) && left == right;
    if (!same)
      return "node " + std::to_string(n) + ": " + path(a, n) + ' ' + left + "\n  against " + path(b, n) +
             ' ' + right;
  }
  if (a.size() != b.size()) return std::to_string(a.size()) + " nodes against " + std::to_string(b.size());
  for (NodeId n = 0; n < a.size(); ++n) {
    if (a.end(n) != b.end(n)) return "the end of node " + std::to_string(n) + ' ' + path(a, n);
  }
  if (a.body() != b.body() || a.head() != b.head()) return "body or head";
  if (auto differ = scripts_differ(a.json_ld(), b.json_ld())) return differ;
  return scripts_differ(a.json_state(), b.json_state());
}

}  // namespace rawi::page
