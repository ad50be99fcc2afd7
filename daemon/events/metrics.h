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

  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>&sources_read, &links_started, &outcomes, &rejections, &extractors,
      &committed, &refused, &drifts, &ledger_errors, &reloads;
  prometheus::Family<prometheus::Gauge>&waiting, &outbox, &flags, &freshness, &build;
  prometheus::Histogram &fetch_seconds, &read_seconds, &ledger_seconds, &commit_seconds, &publish_seconds;

 private:
  std::mutex mutex_;
  std::set<std::string> outlets_;
};

}  // namespace rawi::events
