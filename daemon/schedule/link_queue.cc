#include "daemon/schedule/link_queue.h"

#include <algorithm>
#include <tuple>

namespace rawi::schedule {

bool LinkQueue::Order::operator()(const QueuedLink& a, const QueuedLink& b) const {
  return std::tuple(a.rank, -a.dated_ms, std::string_view(a.canonical)) <
         std::tuple(b.rank, -b.dated_ms, std::string_view(b.canonical));
}

bool LinkQueue::push(QueuedLink link) {
  Waiting& waiting = outlets_[link.outlet];
  if (waiting.links.size() >= max_per_outlet_ || !waiting.canonicals.insert(link.canonical).second)
    return false;
  if (waiting.links.empty()) turn_.push_back(link.outlet);
  waiting.links.insert(std::move(link));
  ++size_;
  return true;
}

std::optional<QueuedLink> LinkQueue::pop(const std::function<bool(const std::string& outlet)>& may_start) {
  for (std::size_t i = 0; i < turn_.size(); ++i) {
    std::string outlet = std::move(turn_.front());
    turn_.pop_front();
    if (!may_start(outlet)) {
      turn_.push_back(std::move(outlet));
      continue;
    }
    Waiting& waiting = outlets_[outlet];
    QueuedLink link = std::move(waiting.links.extract(waiting.links.begin()).value());
    waiting.canonicals.erase(link.canonical);
    --size_;
    if (waiting.links.empty()) {
      outlets_.erase(outlet);
    } else {
      turn_.push_back(std::move(outlet));
    }
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
  size_ -= it->second.links.size();
  outlets_.erase(it);
  turn_.erase(std::remove(turn_.begin(), turn_.end(), outlet), turn_.end());
}

}  // namespace rawi::schedule
