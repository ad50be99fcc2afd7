#include "daemon/events/metrics.h"

namespace rawi::events {
namespace {

constexpr std::size_t kMaxOutletLabels = 5000;

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::Registry;

prometheus::Family<prometheus::Counter>& counter(Registry& r, const char* name, const char* help) {
  return BuildCounter().Name(name).Help(help).Register(r);
}
prometheus::Family<prometheus::Gauge>& gauge(Registry& r, const char* name, const char* help) {
  return BuildGauge().Name(name).Help(help).Register(r);
}
prometheus::Histogram& seconds(Registry& r, const char* name, const char* help) {
  static const prometheus::Histogram::BucketBoundaries kBuckets = {
      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120};
  return prometheus::BuildHistogram().Name(name).Help(help).Register(r).Add({}, kBuckets);
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
      refused(counter(registry, "rawi_records_refused_total", "Records that Kafka refused for good")),
      drifts(
          counter(registry, "rawi_drift_reports_total", "Outlets that behave unlike their habit, by kind")),
      ledger_errors(counter(registry, "rawi_ledger_errors_total", "Ledger operations that failed, by kind")),
      reloads(counter(registry, "rawi_config_reloads_total", "Configuration reloads, by result")),
      waiting(gauge(registry, "rawi_queue_depth", "Work waiting or under way, by stage")),
      outbox(gauge(registry, "rawi_outbox", "Records decided on and not yet confirmed by Kafka, by unit")),
      flags(gauge(registry, "rawi_condition", "1 while the condition holds: kafka_up, back_pressure")),
      freshness(gauge(registry, "rawi_outlet_last_article_timestamp_seconds",
                      "When an outlet last gave a new article, Unix time")),
      build(gauge(registry, "rawi_build_info", "1, with the version as label")),
      fetch_seconds(
          seconds(registry, "rawi_fetch_seconds", "One page fetched, politeness waits not counted")),
      read_seconds(seconds(registry, "rawi_read_seconds", "One page from bytes to article")),
      ledger_seconds(seconds(registry, "rawi_ledger_commit_seconds", "One ledger transaction")),
      commit_seconds(seconds(registry, "rawi_kafka_commit_seconds", "One Kafka transaction")),
      publish_seconds(
          seconds(registry, "rawi_publish_delay_seconds", "From the ledger's record to Kafka's commit")) {}

std::string Events::Metrics::outlet_label(const std::string& outlet) {
  const std::scoped_lock lock(mutex_);
  if (outlets_.contains(outlet)) return outlet;
  if (outlets_.size() >= kMaxOutletLabels) return "other";
  outlets_.insert(outlet);
  return outlet;
}

}  // namespace rawi::events
