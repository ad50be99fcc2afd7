// The metric families (names by Prometheus' rules). Only events.cc includes this.
#pragma once

#include <mutex>
#include <set>
#include <string>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include "daemon/events/events.h"

namespace rawi::events {

struct Events::Metrics {
  Metrics();

  // Cardinality is bounded: outlets beyond the limit share the label "other".
  [[nodiscard]] std::string outlet_label(const std::string& outlet);

  // Reasons are words of a fixed vocabulary, but for what a server can make up (http_799).
  [[nodiscard]] std::string reason_label(const std::string& reason);
  void drop_outlets_but(const std::set<std::string>& ids);
  // Of an outlet that was taken out, links in flight still end; they must not bring its series back.
  [[nodiscard]] bool is_declared(const std::string& outlet);

  using Counters = prometheus::Family<prometheus::Counter>;
  using GaugeFamily = prometheus::Family<prometheus::Gauge>;
  prometheus::Registry registry;
  Counters &sources_read, &links_started, &outcomes, &rejections, &extractors, &committed, &committed_bytes,
      &transactions, &reconnects, &refused, &drifts, &ledger_errors, &reloads, &received_bytes,
      &admin_refusals;
  GaugeFamily &stage_in_progress, &stage_waiting, &freshness, &paused, &build;
  prometheus::Gauge &outlets_declared, &outbox_records, &outbox_bytes, &outbox_dead, &outbox_limit_records,
      &outbox_limit_bytes, &outbox_oldest, &ledger_file_bytes, &ledger_wal_bytes, &connections, &parked,
      &kafka_up, &held_back, &ledger_trouble, &stalled, &ready;
  prometheus::Histogram &discover_seconds, &fetch_seconds, &read_seconds, &judge_seconds, &ledger_seconds,
      &commit_seconds, &publish_seconds;

  // Series whose labels are known beforehand are there from the start: Prometheus' increase() does not see
  // the first step of a counter that is born with 1.
  void begin_at_zero(const std::string& outlet);

 private:
  void begin_at_zero();

  std::mutex mutex_;
  std::set<std::string> outlets_, reasons_, declared_;
};

}  // namespace rawi::events
