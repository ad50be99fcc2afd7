// The Ledger on a SQLite file.
#pragma once

#include <mutex>
#include <string>

#include "daemon/ledger/ledger.h"
#include "daemon/ledger/lock.h"
#include "daemon/ledger/sqlite.h"

namespace rawi::ledger {

// Three connections: one writes, one answers short reads, one scans. WAL lets the readers go on during a
// write.
class SqliteLedger final : public Ledger {
 public:
  // The file is migrated and sound. Reads what is kept in memory and frees links that a crash left in flight.
  [[nodiscard]] static Result<std::unique_ptr<Ledger>> open(const std::string& path, LedgerOptions options,
                                                            FileLock lock);

  // For open(): the connections belong to `path`.
  SqliteLedger(std::string path, LedgerOptions options, FileLock lock, sql::Database writer,
               sql::Database reader, sql::Database scanner);

  Result<Committed> commit(const Changes& changes) override;

  Result<std::vector<SourceState>> due_sources(std::int64_t now_ms, int limit) override;
  Result<std::vector<SourceState>> sources(std::string_view outlet) override;
  Result<std::optional<SourceState>> source(std::string_view outlet, std::string_view url) override;
  Result<std::vector<Link>> pending_links(std::string_view outlet, std::int64_t now_ms, int limit) override;
  Result<void> each_pending_link(const std::function<bool(const Link&)>& visit) override;
  Result<std::optional<Link>> link(std::string_view outlet, std::string_view canonical) override;
  Result<std::optional<ArticleState>> article(std::string_view id) override;
  Result<std::optional<ArticleState>> article_by_url(std::string_view url) override;
  Result<std::optional<std::string>> redirect(std::string_view from) override;
  Result<void> each_fingerprint(std::int64_t since_ms,
                                const std::function<bool(const Fingerprint&)>& visit) override;
  Result<std::optional<Fingerprint>> fingerprint(std::string_view article) override;

  Result<std::vector<OutboxRow>> outbox(std::int64_t after, int max_rows, std::int64_t max_bytes) override;
  Result<void> confirm_outbox(std::int64_t up_to) override;
  Result<void> bury_outbox(std::int64_t number, std::string_view reason) override;
  OutboxDepth outbox_depth() override;
  Result<std::vector<DeadRow>> dead(int limit) override;

  std::string id() override;
  std::int64_t outbox_last_at_open() override { return outbox_last_at_open_; }
  Result<void> renew_id() override;
  Result<std::map<std::string, OutletTotals>> totals() override;
  Result<Expired> expire(const Expiry& expiry) override;
  Result<void> probe() override;
  Stats stats() override;

 private:
  Result<void> configure();
  Result<void> load();
  Result<void> bound_wal();
  Result<void> refresh_oldest();
  Result<std::int64_t> forget(const char* find, const char* erase, std::int64_t before_ms, int max_rows);
  void note_commit(std::int64_t us);
  void depth_add(std::int64_t rows, std::int64_t bytes);

  const std::string path_;
  const LedgerOptions options_;
  const FileLock lock_;

  std::mutex write_mutex_;  // guards writer_ and commits_since_check_
  sql::Database writer_;
  std::mutex read_mutex_;
  sql::Database reader_;
  std::mutex scan_mutex_;
  sql::Database scanner_;

  std::mutex memory_mutex_;  // guards what follows; taken last
  std::string id_;
  OutboxDepth depth_;
  std::int64_t outbox_last_ = 0;
  Stats stats_;
  std::int64_t outbox_last_at_open_ = 0;
};

}  // namespace rawi::ledger
