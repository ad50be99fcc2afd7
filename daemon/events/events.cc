#include "daemon/events/events.h"

#include <ctime>

#include <fmt/format.h>
#include <prometheus/text_serializer.h>

#include "daemon/events/metrics.h"
#include "daemon/events/process.h"

namespace rawi::events {

Events::Events(const LogOptions& options) : log_(options), metrics_(std::make_unique<Metrics>()) {}
Events::~Events() = default;

void Events::started(std::string_view version, std::string_view config, std::size_t outlets) {
  metrics_->build.Add({{"version", std::string(version)}}).Set(1);
  log_.write(Level::info, "started",
             {{"version", std::string(version)},
              {"config", std::string(config)},
              {"outlets", fmt::to_string(outlets)}});
}

void Events::stopped(std::string_view how, std::int64_t unpublished) {
  log_.write(unpublished > 0 ? Level::warn : Level::info, "stopped",
             {{"how", std::string(how)}, {"unpublished", fmt::to_string(unpublished)}});
}

void Events::source_read(const SourceRead& e) {
  if (e.fetch_ms > 0) metrics_->discover_seconds.Observe(e.fetch_ms / 1000.0);
  metrics_->received_bytes.Add({}).Increment(static_cast<double>(e.wire_bytes));
  metrics_->sources_read
      .Add({{"outlet", metrics_->outlet_label(e.outlet)}, {"result", metrics_->reason_label(e.result)}})
      .Increment();
  const bool fine = e.result == "ok" || e.result == "not_modified";
  if (fine) {
    log_.write(Level::info, "source_read",
               {{"outlet", e.outlet},
                {"url", e.url},
                {"result", e.result},
                {"status", fmt::to_string(e.status)},
                {"links", fmt::to_string(e.links)},
                {"fresh", fmt::to_string(e.fresh)},
                {"tolerated", fmt::to_string(e.tolerated)}});
  } else {
    log_.write_limited(Level::warn, "source_read", e.url,
                       {{"outlet", e.outlet},
                        {"url", e.url},
                        {"result", e.result},
                        {"status", fmt::to_string(e.status)},
                        {"detail", e.detail}});
  }
  for (auto* observer : observers_) observer->source_read(e);
}

void Events::link_started(const std::string& outlet) {
  metrics_->links_started.Add({{"outlet", metrics_->outlet_label(outlet)}}).Increment();
}

void Events::link_finished(const LinkFinished& e) {
  const std::string outlet = metrics_->outlet_label(e.outlet);
  metrics_->outcomes.Add({{"outlet", outlet}, {"outcome", e.outcome}}).Increment();
  if (e.outcome == "rejected")
    metrics_->rejections.Add({{"outlet", outlet}, {"reason", metrics_->reason_label(e.reason)}}).Increment();
  if (!e.extractor.empty())
    metrics_->extractors.Add({{"outlet", outlet}, {"extractor", e.extractor}}).Increment();
  if ((e.outcome == "published" || e.outcome == "duplicate") && metrics_->is_declared(e.outlet)) {
    metrics_->freshness.Add({{"outlet", outlet}}).Set(static_cast<double>(std::time(nullptr)));
  }
  if (e.status > 0) metrics_->fetch_seconds.Observe(e.fetch_ms / 1000.0);
  if (e.read_seconds > 0) metrics_->read_seconds.Observe(e.read_seconds);
  if (e.judge_seconds > 0) metrics_->judge_seconds.Observe(e.judge_seconds);
  metrics_->received_bytes.Add({}).Increment(static_cast<double>(e.wire_bytes));
  log_.write(e.outcome == "unchanged" ? Level::debug : Level::info, "link_finished",
             {{"outlet", e.outlet},
              {"url", e.url},
              {"request", e.request},
              {"outcome", e.outcome},
              {"reason", e.reason},
              {"detail", e.detail},
              {"id", e.article_id},
              {"title", e.title},
              {"extractor", e.extractor},
              {"story", e.story}});
  for (auto* observer : observers_) observer->link_finished(e);
}

void Events::committed(const Committed& e) {
  metrics_->committed.Add({}).Increment(static_cast<double>(e.records));
  metrics_->committed_bytes.Add({}).Increment(static_cast<double>(e.bytes));
  metrics_->transactions.Add({{"result", "committed"}}).Increment(static_cast<double>(e.transactions));
  metrics_->commit_seconds.Observe(e.commit_seconds);
  metrics_->publish_seconds.Observe(e.oldest_seconds);
  log_.write(Level::info, "committed",
             {{"records", fmt::to_string(e.records)},
              {"last_outbox", fmt::to_string(e.last_outbox)},
              {"commit_ms", fmt::format("{:.1f}", e.commit_seconds * 1000)}});
  for (auto* observer : observers_) observer->committed(e);
}

void Events::refused_record(std::string_view key, std::string_view reason, bool kept_in_ledger) {
  metrics_->refused.Add({{"kept_in_ledger", kept_in_ledger ? "true" : "false"}}).Increment();
  log_.write(Level::error, "record_refused",
             {{"key", std::string(key)},
              {"reason", std::string(reason)},
              {"kept_in_ledger", kept_in_ledger ? "true" : "false"}});
}

void Events::kafka_state(std::string_view state, std::string_view detail, bool up) {
  metrics_->kafka_up.Set(up ? 1 : 0);
  log_.write(up ? Level::info : Level::warn, "kafka_state",
             {{"state", std::string(state)}, {"detail", std::string(detail)}});
}

void Events::kafka_trouble(std::int64_t aborted, std::int64_t reconnects) {
  metrics_->transactions.Add({{"result", "aborted"}}).Increment(static_cast<double>(aborted));
  metrics_->reconnects.Add({}).Increment(static_cast<double>(reconnects));
  log_.write_limited(Level::warn, "kafka_trouble", "",
                     {{"aborted", fmt::to_string(aborted)}, {"reconnects", fmt::to_string(reconnects)}});
}

void Events::kafka_log(int level, std::string_view facility, std::string_view message) {
  log_.write_limited(level <= 3 ? Level::warn : Level::debug, "librdkafka", facility,
                     {{"facility", std::string(facility)}, {"detail", std::string(message)}});
}

void Events::ledger_trouble(const Error& error) {
  metrics_->ledger_errors.Add({{"kind", std::string(to_string(error.code))}}).Increment();
  log_.write_limited(Level::error, "ledger_trouble", to_string(error.code),
                     {{"kind", std::string(to_string(error.code))}, {"detail", error.message}});
}

void Events::ledger_commit(double seconds, std::size_t changes) {
  metrics_->ledger_seconds.Observe(seconds);
  log_.write(Level::debug, "ledger_commit",
             {{"changes", fmt::to_string(changes)}, {"ms", fmt::format("{:.1f}", seconds * 1000)}});
  for (auto* observer : observers_) observer->ledger_commit(seconds, changes);
}

void Events::back_pressure(bool on, std::string_view why) {
  metrics_->held_back.Set(on ? 1 : 0);
  log_.write(on ? Level::warn : Level::info, on ? "fetching_paused" : "fetching_resumed",
             {{"why", std::string(why)}});
}

void Events::drift(const std::string& outlet, std::string_view what, std::string_view detail) {
  metrics_->drifts.Add({{"outlet", metrics_->outlet_label(outlet)}, {"kind", std::string(what)}}).Increment();
  log_.write(Level::warn, "drift",
             {{"outlet", outlet}, {"kind", std::string(what)}, {"detail", std::string(detail)}});
  for (auto* observer : observers_) observer->drift(outlet, what, detail);
}

void Events::config_reloaded(bool ok, std::string_view detail) {
  metrics_->reloads.Add({{"result", ok ? "ok" : "refused"}}).Increment();
  log_.write(ok ? Level::info : Level::error, "config_reloaded",
             {{"result", ok ? "ok" : "refused"}, {"detail", std::string(detail)}});
}

void Events::note(Level level, std::string_view event, std::initializer_list<Field> fields) {
  log_.write(level, event, fields);
}

void Events::admin_refused(std::string_view reason, std::string_view path, std::string_view peer) {
  metrics_->admin_refusals.Add({{"reason", std::string(reason)}}).Increment();
  log_.write_limited(
      Level::warn, "admin_refused", reason,
      {{"reason", std::string(reason)}, {"path", std::string(path)}, {"peer", std::string(peer)}});
}

void Events::stalled(bool on, std::string_view detail) {
  metrics_->stalled.Set(on ? 1 : 0);
  log_.write(on ? Level::error : Level::info, on ? "stalled" : "moving_again",
             {{"detail", std::string(detail)}});
}

void Events::set(const Gauges& g) {
  Metrics& m = *metrics_;
  const auto number = [](auto n) { return static_cast<double>(n); };
  for (std::size_t i = 0; i < kStages; ++i) {
    const std::string stage(kStageNames[i]);
    m.stage_in_progress.Add({{"stage", stage}}).Set(number(g.stages[i].in_progress));
    m.stage_waiting.Add({{"stage", stage}}).Set(number(g.stages[i].waiting));
  }
  m.outlets_declared.Set(number(g.outlets));
  m.outbox_records.Set(number(g.outbox_rows));
  m.outbox_bytes.Set(number(g.outbox_bytes));
  m.outbox_dead.Set(number(g.outbox_dead));
  m.outbox_limit_records.Set(number(g.outbox_limit_rows));
  m.outbox_limit_bytes.Set(number(g.outbox_limit_bytes));
  m.outbox_oldest.Set(g.outbox_oldest_seconds);
  m.ledger_file_bytes.Set(number(g.ledger_file_bytes));
  m.ledger_wal_bytes.Set(number(g.ledger_wal_bytes));
  m.connections.Set(number(g.fetch_connections));
  m.parked.Set(number(g.hosts_parked));
  m.ledger_trouble.Set(g.ledger_trouble ? 1 : 0);
  m.ready.Set(g.ready ? 1 : 0);
}

void Events::outlets(const std::vector<std::string>& ids) {
  metrics_->drop_outlets_but({ids.begin(), ids.end()});
  for (const auto& id : ids) {
    const std::string label = metrics_->outlet_label(id);
    metrics_->paused.Add({{"outlet", label}});
    metrics_->begin_at_zero(label);
  }
}

void Events::outlet_paused(const std::string& outlet, bool paused) {
  metrics_->paused.Add({{"outlet", metrics_->outlet_label(outlet)}}).Set(paused ? 1 : 0);
  log_.write(Level::info, paused ? "outlet_paused" : "outlet_resumed", {{"outlet", outlet}});
}

void Events::last_article(const std::string& outlet, std::int64_t at_ms) {
  metrics_->freshness.Add({{"outlet", metrics_->outlet_label(outlet)}})
      .Set(static_cast<double>(at_ms) / 1000);
}

std::string Events::exposition() const {
  return prometheus::TextSerializer().Serialize(metrics_->registry.Collect()) + process_exposition();
}

void Events::set_level(const std::string& level) { log_.set_level(level); }

void Events::observe(Observer& observer) { observers_.push_back(&observer); }

}  // namespace rawi::events
