#include "daemon/config/config.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

namespace rawi::config {
namespace {

namespace fs = std::filesystem;

// A path of the file, relative to the file's own folder.
void anchor(std::string& path, const fs::path& folder) {
  if (!path.empty() && fs::path(path).is_relative()) path = (folder / path).lexically_normal().string();
}

// What one row of the table cannot say: conditions between keys.
void check_relations(const Config& config, const settings::Value& root, settings::Problems& problems) {
  const auto at = [&](std::string_view section, std::string_view key, std::string_view message) {
    const settings::Value* place = root.find(section);
    const settings::Value* value = place != nullptr ? place->find(key) : nullptr;
    if (value == nullptr) value = place != nullptr ? place : &root;
    problems.add(value->line, value->column, fmt::format("{}.{}", section, key), message);
  };
  if (config.schedule.max_interval_ms < config.schedule.min_interval_ms) {
    at("schedule", "max_interval_ms",
       fmt::format("is below schedule.min_interval_ms ({}); give at least that",
                   config.schedule.min_interval_ms));
  }
  if (config.kafka.bootstrap_servers.empty())
    at("kafka", "bootstrap_servers", "is empty; give host:port, or embedded");
  const std::string* topics[] = {&config.kafka.articles, &config.kafka.duplicates, &config.kafka.rejected,
                                 &config.kafka.checkpoint};
  for (const auto* a : topics) {
    if (a->empty()) at("kafka", "topics", "holds an empty topic name");
    if (std::count_if(std::begin(topics), std::end(topics), [&](const auto* b) { return *a == *b; }) > 1) {
      at("kafka", "topics", fmt::format("names \"{}\" twice; each topic needs its own", *a));
      break;
    }
  }
  if (!config.fetch.ca_file.empty() && !fs::exists(config.fetch.ca_file)) {
    at("fetch", "ca_file", fmt::format("{}: no such file", config.fetch.ca_file));
  }
  if (!fs::is_directory(config.outlets_dir)) {
    problems.add(1, 1, "outlets_dir",
                 fmt::format("{}: no such folder; it holds one YAML file an outlet", config.outlets_dir));
  }
}

}  // namespace

Result<Config> load(const std::string& path) {
  settings::Problems problems(path);
  const settings::Value root = settings::parse_yaml_file(path, problems);
  if (!problems.empty() && root.kind == settings::Value::Kind::null) return fail(problems.to_error());
  Config config;
  config.file = path;
  settings::read_table(root, table_of(config), problems);
  const fs::path folder = fs::absolute(path).parent_path();
  anchor(config.state_dir, folder);
  anchor(config.outlets_dir, folder);
  anchor(config.fetch.ca_file, folder);
  check_relations(config, root, problems);
  if (!problems.empty()) return fail(problems.to_error());
  return config;
}

std::string outlets_dir_of(const std::string& path) {
  settings::Problems ignored(path);
  const settings::Value root = settings::parse_yaml_file(path, ignored);
  if (root.kind != settings::Value::Kind::map) return {};
  const settings::Value* value = root.find("outlets_dir");
  std::string folder = value != nullptr && !value->scalar.empty() ? value->scalar : Config().outlets_dir;
  anchor(folder, fs::absolute(path).parent_path());
  return folder;
}

std::string default_path() {
  if (const char* named = std::getenv("RAWI_CONFIG"); named != nullptr && *named != '\0') return named;
  for (const char* path : {"./config/rawi.yaml", "/etc/rawi/rawi.yaml"}) {
    std::error_code ignored;
    if (fs::exists(path, ignored)) return path;
  }
  return {};
}

}  // namespace rawi::config
