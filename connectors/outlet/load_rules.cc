#include "connectors/outlet/load_rules.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "connectors/settings/map_reader.h"

namespace rawi::outlet {
namespace {

using settings::MapReader;
using settings::Problems;
using settings::Value;

// What a field's ways of reading may say besides `select` and `attribute`.
enum class FieldKind { text, list, instant };

struct Field {
  std::string_view key;
  std::optional<FieldRules> Rules::*rules;
  FieldKind kind;
};

constexpr std::array kFields = {
    Field{"title", &Rules::title, FieldKind::text},
    Field{"subtitle", &Rules::subtitle, FieldKind::text},
    Field{"authors", &Rules::authors, FieldKind::list},
    Field{"sources", &Rules::sources, FieldKind::list},
    Field{"dateline", &Rules::dateline, FieldKind::text},
    Field{"section", &Rules::section, FieldKind::text},
    Field{"keywords", &Rules::keywords, FieldKind::list},
    Field{"published", &Rules::published, FieldKind::instant},
    Field{"modified", &Rules::modified, FieldKind::instant},
    Field{"lead_image", &Rules::lead_image, FieldKind::text},
    Field{"caption", &Rules::caption, FieldKind::text},
};

std::string index_path(const std::string& path, const Value& whole, std::size_t index) {
  return whole.kind == Value::Kind::sequence ? fmt::format("{}[{}]", path, index) : path;
}

std::optional<Pattern> read_pattern(const Value& value, const std::string& path, Problems& problems) {
  const auto text = settings::as_text(value, path, problems);
  if (!text) return std::nullopt;
  auto pattern = Pattern::compile(*text);
  if (pattern) return std::move(*pattern);
  problems.add(
      value.line, value.column, path,
      fmt::format("is no pattern: {}; want a regular expression in RE2's syntax", pattern.error().message));
  return std::nullopt;
}

FieldRule::Keep read_keep(MapReader& map) {
  const Value* value = map.get("keep");
  if (value == nullptr) return FieldRule::Keep::any;
  if (value->scalar == "agencies") return FieldRule::Keep::agencies;
  if (value->scalar == "people") return FieldRule::Keep::people;
  map.problems().add(value->line, value->column, map.path_of("keep"), "want agencies or people");
  return FieldRule::Keep::any;
}

std::optional<FieldRule> read_way(const Value& value, FieldKind kind, const std::string& path,
                                  Problems& problems) {
  if (value.kind == Value::Kind::scalar) {
    auto selector = read_selector(value, path, problems);
    if (!selector) return std::nullopt;
    return FieldRule{std::move(*selector), {}, {}, {}, FieldRule::Keep::any};
  }
  MapReader map(value, path, problems);
  const Value* select = map.require("select", "a CSS selector that says which elements hold the value");
  std::string attribute, split;
  map.text("attribute", attribute);
  std::optional<Pattern> match;
  if (const Value* pattern = map.get("match")) match = read_pattern(*pattern, map.path_of("match"), problems);
  FieldRule::Keep keep = FieldRule::Keep::any;
  if (kind == FieldKind::list) {
    map.text("split", split);
    keep = read_keep(map);
  }
  map.finish();
  if (select == nullptr) return std::nullopt;
  auto selector = read_selector(*select, map.path_of("select"), problems);
  if (!selector) return std::nullopt;
  return FieldRule{std::move(*selector), std::move(attribute), std::move(match), std::move(split), keep};
}

FieldRules read_field(const Value& value, FieldKind kind, const std::string& path, Problems& problems) {
  FieldRules out;
  const auto items = items_of(value);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (auto way = read_way(*items[i], kind, index_path(path, value, i), problems))
      out.push_back(std::move(*way));
  }
  return out;
}

// modified: {unless: published}, which names no element of its own.
bool is_unless(const Value& value) {
  return value.kind == Value::Kind::map && value.find("unless") != nullptr;
}

void read_unless(const Value& value, const std::string& path, Problems& problems, Rules& out) {
  MapReader map(value, path, problems);
  const Value* unless = map.get("unless");
  if (unless != nullptr && unless->scalar != "published") {
    problems.add(unless->line, unless->column, map.path_of("unless"), "want published");
  }
  map.finish();
  out.modified_unless_published = true;
}

// An element (a selector) or a paragraph (its text: {match: pattern}) that is not the article's text.
void read_drop(const Value& value, const std::string& path, Problems& problems, Rules& out) {
  const auto items = items_of(value);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string item_path = index_path(path, value, i);
    if (items[i]->kind != Value::Kind::map) {
      if (auto selector = read_selector(*items[i], item_path, problems))
        out.drop.push_back(std::move(*selector));
      continue;
    }
    MapReader map(*items[i], item_path, problems);
    const Value* match =
        map.require("match", "a pattern on the paragraph's text, or write a CSS selector instead");
    map.finish();
    if (match == nullptr) continue;
    if (auto pattern = read_pattern(*match, map.path_of("match"), problems)) {
      out.drop_paragraphs.push_back(std::move(*pattern));
    }
  }
}

}  // namespace

std::vector<const Value*> items_of(const Value& value) {
  std::vector<const Value*> out;
  if (value.kind != Value::Kind::sequence) return {&value};
  for (const Value& item : value.items) out.push_back(&item);
  return out;
}

std::optional<page::Selector> read_selector(const Value& value, const std::string& path, Problems& problems) {
  const auto text = settings::as_text(value, path, problems);
  if (!text) return std::nullopt;
  auto selector = page::Selector::compile(*text);
  if (selector) return std::move(*selector);
  problems.add(value.line, value.column, path,
               fmt::format("\"{}\" is no CSS selector: {}", *text, selector.error().message));
  return std::nullopt;
}

std::vector<Pattern> read_patterns(const Value& value, const std::string& path, Problems& problems) {
  std::vector<Pattern> out;
  const auto items = items_of(value);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (auto pattern = read_pattern(*items[i], index_path(path, value, i), problems))
      out.push_back(std::move(*pattern));
  }
  return out;
}

Rules read_rules(const Value& value, const std::string& path, Problems& problems) {
  Rules out;
  MapReader map(value, path, problems);
  for (const Field& field : kFields) {
    const Value* way = map.get(field.key);
    if (way == nullptr) continue;
    if (field.key == "modified" && is_unless(*way)) {
      read_unless(*way, map.path_of(field.key), problems, out);
      continue;
    }
    out.*field.rules = read_field(*way, field.kind, map.path_of(field.key), problems);
  }
  if (const Value* body = map.get("body")) {
    const auto items = items_of(*body);
    for (std::size_t i = 0; i < items.size(); ++i) {
      auto selector = read_selector(*items[i], index_path(map.path_of("body"), *body, i), problems);
      if (selector) out.body.push_back(std::move(*selector));
    }
  }
  if (const Value* drop = map.get("drop")) read_drop(*drop, map.path_of("drop"), problems, out);
  map.finish();
  return out;
}

}  // namespace rawi::outlet
