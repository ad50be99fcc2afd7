// What people, Prometheus and systemd are told of the daemon, twice a second.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "daemon/service/service.h"
#include "daemon/version.h"

namespace rawi::service {
namespace {

using Phase = publish::PublisherState::Phase;

constexpr std::int64_t kWatchMs = 100, kReportMs = 500, kOutletsMs = 2000, kLineMs = 5000;
constexpr std::int64_t kDayMs = 86'400'000;

// Patience with a stage that has work: each is bounded well below by its own timeouts.
constexpr std::int64_t kReadPatienceMs = 60'000, kRecordPatienceMs = 60'000, kPublishPatienceMs = 120'000,
                       kFetchPatienceMs = 30'000;

std::string code_of(Phase phase) { return fmt::format("kafka_{}", publish::to_string(phase)); }

}  // namespace

void Service::outlets_changed() {
  figures_.set_outlets(pipeline_->outlets());
  std::vector<std::string> ids;
  for (const auto& [id, outlet] : pipeline_->outlets()) ids.push_back(id);
  events_.outlets(ids);
  next_outlets_ms_ = 0;
}

// When each outlet last gave an article, so that a restart does not look like silence.
Result<void> Service::recall_articles() {
  std::map<std::string, std::int64_t> last;
  const std::int64_t now = loop_.now_ms();
  auto read = ledger_->each_fingerprint(now - pipeline_->options().keep_fingerprints_ms,
                                        [&](const ledger::Fingerprint& article) {
                                          std::int64_t& latest = last[article.outlet];
                                          latest = std::max(latest, article.seen_at_ms);
                                          if (article.seen_at_ms > now - kDayMs)
                                            figures_.remember(article.outlet, article.seen_at_ms);
                                          return true;
                                        });
  if (!read) return read;
  for (const auto& [outlet, at_ms] : last) {
    if (at_ms <= now - kDayMs) figures_.remember(outlet, at_ms);
    if (pipeline_->outlets().contains(outlet)) events_.last_article(outlet, at_ms);
  }
  return {};
}

// The publisher lives on a thread of its own; what it did since the last look becomes events here.
void Service::watch_publisher() {
  const publish::PublisherState now = publisher_->state();
  if (now.phase != seen_.phase || now.message != seen_.message) {
    events_.kafka_state(publish::to_string(now.phase), now.message,
                        now.phase == Phase::ready || now.phase == Phase::stopped);
  }
  if (now.records > seen_.records) {
    last_commit_at_ms_ = loop_.now_ms();
    events_.committed({static_cast<std::size_t>(now.records - seen_.records),
                       now.transactions - seen_.transactions, now.bytes - seen_.bytes, now.confirmed,
                       now.last_commit_ms / 1000.0, now.last_row_age_ms / 1000.0});
  } else if (now.confirmed > seen_.confirmed) {
    board_.confirmed(now.confirmed, loop_.now_ms());
  }
  if (now.aborted > seen_.aborted || now.reconnects > seen_.reconnects)
    events_.kafka_trouble(now.aborted - seen_.aborted, now.reconnects - seen_.reconnects);
  for (auto n = seen_.diverted; n < now.diverted; ++n) events_.refused_record("", now.message, false);
  for (auto n = seen_.buried; n < now.buried; ++n) events_.refused_record("", now.message, true);
  seen_ = now;
  if (now.phase == Phase::fenced || now.phase == Phase::failed) stop_signals_.fetch_add(1);
  if (!watching_) return;
  loop_.at(loop_.now_ms() + kWatchMs, [this] { watch_publisher(); });
}

std::string Service::look_for_stall() {
  const pipeline::Load load = pipeline_->load();
  const fetch::FetcherStats fetching = fetcher_->stats();
  const events::StageLoad& read = load.stages[events::index_of(events::Stage::read)];
  const publish::PublisherState kafka = publisher_->state();
  const bool publishing =
      kafka.phase != Phase::stopped && kafka.phase != Phase::fenced && kafka.phase != Phase::failed;
  const bool reading = read.in_progress + read.waiting > 0;
  return stall_watch_.look(
      admin::steady_ms(),
      {{"fetch", fetching.active > 0, fetching.exchanges + fetching.wire_bytes + load.fetched,
        config_.fetch.total_timeout_ms + kFetchPatienceMs},
       {"read", reading, load.read, kReadPatienceMs},
       {"record", load.recording > 0 && load.ledger_trouble.empty(), load.commits, kRecordPatienceMs},
       {"publish", publishing, kafka.steps, kPublishPatienceMs}});
}

std::vector<admin::Reason> Service::reasons(const admin::Status& status) const {
  std::vector<admin::Reason> out;
  if (stopping_) out.push_back({"stopping", "the daemon is stopping"});
  const publish::PublisherState& kafka = seen_;
  if (kafka.phase != Phase::ready && !(stopping_ && kafka.phase == Phase::stopped) && !next_publisher_)
    out.push_back({code_of(kafka.phase), kafka.message});
  if (!status.ledger.trouble.empty()) {
    out.push_back({"ledger_trouble", status.ledger.trouble});
  } else if (!status.held_back.empty()) {
    out.push_back({"held_back", status.held_back});
  }
  if (!status.stalled.empty()) out.push_back({"stuck", status.stalled});
  return out;
}

admin::Status Service::status_now(const pipeline::Load& load) {
  admin::Status out;
  out.version = kVersion;
  out.instance = config_.instance_id;
  out.started_ms = started_ms_;
  out.now_ms = loop_.now_ms();
  out.held_back = pipeline_->why_held_back();
  out.stalled = stalled_;
  const ledger::OutboxDepth depth = ledger_->outbox_depth();
  events::StageLoads loads = load.stages;
  loads[events::index_of(events::Stage::publish)].waiting = static_cast<std::size_t>(depth.rows);
  figures_.fill(out, loads);
  out.outbox = {depth.rows, depth.bytes, config_.outbox.max_rows, config_.outbox.max_bytes, depth.dead, {}};
  if (depth.oldest_at_ms && depth.rows > 0)
    out.outbox.oldest_seconds =
        static_cast<double>(std::max<std::int64_t>(0, out.now_ms - *depth.oldest_at_ms)) / 1000;
  const publish::PublisherState& k = seen_;
  out.kafka.state = publish::to_string(k.phase);
  out.kafka.reason = k.message;
  out.kafka.bootstrap_servers = publish_.bootstrap_servers;
  out.kafka.transactional_id = publish_.instance_id;
  out.kafka.since_ms = k.since_ms;
  out.kafka.last_commit_at_ms = last_commit_at_ms_;
  out.kafka.last_commit_ms = k.last_commit_ms;
  out.kafka.commits = past_.transactions + k.transactions;
  out.kafka.aborted = past_.aborted + k.aborted;
  out.kafka.records = past_.records + k.records;
  out.kafka.bytes = past_.bytes + k.bytes;
  out.kafka.reconnects = past_.reconnects + k.reconnects;
  out.kafka.diverted = past_.diverted + k.diverted;
  out.kafka.buried = past_.buried + k.buried;
  const ledger::Ledger::Stats file = ledger_->stats();
  out.ledger.path = (std::filesystem::path(config_.state_dir) / "ledger.db").string();
  out.ledger.trouble = load.ledger_trouble;
  out.ledger.bytes = file.file_bytes;
  out.ledger.wal_bytes = file.wal_bytes;
  out.ledger.commits = file.commits;
  out.ledger.last_commit_ms = static_cast<double>(file.last_commit_us) / 1000;
  out.ledger.max_commit_ms = static_cast<double>(file.max_commit_us) / 1000;
  out.outlets.paused = pipeline_->paused();
  out.reasons = reasons(out);
  return out;
}

void Service::set_gauges(const admin::Status& status) {
  const fetch::FetcherStats fetching = fetcher_->stats();
  events::Gauges gauges;
  for (std::size_t i = 0; i < events::kStages; ++i) gauges.stages[i] = status.stages[i].load;
  gauges.outlets = status.outlets.declared;
  gauges.outbox_rows = status.outbox.records;
  gauges.outbox_bytes = status.outbox.bytes;
  gauges.outbox_dead = status.outbox.dead;
  gauges.outbox_limit_rows = status.outbox.limit_records;
  gauges.outbox_limit_bytes = status.outbox.limit_bytes;
  gauges.outbox_oldest_seconds = status.outbox.oldest_seconds.value_or(0);
  gauges.ledger_file_bytes = status.ledger.bytes;
  gauges.ledger_wal_bytes = status.ledger.wal_bytes;
  gauges.fetch_connections = fetching.active;
  gauges.hosts_parked = fetching.parked;
  gauges.ready = status.reasons.empty();
  gauges.ledger_trouble = !status.ledger.trouble.empty();
  events_.set(gauges);
}

std::string Service::status_line(const admin::Status& status) const {
  const auto in_flight = pipeline_->in_flight();
  std::string line =
      fmt::format("{} outlets, {} links in flight, {} records wait for Kafka ({})", status.outlets.declared,
                  in_flight, status.outbox.records, status.kafka.state);
  for (const auto& reason : status.reasons) line += fmt::format("; {}", reason.code);
  return line;
}

// The watchdog is fed from the pipeline's own thread and only while every stage that has work moves.
void Service::tell_systemd(const admin::Status& status) {
  const std::int64_t now = admin::steady_ms();
  if (status.stalled.empty() && notify_.watchdog_every_ms() > 0 && now >= next_feed_ms_) {
    next_feed_ms_ = now + notify_.watchdog_every_ms();
    notify_.feed_watchdog();
  }
  if (now < next_line_ms_) return;
  next_line_ms_ = now + kLineMs;
  notify_.status(status_line(status));
}

void Service::report() {
  board_.beat(admin::steady_ms());
  const std::string stalled = look_for_stall();
  if (stalled.empty() != stalled_.empty()) events_.stalled(!stalled.empty(), stalled);
  stalled_ = stalled;
  auto status = std::make_shared<const admin::Status>(status_now(pipeline_->load()));
  set_gauges(*status);
  tell_systemd(*status);
  if (server_) {
    if (loop_.now_ms() >= next_outlets_ms_) {
      next_outlets_ms_ = loop_.now_ms() + kOutletsMs;
      board_.show(
          std::make_shared<const admin::OutletViews>(figures_.outlets(pipeline_->places(), loop_.now_ms())));
    }
    board_.show(std::move(status));
  }
  loop_.at(loop_.now_ms() + kReportMs, [this] { report(); });
}

}  // namespace rawi::service
