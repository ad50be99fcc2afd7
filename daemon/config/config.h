// rawi.yaml: what an operator can set. Defaults stand here; keys, ranges and docs in config_table.cc.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "connectors/base/result.h"
#include "connectors/fetch/fetcher.h"
#include "connectors/settings/table.h"

namespace rawi::config {

struct Kafka {
  std::string bootstrap_servers =
      "localhost:9092";  // "embedded": librdkafka's in-process cluster, memory only
  std::string articles = "rawi.articles", duplicates = "rawi.duplicates", rejected = "rawi.rejected",
              checkpoint = "rawi.checkpoint";
  std::map<std::string, std::string> librdkafka;
  bool create_topics = true;
  int partitions = 6;
  int replication = 1;
  std::int64_t retention_ms = -1;
  int batch_rows = 1000;
  std::int64_t batch_bytes = 8 << 20;
  int batch_age_ms = 200;
  bool tombstones = false;
};

struct Config {
  std::string file;  // where it was read from
  std::string instance_id = "rawi";
  std::string state_dir = "/var/lib/rawi";
  std::string outlets_dir = "outlets";
  Kafka kafka;
  fetch::FetchOptions fetch;
  struct {
    int min_interval_ms = 60'000, max_interval_ms = 3'600'000;
  } schedule;
  struct {
    int window_hours = 48;   // how long after it was first seen an article's page is looked at again
    int first_ms = 600'000;  // the first look; each later one waits twice as long
  } revisit;
  struct {
    int first_ms = 60'000, longest_ms = 6 * 3'600'000;  // between two tries of a link
  } retry;
  struct {
    int window_days = 7;
    std::string publish_to = "duplicates";  // or "articles": there as well, with their relation
  } dedup;
  struct {
    int max_rows = 50'000;
    std::int64_t max_bytes = 512LL << 20;
  } outbox;
  struct {
    int threads = 0;  // 0: one less than the machine has cores, at least 1
    int max_in_flight = 256;
    int link_tries = 5;
    int keep_links_days = 90;
  } pipeline;
  struct {
    int drain_timeout_ms = 20'000, once_timeout_ms = 60'000;
  } shutdown;
  struct {
    std::string listen = "127.0.0.1:9480";  // empty: no admin server
    std::string token;                      // empty: what changes things is refused
    std::vector<std::string> hosts;         // names the server may be asked for by, besides addresses
  } admin;
  struct {
    std::string level = "info", format = "auto";
  } log;
};

// The table of every key over `config`'s variables.
[[nodiscard]] settings::Table table_of(Config& config);

// Reads and checks a file. Paths in it are taken relative to the file. The error holds every problem, one a
// line, each with file:line:column, the key and what would be right.
[[nodiscard]] Result<Config> load(const std::string& path);

// The outlets folder that a file names, however wrong the rest of it is; empty where the file cannot be read
// at all.
[[nodiscard]] std::string outlets_dir_of(const std::string& path);

// --config's default: $RAWI_CONFIG, ./config/rawi.yaml, /etc/rawi/rawi.yaml, the first that is there; empty
// where none is.
[[nodiscard]] std::string default_path();

}  // namespace rawi::config
