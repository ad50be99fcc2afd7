#include "daemon/publish/loop.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "daemon/failpoint.h"
#include "daemon/publish/records.h"

namespace rawi::publish {

using Phase = PublisherState::Phase;

PublishLoop::PublishLoop(const PublishOptions& options, std::string owner, OutboxReader& outbox,
                         Broker& broker)
    : options_(options), owner_(std::move(owner)), outbox_(outbox), broker_(broker), random_(options.seed) {}

bool PublishLoop::finished() const { return stage_ == Stage::finished; }

int PublishLoop::step(std::int64_t now_ms, bool hurry) {
  now_ms_ = now_ms;
  if (state_.since_ms == 0) state_.since_ms = now_ms;
  switch (stage_) {
    case Stage::disconnected: return connect();
    case Stage::disputed: return look_who_fenced_us();
    case Stage::checkpoint: return read_checkpoint();
    case Stage::claim: return claim();
    case Stage::idle: return next_batch(hurry);
    case Stage::committing: return commit();
    case Stage::aborting: return abort();
    case Stage::finished: return kIdle;
  }
  return kIdle;
}

// -- Taking the instance id ---

int PublishLoop::connect() {
  const Answer answer = broker_.connect();
  if (answer.verdict == Verdict::again) return again_later(Phase::away, answer.message);
  if (answer.verdict != Verdict::ok) return lost(answer);
  stage_ = Stage::checkpoint;
  return 0;
}

// A transaction that the broker timed out looks like one that another instance took over. The claims tell: an
// instance that is alive has written its own since ours. Asked before connect(), which would fence that
// instance in turn.
int PublishLoop::look_who_fenced_us() {
  Checkpoint checkpoint;
  const Answer answer = broker_.read_checkpoint(outbox_.ledger_id(), checkpoint);
  if (answer.verdict != Verdict::ok) return again_later(Phase::away, answer.message);
  if (checkpoint.owner.empty() || checkpoint.owner == owner_ || checkpoint.owner == owner_seen_) {
    stage_ = Stage::disconnected;
    return 0;
  }
  stage_ = Stage::finished;
  enter(Phase::fenced,
        fmt::format("another rawi ({}) runs with instance_id {}; stop one of them or give each its own",
                    checkpoint.owner, options_.instance_id));
  return kIdle;
}

int PublishLoop::read_checkpoint() {
  Checkpoint checkpoint;
  const Answer answer = broker_.read_checkpoint(outbox_.ledger_id(), checkpoint);
  if (answer.verdict == Verdict::again) return again_later(Phase::away, answer.message);
  if (answer.verdict != Verdict::ok) return lost(answer);
  if (!claimed_) owner_seen_ = checkpoint.owner;
  std::int64_t last = checkpoint.last;
  if (std::exchange(first_checkpoint_, false) && last > outbox_.last_at_open()) {
    // The ledger file is older than what it led to: a copy was put back. Its old rows are in Kafka; its next
    // rows will wear numbers that were used before, so they must not be held against this checkpoint.
    last = outbox_.last_at_open();
    if (auto renewed = outbox_.renew_id(); !renewed) {
      first_checkpoint_ = true;
      return again_later(Phase::stalled, renewed.error().message);
    }
  }
  unconfirmed_ = std::max(unconfirmed_, last);
  state_.confirmed = std::max(state_.confirmed, last);
  confirm();
  stage_ = claimed_ ? Stage::idle : Stage::claim;
  return 0;
}

int PublishLoop::claim() { return open(Content::claim); }

// -- One transaction ---

int PublishLoop::next_batch(bool hurry) {
  if (unconfirmed_ > 0) confirm();
  auto rows = outbox_.read(state_.confirmed, options_.batch_rows, options_.batch_bytes);
  if (!rows) return again_later(Phase::stalled, rows.error().message);
  outbox_was_empty_ = rows->empty();
  if (rows->empty()) {
    if (unconfirmed_ > 0) return again_later(Phase::stalled, state_.message);
    failures_ = 0;
    enter(Phase::ready, "");
    return kIdle;
  }
  batch_ = std::move(*rows);
  cut_batch();
  batch_bytes_ = 0;
  for (const auto& row : batch_) batch_bytes_ += row.record.size_bytes();
  if (condemned_.count(batch_.front().number) > 0) return open(Content::probe);
  const bool full =
      static_cast<int>(batch_.size()) >= options_.batch_rows || batch_bytes_ >= options_.batch_bytes;
  const std::int64_t due_in_ms = batch_.front().at_ms + options_.batch_age_ms - now_ms_;
  if (!full && !hurry && suspects_.empty() && due_in_ms > 0) {
    return static_cast<int>(std::min<std::int64_t>(due_in_ms, options_.batch_age_ms));
  }
  return open(Content::rows);
}

// A suspect goes alone, and what stands before it goes without it.
void PublishLoop::cut_batch() {
  if (suspects_.empty()) return;
  const auto is_suspect = [this](const ledger::OutboxRow& row) { return suspects_.count(row.number) > 0; };
  if (is_suspect(batch_.front())) {
    batch_.resize(1);
  } else {
    batch_.erase(std::find_if(batch_.begin(), batch_.end(), is_suspect), batch_.end());
  }
}

int PublishLoop::open(Content content) {
  content_ = content;
  undecided_ = false;
  began_ms_ = now_ms_;
  Answer answer = broker_.begin();
  if (answer.verdict == Verdict::again) return again_later(Phase::away, answer.message);
  if (answer.verdict == Verdict::ok) {
    switch (content) {
      case Content::rows: answer = send_rows(); break;
      case Content::claim: answer = broker_.send_claim(owner_); break;
      case Content::probe: answer = broker_.send_checkpoint(outbox_.ledger_id(), state_.confirmed); break;
    }
  }
  if (answer.verdict != Verdict::ok) return broken(answer);
  RAWI_FAILPOINT("before_kafka_commit");
  stage_ = Stage::committing;
  return 0;
}

Answer PublishLoop::send_rows() {
  Answer all;
  for (const auto& row : batch_) {
    Answer answer = send_row(row);
    if (answer.verdict == Verdict::refused) {
      all.verdict = Verdict::refused;
      all.message = answer.message;
      all.refused.push_back({row.number, answer.message});
    } else if (answer.verdict != Verdict::ok) {
      return answer;
    }
    RAWI_FAILPOINT("between_kafka_sends");
  }
  if (all.verdict != Verdict::ok) return all;
  return broker_.send_checkpoint(outbox_.ledger_id(), batch_.back().number);
}

Answer PublishLoop::send_row(const ledger::OutboxRow& row) {
  const auto diverted = diverted_.find(row.number);
  if (diverted == diverted_.end()) return broker_.send(row.number, row.record);
  return broker_.send(row.number, refused_record(row.record, diverted->second, now_ms_));
}

int PublishLoop::commit() {
  undecided_ = true;
  const Answer answer = broker_.commit();
  if (answer.verdict == Verdict::again) {
    enter(Phase::away, answer.message);
    return 0;  // the call itself has waited
  }
  if (answer.verdict != Verdict::ok) return broken(answer);
  RAWI_FAILPOINT("after_kafka_commit");
  return committed();
}

int PublishLoop::committed() {
  failures_ = 0;
  stage_ = Stage::idle;
  ++state_.transactions;
  switch (content_) {
    case Content::rows: return committed_rows();
    case Content::probe: return bury();
    case Content::claim:
      claimed_ = true;
      owner_seen_ = owner_;
      break;
  }
  enter(Phase::ready, "");
  return 0;
}

int PublishLoop::committed_rows() {
  const std::int64_t last = batch_.back().number;
  oldest_row_ms_ = batch_.front().at_ms;
  state_.confirmed = unconfirmed_ = last;
  state_.records += static_cast<std::int64_t>(batch_.size());
  state_.bytes += batch_bytes_;
  for (const auto& row : batch_) state_.diverted += static_cast<std::int64_t>(diverted_.erase(row.number));
  suspects_.erase(suspects_.begin(), suspects_.upper_bound(last));
  batch_.clear();
  enter(Phase::ready, "");
  confirm();
  RAWI_FAILPOINT("after_outbox_confirm");
  return 0;
}

// Where the ledger cannot take it now, the rows are still in Kafka: publishing goes on behind them.
void PublishLoop::confirm() {
  if (unconfirmed_ == 0) return;
  if (auto confirmed = outbox_.confirm(unconfirmed_); !confirmed) {
    enter(Phase::stalled, confirmed.error().message);
    return;
  }
  unconfirmed_ = 0;
}

int PublishLoop::bury() {
  const std::int64_t number = batch_.front().number;
  if (auto buried = outbox_.bury(number, condemned_[number]); !buried) {
    return again_later(Phase::stalled, buried.error().message);
  }
  ++state_.buried;
  state_.confirmed = std::max(state_.confirmed, number);
  suspects_.erase(number);
  diverted_.erase(number);
  condemned_.erase(number);
  batch_.clear();
  return 0;
}

// -- When it does not go through ---

int PublishLoop::broken(const Answer& answer) {
  switch (answer.verdict) {
    case Verdict::refused:
      undecided_ = false;  // Kafka was never asked to commit it
      suspect(answer);
      stage_ = Stage::aborting;
      return 0;
    case Verdict::abort:
      enter(Phase::away, answer.message);
      stage_ = Stage::aborting;
      return 0;
    case Verdict::ok:
    case Verdict::again:
    case Verdict::fenced:
    case Verdict::lost: break;
  }
  return lost(answer);
}

int PublishLoop::abort() {
  const Answer answer = broker_.abort();
  if (answer.verdict == Verdict::again) {
    enter(Phase::away, answer.message);
    return 0;
  }
  if (answer.verdict != Verdict::ok) return lost(answer);
  ++state_.aborted;
  batch_.clear();
  if (undecided_) {
    stage_ = Stage::checkpoint;
    return again_later(Phase::away, state_.message);
  }
  stage_ = claimed_ ? Stage::idle : Stage::claim;
  return 0;
}

// Which rows to try alone, and what a refusal of one that was alone means.
void PublishLoop::suspect(const Answer& answer) {
  if (content_ != Content::rows) {
    // Not even our own notes go through: no row is at fault.
    condemned_.clear();
    diverted_.clear();
    undecided_ = true;
    enter(Phase::away, answer.message);
    return;
  }
  if (batch_.size() > 1) {
    for (const auto& refusal : answer.refused) suspects_.insert(refusal.number);
    if (answer.refused.empty()) {
      for (const auto& row : batch_) suspects_.insert(row.number);
    }
    return;
  }
  const std::int64_t number = batch_.front().number;
  suspects_.insert(number);
  if (diverted_.emplace(number, answer.message).second) return;
  condemned_[number] = fmt::format("{}; in the rejected topic: {}", diverted_[number], answer.message);
}

int PublishLoop::lost(const Answer& answer) {
  broker_.disconnect();
  batch_.clear();
  claimed_ = false;
  if (stage_ != Stage::disconnected) ++state_.reconnects;
  stage_ = answer.verdict == Verdict::fenced ? Stage::disputed : Stage::disconnected;
  return again_later(Phase::away, answer.message);
}

// Exponential, with jitter so that many daemons do not come back at the same instant.
int PublishLoop::again_later(Phase phase, std::string message) {
  enter(phase, std::move(message));
  const int doublings = std::min(failures_++, 20);
  const double ceiling = std::min(static_cast<double>(options_.backoff_max_ms),
                                  options_.backoff_min_ms * static_cast<double>(1 << doublings));
  return static_cast<int>(std::uniform_real_distribution<double>(ceiling / 2, ceiling)(random_));
}

void PublishLoop::enter(Phase phase, std::string message) {
  if (state_.phase != phase) {
    // Never having reached Kafka is told apart from having lost it.
    if (phase == Phase::away && state_.phase == Phase::connecting) {
      state_.message = std::move(message);
      return;
    }
    state_.phase = phase;
    state_.since_ms = now_ms_;
  }
  state_.message = std::move(message);
}

void PublishLoop::leave() {
  if (in_transaction()) static_cast<void>(broker_.abort());
  broker_.disconnect();
  batch_.clear();
  stage_ = Stage::finished;
  if (state_.phase != Phase::fenced) enter(Phase::stopped, "");
}

}  // namespace rawi::publish
