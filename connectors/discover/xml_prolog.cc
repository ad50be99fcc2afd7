#include "connectors/discover/xml_prolog.h"

#include <algorithm>

#include "connectors/discover/ascii.h"

namespace rawi::discover {
namespace {

constexpr std::size_t kMostEntities = 64;
constexpr std::size_t kLongestValue = 200;
constexpr std::size_t kLongestMarkup = 512;  // what is longer is no declaration; keeps every search short

// <!ENTITY name "value"> in an internal subset.
void read_entities(std::string_view subset, Entities& entities, Notes& notes) {
  for (std::size_t at = subset.find("<!ENTITY"); at != std::string_view::npos;
       at = subset.find("<!ENTITY", at + 1)) {
    std::string_view rest = subset.substr(at + 8, kLongestMarkup);
    rest = trim(rest.substr(0, std::min(rest.find('>'), rest.size())));
    const auto name_end = std::find_if(rest.begin(), rest.end(), is_blank);
    const std::string_view name = rest.substr(0, static_cast<std::size_t>(name_end - rest.begin()));
    const std::string_view quoted = trim(rest.substr(name.size()));
    const bool simple = quoted.size() >= 2 && (quoted[0] == '"' || quoted[0] == '\'') &&
                        quoted.back() == quoted[0] && quoted.size() <= kLongestValue &&
                        quoted.find('&') == std::string_view::npos &&
                        quoted.find('<') == std::string_view::npos;
    if (!simple || name.empty() || entities.size() >= kMostEntities) {
      notes.add("entity declarations that are not short plain text were left out");
      continue;
    }
    entities.emplace(name, quoted.substr(1, quoted.size() - 2));
  }
}

// Index after the ">" of a document type that starts at `at`.
std::size_t after_doctype(std::string_view text, std::size_t at, Prolog& prolog, Notes& notes) {
  const auto bracket = text.find_first_of("[>", at);
  if (bracket == std::string_view::npos) return text.size();
  if (text[bracket] == '>') return bracket + 1;
  auto end = text.find("]>", bracket);
  if (end == std::string_view::npos) {
    end = text.find(']', bracket);
    if (end == std::string_view::npos) return bracket + 1;
  }
  read_entities(text.substr(bracket + 1, end - bracket - 1), prolog.entities, notes);
  const auto close = text.find('>', end);
  return close == std::string_view::npos ? text.size() : close + 1;
}

}  // namespace

Prolog read_prolog(std::string_view text, Notes& notes) {
  Prolog prolog;
  bool doctype_seen = false;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t start = at;
    at = std::min(text.find('<', at), text.size());
    const std::string_view before = text.substr(start, at - start);
    if (!trim(before).empty()) notes.add("text before the first tag");
    const std::string_view rest = text.substr(at);
    std::size_t end = std::string_view::npos;
    if (rest.starts_with("<?")) {
      if (!before.empty() && rest.starts_with("<?xml ")) notes.add("blanks before the XML declaration");
      end = rest.substr(0, kLongestMarkup).find("?>");
      end = end == std::string_view::npos ? text.find('>', at) : at + end + 1;
    } else if (rest.starts_with("<!--")) {
      end = text.find("-->", at);
      if (end != std::string_view::npos) end += 2;
    } else if (!doctype_seen && rest.starts_with("<!") &&
               equal_ignoring_case(rest.substr(0, 9), "<!DOCTYPE")) {
      doctype_seen = true;
      at = after_doctype(text, at, prolog, notes);
      continue;
    }
    if (end == std::string_view::npos) break;
    at = end + 1;
  }
  prolog.length = at;
  return prolog;
}

std::optional<std::string_view> without_comments(std::string_view text, std::string& storage) {
  if (text.find("<!--") == std::string_view::npos) return text;
  std::size_t kept = 0;
  for (auto at = text.find("<!"); at != std::string_view::npos; at = text.find("<!", at)) {
    const bool comment = text.substr(at).starts_with("<!--");
    if (!comment && !text.substr(at).starts_with("<![CDATA[")) {
      at += 2;
      continue;
    }
    const auto end = text.find(comment ? "-->" : "]]>", at + (comment ? 4 : 9));
    if (end == std::string_view::npos) return std::nullopt;
    if (comment) {
      storage.append(text.substr(kept, at - kept));
      kept = end + 3;
    }
    at = end + 3;
  }
  storage.append(text.substr(kept));
  return storage;
}

}  // namespace rawi::discover
