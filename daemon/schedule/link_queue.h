// Which link is next: fresh news before backlog before retries, in turn across outlets, bounded.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>

namespace rawi::schedule {

enum class Rank { fresh, backlog, retry };  // in the order they are served
inline constexpr std::size_t kRanks = 3;

struct QueuedLink {
  std::string outlet, canonical;
  Rank rank = Rank::fresh;
  std::int64_t dated_ms = 0;  // newest first within a rank; 0 where not known
};

// Deterministic: what comes out depends on what went in alone. A link that is already waiting is not taken
// twice. Within one outlet the order is by rank and, within a rank, newest first.
//
// Across outlets: the outlets that have links of a rank take turns, so that none starves another, however
// much it lists. Fresh links go first, whosever they are; so that a steady stream of news does not leave the
// backlog where it is, every tenth start goes to the outlet whose older links wait, if any may start.
class LinkQueue {
 public:
  explicit LinkQueue(std::size_t max_per_outlet = 10'000, std::size_t max_in_all = 500'000)
      : max_per_outlet_(max_per_outlet), max_in_all_(max_in_all) {}

  // False where the link waits already, or there is no room for it: it stays in the ledger and comes with a
  // later refill. In a full outlet a link that would be served before the outlet's last one takes its place.
  bool push(QueuedLink link);

  // The next link of an outlet that `may_start` lets through (asked at most once for each outlet and rank);
  // nullopt where none is. An outlet that may not start keeps its turn.
  std::optional<QueuedLink> pop(const std::function<bool(const std::string& outlet)>& may_start);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t size_of(const std::string& outlet) const;
  void forget(const std::string& outlet);

 private:
  struct Order {
    bool operator()(const QueuedLink& a, const QueuedLink& b) const;
  };
  using Turns = std::list<std::string_view>;  // names of outlets_, next first
  struct Waiting {
    std::set<QueuedLink, Order> links;
    std::unordered_set<std::string_view> canonicals;  // of links
    std::array<std::size_t, kRanks> count{};
    std::array<std::optional<Turns::iterator>, kRanks> turn;
  };
  using Outlets = std::map<std::string, Waiting, std::less<>>;

  void added(Outlets::iterator outlet, Rank rank);
  void removed(Outlets::iterator outlet, Rank rank);
  QueuedLink take(Outlets::iterator outlet, std::set<QueuedLink, Order>::iterator link);
  std::optional<QueuedLink> pop_rank(Rank rank,
                                     const std::function<bool(const std::string& outlet)>& may_start);

  std::size_t max_per_outlet_, max_in_all_, size_ = 0;
  std::size_t fresh_in_a_row_ = 0;  // while older links were waiting
  Outlets outlets_;
  std::array<Turns, kRanks> turns_;
};

}  // namespace rawi::schedule
