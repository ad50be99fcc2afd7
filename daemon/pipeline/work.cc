// What is started when: sources by their schedule, links in fair order, nothing while the outbox is full or
// the ledger refuses.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "connectors/url/url.h"
#include "daemon/pipeline/job.h"

namespace rawi::pipeline {
namespace {

constexpr int kRefillLinks = 256;
constexpr std::int64_t kGrainMs = 100;       // moments this close are one
constexpr std::int64_t kReadAgainMs = 1000;  // after the ledger could not be read

}  // namespace

Pipeline::Pipeline(Parts parts, Options options) : parts_(std::move(parts)), options_(options) {}
Pipeline::~Pipeline() = default;

Result<void> Pipeline::open(std::vector<outlet::Outlet> outlets, Mode mode) {
  once_ = mode == Mode::once;
  const std::int64_t since = parts_.loop.now_ms() - options_.keep_fingerprints_ms;
  auto read = parts_.ledger.each_fingerprint(since, [this](const ledger::Fingerprint& f) {
    parts_.judge.remember(f.bytes);
    return true;
  });
  if (!read) return fail(read.error());
  set_outlets(std::move(outlets));
  if (auto recalled = once_ ? Result<void>() : recall_due(); !recalled) return recalled;
  watch_again();
  tidy();
  return {};
}

void Pipeline::set_outlets(std::vector<outlet::Outlet> outlets) {
  for (auto& [id, known] : known_) {
    for (const auto& [url, timer] : known.source_timers) parts_.loop.cancel(timer.ticket);
    if (known.refill_timer) parts_.loop.cancel(*known.refill_timer);
    known.source_timers.clear();
    known.refill_timer.reset();
  }
  outlets_.clear();
  for (auto& outlet : outlets) {
    const std::string id = outlet.id;
    outlets_[id] = std::make_shared<const outlet::Outlet>(std::move(outlet));
  }
  for (auto it = known_.begin(); it != known_.end();) {
    const bool gone = !outlets_.contains(it->first);
    if (gone) queue_.forget(it->first);
    it = gone && it->second.in_flight.empty() ? known_.erase(it) : std::next(it);
  }
  for (const auto& [id, outlet] : outlets_) plan_outlet(outlet);
}

void Pipeline::pause(const std::string& outlet, bool paused) {
  if (paused) {
    paused_.insert(outlet);
  } else if (paused_.erase(outlet) > 0) {
    pump();
  }
}

void Pipeline::set_options(const Options& options) {
  options_ = options;
  watch();
  pump();
}

void Pipeline::pump() {
  if (pumping_ || stopping_ || !held_back_.empty()) return;
  pumping_ = true;
  const auto limit = static_cast<std::size_t>(options_.max_in_flight);
  const auto share = static_cast<std::size_t>(options_.max_in_flight_per_outlet);
  while (jobs_ < limit) {
    const auto next = queue_.pop([&](const std::string& outlet) {
      return known_[outlet].in_flight.size() < share && !paused_.contains(outlet);
    });
    if (!next) break;
    start_link(*next);
  }
  pumping_ = false;
}

void Pipeline::start_link(const schedule::QueuedLink& next) {
  // The ledger says that a link has begun only once the batch is committed; until then it is offered again.
  if (known_[next.outlet].in_flight.contains(next.canonical)) return;
  const auto outlet = outlets_.find(next.outlet);
  auto link = parts_.ledger.link(next.outlet, next.canonical);
  if (!link) return parts_.events.ledger_trouble(link.error());
  if (outlet == outlets_.end() || !*link || !(*link)->look_at_ms) return;
  auto job = std::make_shared<Job>();
  job->link = std::move(**link);
  job->outlet = outlet->second;
  job->url = job->link.url;
  if (const auto moved = parts_.ledger.redirect(job->url); moved && *moved) job->url = **moved;
  job->event.outlet = next.outlet;
  job->event.url = job->link.url;
  job->event.request = fmt::format("{:x}-{}", parts_.loop.now_ms(), next_request_++);
  ++jobs_;
  known_[next.outlet].in_flight.insert(next.canonical);
  if (job->link.in_flight && job->link.attempts > options_.retry.tries) {
    // It was started again and again and never ended: reading it may be what ends the process.
    return finish(*job, ledger::Outcome::rejected, "too_many_tries", "the link was started and never ended");
  }
  add(ledger::LinkStarted{next.outlet, next.canonical, parts_.loop.now_ms()});
  parts_.events.link_started(next.outlet);
  follow(job);
}

void Pipeline::refill(const std::string& outlet) {
  if (!outlets_.contains(outlet) || stopping_) return;
  const std::int64_t now = parts_.loop.now_ms();
  const auto links = parts_.ledger.pending_links(outlet, now, kRefillLinks);
  if (!links) {
    parts_.events.ledger_trouble(links.error());
    return plan_refill(outlet, now + kReadAgainMs);
  }
  for (const auto& link : *links) {
    const auto rank = !link.outcome                             ? schedule::Rank::fresh
                      : *link.outcome == ledger::Outcome::retry ? schedule::Rank::retry
                                                                : schedule::Rank::backlog;
    queue_.push({outlet, link.canonical, rank, link.first_seen_ms});
  }
  pump();
}

// Each outlet's due links are asked for when they fall due, never by polling. Every such moment is kept until
// it has come: one timer that is moved about would forget the later of two.
void Pipeline::plan_refill(const std::string& outlet, std::int64_t when_ms) {
  known_[outlet].due_ms.insert((when_ms + kGrainMs - 1) / kGrainMs * kGrainMs);
  arm_refill(outlet);
}

void Pipeline::arm_refill(const std::string& outlet) {
  Known& known = known_[outlet];
  if (known.refill_timer) parts_.loop.cancel(*known.refill_timer);
  known.refill_timer.reset();
  if (known.due_ms.empty()) return;
  known.refill_timer = parts_.loop.at(*known.due_ms.begin(), [this, outlet] {
    Known& due = known_[outlet];
    due.refill_timer.reset();
    due.due_ms.erase(due.due_ms.begin(), due.due_ms.upper_bound(parts_.loop.now_ms()));
    refill(outlet);
    arm_refill(outlet);
  });
}

// What the ledger has planned for later, at start.
Result<void> Pipeline::recall_due() {
  return parts_.ledger.each_pending_link([this](const ledger::Link& link) {
    if (outlets_.contains(link.outlet)) plan_refill(link.outlet, link.look_at_ms.value_or(0));
    return true;
  });
}

// `--once` looks at every page that is still in its window, whenever its next look was planned.
void Pipeline::queue_everything_known() {
  const std::int64_t now = parts_.loop.now_ms();
  const auto read = parts_.ledger.each_pending_link([&](const ledger::Link& link) {
    if (!outlets_.contains(link.outlet)) return true;
    const bool waits = link.outcome == ledger::Outcome::retry && link.look_at_ms.value_or(0) > now;
    if (!waits) queue_.push({link.outlet, link.canonical, schedule::Rank::backlog, link.first_seen_ms});
    return true;
  });
  if (!read) parts_.events.ledger_trouble(read.error());
}

bool Pipeline::quiet() const {
  return in_flight() == 0 && batch_.empty() && queue_.size() == 0 && refill_after_commit_.empty();
}

}  // namespace rawi::pipeline
