#include "connectors/outlet/load_sources.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "connectors/outlet/load_rules.h"
#include "connectors/settings/map_reader.h"

namespace rawi::outlet {
namespace {

using settings::MapReader;
using settings::Problems;
using settings::Value;

constexpr int kMaxDepth = 1000;

void read_listing(MapReader& map, Source& out) {
  Problems& problems = map.problems();
  if (const Value* links = map.get("links"))
    out.links = read_selector(*links, map.path_of("links"), problems);
  const bool has_depth = map.integer("depth", out.depth, 1, kMaxDepth);
  if (const Value* pages = map.get("pages"); pages != nullptr && map.text("pages", out.pages)) {
    if (out.pages.find("{n}") == std::string::npos && out.pages.find("{n0}") == std::string::npos) {
      problems.add(pages->line, pages->column, map.path_of("pages"),
                   "has no {n}; want where the page's number goes, such as \"?page={n}\"");
    }
  }
  if (has_depth && out.depth > 1 && out.pages.empty()) {
    problems.add(map.value().line, map.value().column, map.path_of("depth"),
                 "needs `pages`, which says how the further pages are addressed");
  }
}

std::optional<Source> read_source(const Value& value, std::string_view home, const std::string& path,
                                  Problems& problems) {
  static constexpr std::pair<std::string_view, Source::Kind> kKinds[] = {
      {"feed", Source::Kind::feed}, {"sitemap", Source::Kind::sitemap}, {"listing", Source::Kind::listing}};
  MapReader map(value, path, problems);
  Source out;
  int named = 0;
  for (const auto& [key, kind] : kKinds) {
    const Value* url = map.get(key);
    if (url == nullptr) continue;
    ++named;
    out.kind = kind;
    out.url = read_url(*url, home, map.path_of(key), problems);
  }
  if (out.kind == Source::Kind::listing) read_listing(map, out);
  map.finish();
  if (named == 1) return out;
  if (value.kind == Value::Kind::map || value.kind == Value::Kind::null) {
    problems.add(value.line, value.column, path, "want exactly one of feed, sitemap and listing");
  }
  return std::nullopt;
}

}  // namespace

bool is_web(const url::Url& url) {
  return (url.scheme == "http" || url.scheme == "https") && !url.host.empty();
}

std::string read_url(const Value& value, std::string_view home_text, const std::string& path,
                     Problems& problems) {
  const auto text = settings::as_text(value, path, problems);
  if (!text) return {};
  const auto home = url::parse(home_text);
  const auto url = home ? url::resolve(*home, *text) : url::parse(*text);
  if (url && is_web(*url)) return url->to_string();
  if (!home && !url) return {};
  problems.add(value.line, value.column, path,
               fmt::format("\"{}\" is no URL; want https://… or a path such as /feed/", *text));
  return {};
}

std::vector<Source> read_sources(const Value& value, std::string_view home, Problems& problems) {
  std::vector<Source> out;
  const auto items = items_of(value);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (auto source = read_source(*items[i], home, fmt::format("sources[{}]", i), problems)) {
      out.push_back(std::move(*source));
    }
  }
  return out;
}

}  // namespace rawi::outlet
