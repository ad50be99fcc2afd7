#include "connectors/extract/rules_value.h"

#include <algorithm>
#include <utility>

#include "connectors/arabic/agencies.h"
#include "connectors/arabic/normalize.h"
#include "connectors/extract/blocks.h"

namespace rawi::extract {
namespace {

using outlet::FieldRule;

// The lines a reader sees in an element: its paragraphs and what <br> parts.
std::vector<std::string> lines_of(const page::Document& doc, page::NodeId node) {
  std::vector<std::string> out;
  for (auto& block : blocks_of(doc, node, {})) out.push_back(std::move(block.text));
  // An element that blocks_of() does not read as text (hidden, a form's) was still named by the outlet's
  // file.
  if (out.empty()) out.push_back(arabic::published_text(doc.text_content(node)));
  return out;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const auto& line : lines) {
    if (!out.empty() && !line.empty()) out += ' ';
    out += line;
  }
  return out;
}

// What stands in one element, before it is split.
std::vector<std::string> texts_of(const page::Document& doc, page::NodeId node, const FieldRule& rule) {
  std::vector<std::string> lines;
  if (rule.attribute.empty()) {
    lines = lines_of(doc, node);
  } else if (const auto value = doc.attribute(node, rule.attribute)) {
    lines.push_back(arabic::published_text(*value));
  }
  if (!rule.match) return {joined(lines)};
  std::vector<std::string> out;
  for (const auto& line : lines) {
    if (const auto captured = rule.match->capture(line)) out.push_back(arabic::published_text(*captured));
  }
  return out;
}

std::vector<std::string> split(const std::string& text, const std::string& separator) {
  if (separator.empty()) return {text};
  std::vector<std::string> out;
  std::size_t begin = 0;
  for (std::size_t at = text.find(separator); at != std::string::npos; at = text.find(separator, begin)) {
    out.push_back(arabic::published_text(std::string_view(text).substr(begin, at - begin)));
    begin = at + separator.size();
  }
  out.push_back(arabic::published_text(std::string_view(text).substr(begin)));
  return out;
}

// Agencies are more than any list holds; one that calls itself one ("وكالة أنباء …") is believed.
bool names_agency(std::string_view name) {
  constexpr std::string_view kAgency = "وكالة ";
  constexpr std::ptrdiff_t kMostBlanks = 5;
  return arabic::is_agency(name) ||
         (name.starts_with(kAgency) && std::count(name.begin(), name.end(), ' ') <= kMostBlanks);
}

bool kept(std::string_view name, FieldRule::Keep keep) {
  return keep == FieldRule::Keep::any || names_agency(name) == (keep == FieldRule::Keep::agencies);
}

std::vector<std::string> values_of(const page::Document& doc, const FieldRule& rule) {
  std::vector<std::string> out;
  for (const page::NodeId node : rule.select.all(doc)) {
    for (const auto& text : texts_of(doc, node, rule)) {
      for (auto& value : split(text, rule.split)) {
        const bool is_new = std::find(out.begin(), out.end(), value) == out.end();
        if (!value.empty() && is_new && kept(value, rule.keep)) out.push_back(std::move(value));
      }
    }
  }
  return out;
}

}  // namespace

bool has_elements(const page::Document& doc, const outlet::FieldRules& rules) {
  return std::any_of(rules.begin(), rules.end(),
                     [&](const FieldRule& rule) { return rule.select.first(doc) != page::kNone; });
}

std::vector<std::string> rule_values(const page::Document& doc, const outlet::FieldRules& rules) {
  for (const FieldRule& rule : rules) {
    auto values = values_of(doc, rule);
    if (!values.empty()) return values;
  }
  return {};
}

}  // namespace rawi::extract
