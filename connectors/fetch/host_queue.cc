#include "connectors/fetch/host_queue.h"

#include <algorithm>
#include <utility>

namespace rawi::fetch {
namespace {

std::int64_t doubled(std::int64_t base, int times, std::int64_t most) {
  for (; times > 0 && base < most; --times) base *= 2;
  return std::min(base, most);
}

}  // namespace

HostQueue::HostQueue(HostQueueOptions options) : options_(options), random_(options.seed) {}

// Between half and the whole: enough to keep hosts that failed together from coming back together.
std::int64_t HostQueue::jittered(std::int64_t ms) {
  return ms / 2 + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(ms - ms / 2 + 1));
}

void HostQueue::schedule(const std::string& name, Group& group) {
  if (group.at_work || group.waiting.empty()) return;
  group.ticket = ++tickets_;
  turns_.push({std::max(group.due_ms, group.told_until_ms), group.ticket, name});
}

std::optional<HostQueue::Refusal> HostQueue::push(Entry entry, std::int64_t now_ms) {
  auto& group = groups_[entry.group];
  if (group.told_until_ms - now_ms > options_.patience_ms) {
    return Refusal{entry.job, false, group.told_until_ms - now_ms};
  }
  if (const auto host = hosts_.find(entry.host);
      host != hosts_.end() && host->second.parked_until_ms > now_ms) {
    return Refusal{entry.job, true, host->second.parked_until_ms - now_ms};
  }
  group.delay_ms = std::max(group.delay_ms, entry.delay_ms);
  const std::string name = entry.group;
  const bool first = group.waiting.empty();
  group.waiting[entry.priority].push_back(std::move(entry));
  ++queued_;
  if (first) {
    group.due_ms = std::max(group.due_ms, now_ms);
    schedule(name, group);
  }
  return std::nullopt;
}

void HostQueue::drop_stale_turns() {
  while (!turns_.empty()) {
    const auto group = groups_.find(turns_.top().group);
    if (group != groups_.end() && group->second.ticket == turns_.top().ticket && !group->second.at_work)
      return;
    turns_.pop();
  }
}

std::optional<HostQueue::Job> HostQueue::pop(std::int64_t now_ms) {
  if (groups_.size() > sweep_at_) sweep(now_ms);
  drop_stale_turns();
  if (turns_.empty() || turns_.top().due_ms > now_ms) return std::nullopt;
  auto& group = groups_.at(turns_.top().group);
  turns_.pop();
  const auto best = group.waiting.begin();
  const Job job = best->second.front().job;
  best->second.pop_front();
  if (best->second.empty()) group.waiting.erase(best);
  --queued_;
  group.at_work = true;
  return job;
}

std::optional<std::int64_t> HostQueue::next_due_ms() {
  drop_stale_turns();
  return turns_.empty() ? std::nullopt : std::optional(turns_.top().due_ms);
}

// How long the group pauses after a failure of `host`; parks the host when that was one too many.
std::int64_t HostQueue::fail(Host& host, std::int64_t now_ms) {
  ++host.failures;
  host.failed_at_ms = now_ms;
  if (host.failures >= options_.park_after) {
    host.parked_until_ms = now_ms + jittered(doubled(options_.park_ms, host.parkings, options_.park_max_ms));
    host.parkings = std::min(host.parkings + 1, 30);
    host.failures = options_.park_after - 1;  // the probe decides alone
  }
  return jittered(doubled(options_.backoff_ms, host.failures - 1, options_.backoff_max_ms));
}

void HostQueue::send_away(Group& group, const std::string* host, bool parked, std::int64_t wait_ms,
                          std::vector<Refusal>& out) {
  for (auto at = group.waiting.begin(); at != group.waiting.end();) {
    auto& line = at->second;
    const auto keep = std::stable_partition(
        line.begin(), line.end(), [&](const Entry& entry) { return host != nullptr && entry.host != *host; });
    for (auto gone = keep; gone != line.end(); ++gone) out.push_back({gone->job, parked, wait_ms});
    queued_ -= static_cast<std::size_t>(line.end() - keep);
    line.erase(keep, line.end());
    at = line.empty() ? group.waiting.erase(at) : std::next(at);
  }
}

std::vector<HostQueue::Refusal> HostQueue::finished(const std::string& name, const std::string& host,
                                                    Report report, std::int64_t now_ms) {
  std::vector<Refusal> sent_away;
  auto& group = groups_[name];
  group.at_work = false;
  std::int64_t pause = std::max(options_.delay_ms, group.delay_ms);
  if (report.kind == Report::Kind::answered) {
    hosts_.erase(host);
  } else if (report.kind == Report::Kind::throttled && report.retry_after_ms) {
    // The server is alive and says when: no failure, and no guess of ours.
    group.told_until_ms = std::max(group.told_until_ms, now_ms + *report.retry_after_ms);
    if (*report.retry_after_ms > options_.patience_ms) {
      send_away(group, nullptr, false, group.told_until_ms - now_ms, sent_away);
    }
  } else {
    auto& state = hosts_[host];
    pause = std::max(pause, fail(state, now_ms));
    if (state.parked_until_ms > now_ms)
      send_away(group, &host, true, state.parked_until_ms - now_ms, sent_away);
  }
  group.due_ms = now_ms + pause;
  schedule(name, group);
  return sent_away;
}

void HostQueue::set_crawl_delay(const std::string& name, std::int64_t delay_ms) {
  auto& group = groups_[name];
  group.delay_ms = std::max(group.delay_ms, delay_ms);
}

void HostQueue::sweep(std::int64_t now_ms) {
  for (auto at = groups_.begin(); at != groups_.end();) {
    const Group& group = at->second;
    const bool idle = !group.at_work && group.waiting.empty() && group.told_until_ms <= now_ms;
    at = idle && group.due_ms <= now_ms ? groups_.erase(at) : std::next(at);
  }
  for (auto at = hosts_.begin(); at != hosts_.end();) {
    const std::int64_t remembered_from = std::max(at->second.parked_until_ms, at->second.failed_at_ms);
    at = remembered_from + options_.park_max_ms <= now_ms ? hosts_.erase(at) : std::next(at);
  }
  sweep_at_ = std::max<std::size_t>(4096, groups_.size() * 2);
}

std::size_t HostQueue::parked(std::int64_t now_ms) const {
  return static_cast<std::size_t>(std::count_if(
      hosts_.begin(), hosts_.end(), [&](const auto& host) { return host.second.parked_until_ms > now_ms; }));
}

}  // namespace rawi::fetch
