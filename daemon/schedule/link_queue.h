// Which link is next: fair across outlets, fresh news before backlog before retries, bounded.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace rawi::schedule {

enum class Rank { fresh, backlog, retry };  // in the order they are served

struct QueuedLink {
  std::string outlet, canonical;
  Rank rank = Rank::fresh;
  std::int64_t dated_ms = 0;  // newest first within a rank; 0 where not known
};

// Deterministic. A link that is already waiting is not taken twice.
class LinkQueue {
 public:
  explicit LinkQueue(std::size_t max_per_outlet = 10'000) : max_per_outlet_(max_per_outlet) {}

  // False where the link waits already or the outlet's share is full: it stays in the ledger and comes with a
  // later refill.
  bool push(QueuedLink link);

  // The next link of the next outlet in turn that `may_start` lets through; nullopt where none is.
  std::optional<QueuedLink> pop(const std::function<bool(const std::string& outlet)>& may_start);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t size_of(const std::string& outlet) const;
  void forget(const std::string& outlet);

 private:
  struct Order {
    bool operator()(const QueuedLink& a, const QueuedLink& b) const;
  };
  struct Waiting {
    std::set<QueuedLink, Order> links;
    std::set<std::string> canonicals;
  };
  std::size_t max_per_outlet_, size_ = 0;
  std::map<std::string, Waiting> outlets_;
  std::deque<std::string> turn_;  // outlets with links, next first
};

}  // namespace rawi::schedule
