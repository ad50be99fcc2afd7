#include "connectors/outlet/load.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include <xxhash.h>

#include <fmt/format.h>

#include "connectors/arabic/dates.h"
#include "connectors/outlet/load_rules.h"
#include "connectors/outlet/load_sources.h"
#include "connectors/settings/map_reader.h"
#include "connectors/url/url.h"

namespace rawi::outlet {
namespace {

using settings::MapReader;
using settings::Problems;
using settings::Value;

constexpr int kMaxDelayMs = 3'600'000;
constexpr std::size_t kMaxIdLength = 64;

std::string read_bytes(const std::string& path, Problems& problems) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad() || errno == EISDIR) {
    problems.add(1, 1, "", fmt::format("cannot be read: {}", std::strerror(errno)));
    return {};
  }
  return content;
}

void read_home(MapReader& map, Outlet& out) {
  const Value* home = map.require("home", "the outlet's address, such as https://www.example.org/");
  if (home == nullptr) return;
  const auto text = settings::as_text(*home, "home", map.problems());
  if (!text) return;
  const auto url = url::parse(*text);
  const auto canonical = url::canonical(*text);
  if (!url || !canonical || !is_web(*url)) {
    map.problems().add(home->line, home->column, "home",
                       fmt::format("\"{}\" is no address; want https://www.example.org/", *text));
    return;
  }
  out.home = *canonical;
  std::string host = url->host.starts_with("www.") ? url->host.substr(4) : url->host;
  out.name = host;
  std::replace_if(
      host.begin(), host.end(), [](char c) { return (c < 'a' || c > 'z') && (c < '0' || c > '9'); }, '-');
  out.id = host;
}

bool is_id(std::string_view text) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !text.empty() && text.size() <= kMaxIdLength && text.front() != '-' && text != "none" &&
         std::all_of(text.begin(), text.end(), allowed);
}

void read_id(MapReader& map, Outlet& out) {
  const Value* value = map.get("id");
  if (value == nullptr) return;
  const auto text = settings::as_text(*value, "id", map.problems());
  if (!text) return;
  if (!is_id(*text)) {
    map.problems().add(
        value->line, value->column, "id",
        fmt::format("\"{}\" is no outlet id; want lower-case letters, digits and dashes, at most {}, "
                    "and not \"none\"",
                    *text, kMaxIdLength));
    return;
  }
  out.id = *text;
}

void read_zone(MapReader& map, Outlet& out) {
  const Value* value = map.get("zone");
  if (value == nullptr || !map.text("zone", out.zone) || arabic::is_zone(out.zone)) return;
  map.problems().add(value->line, value->column, "zone",
                     fmt::format("\"{}\" is no IANA time zone; want a name such as Asia/Damascus", out.zone));
}

void read_articles(const Value& value, Outlet& out, Problems& problems) {
  MapReader map(value, "articles", problems);
  if (const Value* allow = map.get("allow")) out.allow = read_patterns(*allow, "articles.allow", problems);
  if (const Value* deny = map.get("deny")) out.deny = read_patterns(*deny, "articles.deny", problems);
  map.finish();
}

// A file beside the outlet's own.
std::string read_file_name(MapReader& map, std::string_view key, std::string_view what_it_is,
                           const std::filesystem::path& folder) {
  const Value* value = map.require(key, what_it_is);
  const auto text =
      value != nullptr ? settings::as_text(*value, map.path_of(key), map.problems()) : std::nullopt;
  return text ? (folder / *text).string() : std::string();
}

void read_samples(const Value& value, Outlet& out, Problems& problems) {
  const std::filesystem::path folder = std::filesystem::path(out.file).parent_path();
  const auto items = items_of(value);
  for (std::size_t i = 0; i < items.size(); ++i) {
    MapReader map(*items[i], fmt::format("samples[{}]", i), problems);
    Sample sample;
    const Value* url = map.require("url", "the address the page is read as");
    if (url != nullptr) sample.url = read_url(*url, out.home, map.path_of("url"), problems);
    sample.page_file = read_file_name(map, "page", "the page's file, relative to this one", folder);
    sample.expect_file =
        read_file_name(map, "expect", "the JSON of what must come out, relative to this one", folder);
    map.text("content_type", sample.content_type);
    map.finish();
    if (!sample.url.empty()) out.samples.push_back(std::move(sample));
  }
}

// Twelve hexadecimal digits are enough to tell the versions of one file apart.
std::string short_hash(std::string_view text) {
  return fmt::format("{:016x}", XXH3_64bits(text.data(), text.size())).substr(0, 12);
}

bool is_outlet_file(const std::filesystem::directory_entry& entry) {
  const auto extension = entry.path().extension();
  std::error_code error;
  return (extension == ".yaml" || extension == ".yml") && entry.is_regular_file(error);
}

}  // namespace

Outlet read_outlet(std::string_view text, const std::string& file, Problems& problems) {
  Outlet out;
  out.file = file;
  const Value root = settings::parse_yaml(text, problems);
  MapReader map(root, "", problems);
  read_home(map, out);
  read_id(map, out);
  map.text("name", out.name);
  read_zone(map, out);
  if (int delay_ms = 0; map.integer("delay_ms", delay_ms, 0, kMaxDelayMs)) out.delay_ms = delay_ms;
  map.boolean("cookies", out.cookies);
  if (const Value* value = map.get("sources")) out.sources = read_sources(*value, out.home, problems);
  if (const Value* value = map.get("articles")) read_articles(*value, out, problems);
  if (const Value* value = map.get("rules")) out.rules = read_rules(*value, "rules", problems);
  if (const Value* value = map.get("samples")) read_samples(*value, out, problems);
  map.finish();
  if (!out.rules.empty()) out.rules_version = short_hash(text);
  return out;
}

Result<Outlet> load_outlet(const std::string& path) {
  Problems problems(path);
  const std::string text = read_bytes(path, problems);
  if (!problems.empty()) return fail(problems.to_error());
  Outlet out = read_outlet(text, path, problems);
  if (!problems.empty()) return fail(problems.to_error());
  return out;
}

OutletFolder load_outlets(const std::string& folder) {
  OutletFolder out;
  std::error_code error;
  std::vector<std::string> files;
  for (auto it = std::filesystem::directory_iterator(folder, error);
       !error && it != std::filesystem::directory_iterator(); it.increment(error)) {
    if (is_outlet_file(*it)) files.push_back(it->path().string());
  }
  if (error) {
    out.problems.push_back(
        fmt::format("{}:1:1: cannot be read: {}; want a folder of outlet files", folder, error.message()));
    return out;
  }
  std::sort(files.begin(), files.end());
  std::map<std::string, std::string> file_of_id;
  for (const std::string& file : files) {
    Problems problems(file);
    const std::string text = read_bytes(file, problems);
    Outlet outlet = problems.empty() ? read_outlet(text, file, problems) : Outlet{};
    const auto [first, is_new] = file_of_id.emplace(outlet.id, file);
    if (!outlet.id.empty() && !is_new) {
      problems.add(
          1, 1, "id",
          fmt::format("\"{}\" is the id of {} already; give this outlet another", outlet.id, first->second));
    }
    out.problems.insert(out.problems.end(), problems.lines().begin(), problems.lines().end());
    if (problems.empty()) out.outlets.push_back(std::move(outlet));
  }
  return out;
}

}  // namespace rawi::outlet
