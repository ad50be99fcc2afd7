// What the admin pages show: plain values that the pipeline's thread makes and nobody changes afterwards.
// All instants are Unix milliseconds; 0: not known.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connectors/outlet/outlet.h"
#include "daemon/admin/rates.h"
#include "daemon/events/events.h"

namespace rawi::admin {

struct StageView {
  events::StageLoad load;
  std::int64_t done = 0;
  PerMinute::Counts per_minute{};
  std::optional<double> p50_ms, p99_ms;
};

struct Reason {
  std::string code;    // a stable word
  std::string detail;  // for people
};

struct Status {
  std::string version, instance;
  std::int64_t started_ms = 0, now_ms = 0;
  std::vector<Reason> reasons;  // why the daemon is not ready; empty: it is
  std::string held_back;        // why nothing new is fetched; empty: work goes on
  std::string stalled;          // which stage has work and does not move; empty: none
  std::array<StageView, events::kStages> stages;
  struct {
    std::int64_t records = 0, bytes = 0, limit_records = 0, limit_bytes = 0, dead = 0;
    std::optional<double> oldest_seconds;
  } outbox;
  struct {
    std::string state, reason, bootstrap_servers, transactional_id;
    std::int64_t since_ms = 0, last_commit_at_ms = 0;
    double last_commit_ms = 0;
    std::int64_t commits = 0, aborted = 0, records = 0, bytes = 0, reconnects = 0, diverted = 0, buried = 0;
  } kafka;
  struct {
    std::string path, trouble;
    std::int64_t bytes = 0, wal_bytes = 0, commits = 0;
    double last_commit_ms = 0, max_commit_ms = 0;
  } ledger;
  struct {
    std::size_t declared = 0, paused = 0, drifting = 0;
  } outlets;
  std::map<std::string, std::int64_t> totals;  // outcome -> links since the start
};

struct SourceView {
  std::string url;
  std::string_view kind;  // feed, sitemap, listing
  bool found = false;
  std::int64_t last_read_ms = 0;
  std::optional<std::int64_t> next_read_ms;
  std::string result, error;
  std::size_t links = 0, fresh = 0;
};

struct DriftView {
  std::string kind, detail;
  std::int64_t since_ms = 0;
};

struct OutletView {
  std::shared_ptr<const outlet::Outlet> outlet;
  bool paused = false;
  std::size_t in_flight = 0, waiting = 0;
  std::int64_t last_article_ms = 0;
  PerHour::Counts per_hour{};
  std::map<std::string, std::int64_t> outcomes;
  std::vector<DriftView> drift;
  std::optional<double> fallback_ratio;
  std::vector<SourceView> sources;
};
using OutletViews = std::vector<OutletView>;  // by id

struct ArticleItem {
  std::string id, url, title, outlet, outlet_name, outcome, relation, story, extractor, published_at;
  std::int64_t recorded_ms = 0, committed_ms = 0;
  std::int64_t outbox = 0;  // committed once Kafka has confirmed this number
};

struct RejectedItem {
  std::uint64_t id = 0;
  std::string url, title, outlet, outlet_name, reason, detail;
  std::int64_t at_ms = 0;
  std::shared_ptr<const events::RefusedPage> page;  // null: nothing was fetched, or no longer kept
  std::shared_ptr<const outlet::Outlet> declared;   // null: not known any more
};

}  // namespace rawi::admin
