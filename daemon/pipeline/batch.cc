// The batch of changes that are decided and not yet in the ledger, and what happens when the ledger or Kafka
// cannot take more.
#include <chrono>

#include <fmt/format.h>

#include "daemon/pipeline/job.h"

namespace rawi::pipeline {
namespace {

constexpr std::int64_t kWatchMs = 200, kTidyMs = 3'600'000, kRetryCommitMs = 1000;
constexpr double kResumeBelow = 0.9;  // of the outbox limit: no flutter at the edge
constexpr int kExpireRows = 5000;

}  // namespace

// Group commit: the flush is queued behind what has already arrived, so that one transaction takes it all.
void Pipeline::add(ledger::Change change) {
  batch_.push_back(std::move(change));
  if (flush_planned_) return;
  flush_planned_ = true;
  parts_.loop.post([this] { flush(); });
}

// On failure the batch is kept and nothing new is started until the ledger takes it: a full disk loses
// nothing.
void Pipeline::flush() {
  flush_planned_ = false;
  if (batch_.empty()) return;
  const auto begin = std::chrono::steady_clock::now();
  const auto committed = parts_.ledger.commit(batch_);
  if (!committed) {
    parts_.events.ledger_trouble(committed.error());
    ledger_trouble_ = committed.error().message;
    flush_planned_ = true;
    parts_.loop.at(parts_.loop.now_ms() + kRetryCommitMs, [this] { flush(); });
    return watch();
  }
  ledger_trouble_.clear();
  ++commits_;
  parts_.events.ledger_commit(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
                              batch_.size());
  batch_.clear();
  batch_articles_.clear();
  for (auto& event : std::exchange(finished_, {})) {
    event.outbox = committed->outbox_last;
    parts_.events.link_finished(event);
  }
  for (const auto& outlet : std::exchange(refill_after_commit_, {})) refill(outlet);
  for (const auto& [outlet, when_ms] : std::exchange(due_after_commit_, {})) plan_refill(outlet, when_ms);
  if (committed->outbox_last > outbox_last_) parts_.wake_publisher();
  outbox_last_ = committed->outbox_last;
}

void Pipeline::watch() {
  const ledger::OutboxDepth depth = parts_.ledger.outbox_depth();
  const double factor = held_back_.empty() ? 1.0 : kResumeBelow;
  const bool full =
      static_cast<double>(depth.rows) >= factor * static_cast<double>(options_.outbox_max_rows) ||
      static_cast<double>(depth.bytes) >= factor * static_cast<double>(options_.outbox_max_bytes);
  std::string why = !ledger_trouble_.empty() ? ledger_trouble_
                    : full
                        ? fmt::format("the outbox holds {} records that Kafka has not confirmed", depth.rows)
                        : "";
  if (why.empty() != held_back_.empty()) parts_.events.back_pressure(!why.empty(), why);
  held_back_ = std::move(why);
}

void Pipeline::watch_again() {
  watch();
  pump();
  if (!stopping_) parts_.loop.at(parts_.loop.now_ms() + kWatchMs, [this] { watch_again(); });
}

void Pipeline::tidy() {
  const std::int64_t now = parts_.loop.now_ms();
  parts_.judge.expire(now - options_.keep_fingerprints_ms);
  const auto expired = parts_.ledger.expire(
      {now - options_.keep_links_ms, now - options_.keep_fingerprints_ms, 0, kExpireRows});
  if (!expired) parts_.events.ledger_trouble(expired.error());
  const bool more = expired && expired->more;
  if (!stopping_) parts_.loop.at(now + (more ? kWatchMs : kTidyMs), [this] { tidy(); });
}

}  // namespace rawi::pipeline
