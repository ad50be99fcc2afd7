#include "daemon/events/metrics.h"

#include <algorithm>

namespace rawi::events {
namespace {

constexpr std::size_t kMaxOutletLabels = 5000, kMaxReasonLabels = 100;

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::Registry;

prometheus::Family<prometheus::Counter>& counter(Registry& r, const char* name, const char* help) {
  return BuildCounter().Name(name).Help(help).Register(r);
}
prometheus::Family<prometheus::Gauge>& gauges(Registry& r, const char* name, const char* help) {
  return BuildGauge().Name(name).Help(help).Register(r);
}
prometheus::Gauge& gauge(Registry& r, const char* name, const char* help) {
  return gauges(r, name, help).Add({});
}
prometheus::Histogram& seconds(Registry& r, const char* name, const char* help) {
  static const prometheus::Histogram::BucketBoundaries kBuckets = {
      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120};
  return prometheus::BuildHistogram().Name(name).Help(help).Register(r).Add({}, kBuckets);
}

// The label itself while there is room for it, else "other".
std::string bounded(std::set<std::string>& known, const std::string& label, std::size_t most) {
  if (known.contains(label)) return label;
  if (known.size() >= most) return "other";
  known.insert(label);
  return label;
}

}  // namespace

Events::Metrics::Metrics()
    : sources_read(
          counter(registry, "rawi_source_reads_total", "Feeds, sitemaps and listings read, by result")),
      links_started(counter(registry, "rawi_links_started_total",
                            "Links taken up; equals the sum of outcomes plus links in flight")),
      outcomes(counter(registry, "rawi_link_outcomes_total", "How links ended")),
      rejections(counter(registry, "rawi_rejections_total", "Pages refused, by reason")),
      extractors(counter(registry, "rawi_extractions_total", "Articles read, by where the body came from")),
      committed(counter(registry, "rawi_records_committed_total", "Records in committed Kafka transactions")),
      committed_bytes(counter(registry, "rawi_kafka_committed_bytes_total",
                              "Bytes of the records in committed Kafka transactions")),
      transactions(
          counter(registry, "rawi_kafka_transactions_total", "Kafka transactions, by how they ended")),
      reconnects(counter(registry, "rawi_kafka_reconnects_total", "Kafka producers made after the first")),
      refused(counter(registry, "rawi_records_refused_total", "Records that Kafka refused for good")),
      drifts(
          counter(registry, "rawi_drift_reports_total", "Outlets that behave unlike their habit, by kind")),
      ledger_errors(counter(registry, "rawi_ledger_errors_total", "Ledger operations that failed, by kind")),
      reloads(counter(registry, "rawi_config_reloads_total", "Configuration reloads, by result")),
      received_bytes(
          counter(registry, "rawi_fetch_received_bytes_total", "Body bytes received from outlets")),
      admin_refusals(counter(registry, "rawi_admin_refusals_total",
                             "Requests that the admin server refused, by reason")),
      stage_in_progress(gauges(registry, "rawi_stage_in_progress", "Work under way, by stage")),
      stage_waiting(gauges(registry, "rawi_stage_waiting", "Work waiting for its turn, by stage")),
      freshness(gauges(registry, "rawi_outlet_last_article_timestamp_seconds",
                       "When an outlet last gave a new article, Unix time")),
      paused(gauges(registry, "rawi_outlet_paused", "1 where an operator has paused the outlet")),
      build(gauges(registry, "rawi_build_info", "1, with the version as label")),
      outlets_declared(gauge(registry, "rawi_outlets", "Outlets declared")),
      outbox_records(
          gauge(registry, "rawi_outbox_records", "Records decided on and not yet confirmed by Kafka")),
      outbox_bytes(gauge(registry, "rawi_outbox_bytes", "Bytes of the records waiting for Kafka")),
      outbox_dead(gauge(registry, "rawi_outbox_dead_records",
                        "Records that Kafka refused for good, kept in the ledger")),
      outbox_limit_records(
          gauge(registry, "rawi_outbox_limit_records", "Records waiting for Kafka at which fetching stops")),
      outbox_limit_bytes(
          gauge(registry, "rawi_outbox_limit_bytes", "Bytes waiting for Kafka at which fetching stops")),
      outbox_oldest(gauge(registry, "rawi_outbox_oldest_age_seconds",
                          "Age of the oldest record that waits for Kafka; 0: none waits")),
      ledger_file_bytes(gauge(registry, "rawi_ledger_file_bytes", "Size of the ledger's file")),
      ledger_wal_bytes(gauge(registry, "rawi_ledger_wal_bytes", "Size of the ledger's write-ahead log")),
      connections(gauge(registry, "rawi_fetch_connections", "Requests to outlets on the wire")),
      parked(
          gauge(registry, "rawi_fetch_hosts_parked", "Hosts left alone for a while after failures in a row")),
      kafka_up(gauge(registry, "rawi_kafka_up", "1 while Kafka takes records")),
      held_back(
          gauge(registry, "rawi_held_back", "1 while nothing new is fetched: outbox full, ledger refusing")),
      ledger_trouble(gauge(registry, "rawi_ledger_trouble", "1 while the ledger takes no changes")),
      stalled(gauge(registry, "rawi_stalled", "1 while a stage has work and does not move")),
      ready(gauge(registry, "rawi_ready", "1 while /readyz says ready")),
      discover_seconds(seconds(registry, "rawi_discover_seconds", "One source fetched")),
      fetch_seconds(
          seconds(registry, "rawi_fetch_seconds", "One page fetched, politeness waits not counted")),
      read_seconds(seconds(registry, "rawi_read_seconds", "One page from bytes to article")),
      judge_seconds(seconds(registry, "rawi_judge_seconds", "One article compared with those told before")),
      ledger_seconds(seconds(registry, "rawi_ledger_commit_seconds", "One ledger transaction")),
      commit_seconds(seconds(registry, "rawi_kafka_commit_seconds", "One Kafka transaction")),
      publish_seconds(
          seconds(registry, "rawi_publish_delay_seconds", "From the ledger's record to Kafka's commit")) {
  begin_at_zero();
}

void Events::Metrics::begin_at_zero() {
  for (const char* result : {"committed", "aborted"}) transactions.Add({{"result", result}});
  for (const char* result : {"ok", "refused"}) reloads.Add({{"result", result}});
  for (const char* kept : {"true", "false"}) refused.Add({{"kept_in_ledger", kept}});
  for (const Errc kind : {Errc::io, Errc::busy, Errc::corrupt, Errc::too_large})
    ledger_errors.Add({{"kind", std::string(to_string(kind))}});
  for (const char* reason : {"bad_token", "bad_host", "bad_origin"}) admin_refusals.Add({{"reason", reason}});
  for (auto* family : {&committed, &committed_bytes, &reconnects, &received_bytes}) family->Add({});
}

void Events::Metrics::begin_at_zero(const std::string& outlet) {
  for (const char* kind : {"silent", "rules_fail", "no_sources"})
    drifts.Add({{"outlet", outlet}, {"kind", kind}});
  for (const char* outcome : {"published", "revised", "duplicate", "unchanged", "rejected", "gone", "retry"})
    outcomes.Add({{"outlet", outlet}, {"outcome", outcome}});
}

std::string Events::Metrics::outlet_label(const std::string& outlet) {
  const std::scoped_lock lock(mutex_);
  return bounded(outlets_, outlet, kMaxOutletLabels);
}

std::string Events::Metrics::reason_label(const std::string& reason) {
  const std::scoped_lock lock(mutex_);
  return bounded(reasons_, reason, kMaxReasonLabels);
}

bool Events::Metrics::is_declared(const std::string& outlet) {
  const std::scoped_lock lock(mutex_);
  return declared_.empty() || declared_.contains(outlet);
}

void Events::Metrics::drop_outlets_but(const std::set<std::string>& ids) {
  {
    const std::scoped_lock lock(mutex_);
    declared_ = ids;
  }
  for (auto* family : {&freshness, &paused}) {
    for (const auto& series : family->Collect()) {
      for (const auto& metric : series.metric) {
        const auto outlet = std::find_if(metric.label.begin(), metric.label.end(),
                                         [](const auto& label) { return label.name == "outlet"; });
        if (outlet == metric.label.end() || ids.contains(outlet->value)) continue;
        family->Remove(&family->Add({{"outlet", outlet->value}}));
      }
    }
  }
}

}  // namespace rawi::events
