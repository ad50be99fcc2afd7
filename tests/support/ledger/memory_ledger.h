// A Ledger in plain maps, for simulations: as fast as memory, crashes and faults on demand.
// tests/ledger/test_contract.cc holds it to the same behaviour as the SQLite one.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "daemon/ledger/ledger.h"

namespace rawi::testing {

class MemoryLedger final : public ledger::Ledger {
 public:
  explicit MemoryLedger(std::function<std::int64_t()> now_ms) : now_ms_(std::move(now_ms)) {}

  // Asked before every write; an error makes the write fail and change nothing.
  std::function<Result<void>()> fault;
  // What a crash and a new open_ledger() do: what is committed stays, links in flight are due again.
  void reopen();

  Result<ledger::Committed> commit(const ledger::Changes& changes) override;
  Result<std::vector<ledger::SourceState>> due_sources(std::int64_t now_ms, int limit) override;
  Result<std::vector<ledger::SourceState>> sources(std::string_view outlet) override;
  Result<std::optional<ledger::SourceState>> source(std::string_view outlet, std::string_view url) override;
  Result<std::vector<ledger::Link>> pending_links(std::string_view outlet, std::int64_t now_ms,
                                                  int limit) override;
  Result<void> each_pending_link(const std::function<bool(const ledger::Link&)>& visit) override;
  Result<std::optional<ledger::Link>> link(std::string_view outlet, std::string_view canonical) override;
  Result<std::optional<ledger::ArticleState>> article(std::string_view id) override;
  Result<std::optional<ledger::ArticleState>> article_by_url(std::string_view url) override;
  Result<std::optional<std::string>> redirect(std::string_view from) override;
  Result<void> each_fingerprint(std::int64_t since_ms,
                                const std::function<bool(const ledger::Fingerprint&)>& visit) override;
  Result<std::optional<ledger::Fingerprint>> fingerprint(std::string_view article) override;
  Result<std::vector<ledger::OutboxRow>> outbox(std::int64_t after, int max_rows,
                                                std::int64_t max_bytes) override;
  Result<void> confirm_outbox(std::int64_t up_to) override;
  Result<void> bury_outbox(std::int64_t number, std::string_view reason) override;
  ledger::OutboxDepth outbox_depth() override;
  Result<std::vector<ledger::DeadRow>> dead(int limit) override;
  std::string id() override { return "ledger-" + std::to_string(id_); }
  std::int64_t outbox_last_at_open() override { return last_at_open_; }
  Result<void> renew_id() override;
  Result<std::map<std::string, ledger::OutletTotals>> totals() override;
  Result<ledger::Expired> expire(const ledger::Expiry& expiry) override;
  Result<void> probe() override { return allowed(); }
  Stats stats() override { return {}; }

 private:
  struct Known {
    ledger::Link link;
    std::int64_t last_listed_ms = 0, ended_ms = 0;
  };
  using Key = std::pair<std::string, std::string>;

  // All that a commit can change; copied to undo one.
  struct State {
    std::map<Key, ledger::SourceState> sources;
    std::map<Key, Known> links;
    std::map<std::string, ledger::ArticleState> articles;
    std::map<std::string, std::string> aliases, redirects;
    std::vector<ledger::Fingerprint> fingerprints;
    std::map<std::string, ledger::OutletTotals> totals;
    std::deque<ledger::OutboxRow> outbox;
    std::int64_t last = 0;
    int links_new = 0;
  };

  Result<void> allowed() const { return fault ? fault() : Result<void>{}; }
  Result<void> apply(State& to, const ledger::SourceState& c);
  Result<void> apply(State& to, const ledger::LinkFound& c);
  Result<void> apply(State& to, const ledger::LinkStarted& c);
  Result<void> apply(State& to, const ledger::LinkOutcome& c);
  Result<void> apply(State& to, const ledger::ArticleState& c);
  Result<void> apply(State& to, const ledger::Alias& c);
  Result<void> apply(State& to, const ledger::Fingerprint& c);
  Result<void> apply(State& to, const ledger::Redirect& c);
  Result<void> apply(State& to, const ledger::Tally& c);
  Result<void> apply(State& to, const ledger::Record& c);

  std::function<std::int64_t()> now_ms_;
  State state_;
  std::vector<ledger::DeadRow> dead_;
  int id_ = 1;
  std::int64_t last_at_open_ = 0;
};

}  // namespace rawi::testing
