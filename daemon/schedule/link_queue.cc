#include "daemon/schedule/link_queue.h"

#include <tuple>
#include <utility>

namespace rawi::schedule {
namespace {

constexpr std::size_t kFreshBeforeOlder = 9;

std::size_t index(Rank rank) { return static_cast<std::size_t>(rank); }

}  // namespace

bool LinkQueue::Order::operator()(const QueuedLink& a, const QueuedLink& b) const {
  return std::tuple(a.rank, b.dated_ms, std::string_view(a.canonical)) <
         std::tuple(b.rank, a.dated_ms, std::string_view(b.canonical));
}

bool LinkQueue::push(QueuedLink link) {
  if (size_ >= max_in_all_) return false;
  const auto outlet = outlets_.try_emplace(link.outlet).first;
  Waiting& waiting = outlet->second;
  if (waiting.canonicals.contains(link.canonical)) return false;
  if (waiting.links.size() >= max_per_outlet_) {
    if (max_per_outlet_ == 0 || !Order()(link, *waiting.links.rbegin())) return false;
    take(outlet, std::prev(waiting.links.end()));
  }
  const Rank rank = link.rank;
  const auto stored = waiting.links.insert(std::move(link)).first;
  waiting.canonicals.insert(stored->canonical);
  added(outlet, rank);
  return true;
}

void LinkQueue::added(Outlets::iterator outlet, Rank rank) {
  const std::size_t r = index(rank);
  ++size_;
  if (outlet->second.count[r]++ == 0) {
    outlet->second.turn[r] = turns_[r].insert(turns_[r].end(), std::string_view(outlet->first));
  }
}

void LinkQueue::removed(Outlets::iterator outlet, Rank rank) {
  const std::size_t r = index(rank);
  --size_;
  auto& turn = outlet->second.turn[r];
  if (--outlet->second.count[r] > 0) return;
  turns_[r].erase(*turn);
  turn.reset();
}

QueuedLink LinkQueue::take(Outlets::iterator outlet, std::set<QueuedLink, Order>::iterator link) {
  Waiting& waiting = outlet->second;
  waiting.canonicals.erase(link->canonical);
  QueuedLink taken = std::move(waiting.links.extract(link).value());
  removed(outlet, taken.rank);
  return taken;
}

std::optional<QueuedLink> LinkQueue::pop_rank(
    Rank rank, const std::function<bool(const std::string& outlet)>& may_start) {
  Turns& turns = turns_[index(rank)];
  for (auto turn = turns.begin(); turn != turns.end(); ++turn) {
    const auto outlet = outlets_.find(*turn);
    if (!may_start(outlet->first)) continue;
    turns.splice(turns.end(), turns, turn);  // its turn is over; the others keep theirs
    // The first of this rank: the ranks before it are counted off by their first link only.
    const QueuedLink earliest{{}, {}, rank, INT64_MAX};
    QueuedLink taken = take(outlet, outlet->second.links.lower_bound(earliest));
    if (outlet->second.links.empty()) outlets_.erase(outlet);
    return taken;
  }
  return std::nullopt;
}

std::optional<QueuedLink> LinkQueue::pop(const std::function<bool(const std::string& outlet)>& may_start) {
  const bool older_wait = !turns_[index(Rank::backlog)].empty() || !turns_[index(Rank::retry)].empty();
  if (!older_wait) fresh_in_a_row_ = 0;
  if (fresh_in_a_row_ >= kFreshBeforeOlder) {
    fresh_in_a_row_ = 0;
    for (const Rank rank : {Rank::backlog, Rank::retry}) {
      if (auto link = pop_rank(rank, may_start)) return link;
    }
  }
  for (const Rank rank : {Rank::fresh, Rank::backlog, Rank::retry}) {
    auto link = pop_rank(rank, may_start);
    if (!link) continue;
    fresh_in_a_row_ = rank == Rank::fresh && older_wait ? fresh_in_a_row_ + 1 : 0;
    return link;
  }
  return std::nullopt;
}

std::size_t LinkQueue::size_of(const std::string& outlet) const {
  const auto it = outlets_.find(outlet);
  return it == outlets_.end() ? 0 : it->second.links.size();
}

void LinkQueue::forget(const std::string& outlet) {
  const auto it = outlets_.find(outlet);
  if (it == outlets_.end()) return;
  while (!it->second.links.empty()) take(it, it->second.links.begin());
  outlets_.erase(it);
}

}  // namespace rawi::schedule
