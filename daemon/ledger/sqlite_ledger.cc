#include "daemon/ledger/sqlite_ledger.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "daemon/failpoint.h"
#include "daemon/ledger/apply.h"

namespace rawi::ledger {
namespace {

constexpr std::int64_t kWalLimitBytes = 64LL << 20;

std::int64_t file_size(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return error ? 0 : static_cast<std::int64_t>(size);
}

}  // namespace

SqliteLedger::SqliteLedger(std::string path, LedgerOptions options, FileLock lock, sql::Database writer,
                           sql::Database reader, sql::Database scanner)
    : path_(std::move(path)),
      options_(std::move(options)),
      lock_(std::move(lock)),
      writer_(std::move(writer)),
      reader_(std::move(reader)),
      scanner_(std::move(scanner)) {}

Result<std::unique_ptr<Ledger>> SqliteLedger::open(const std::string& path, LedgerOptions options,
                                                   FileLock lock) {
  constexpr auto kMode = sql::Database::Mode::read_write_create;
  auto writer = sql::Database::open(path, kMode, options.busy_timeout_ms);
  if (!writer) return fail(writer.error());
  auto reader = sql::Database::open(path, kMode, options.busy_timeout_ms);
  if (!reader) return fail(reader.error());
  auto scanner = sql::Database::open(path, kMode, options.busy_timeout_ms);
  if (!scanner) return fail(scanner.error());
  auto ledger = std::make_unique<SqliteLedger>(path, std::move(options), std::move(lock), std::move(*writer),
                                               std::move(*reader), std::move(*scanner));
  if (auto done = ledger->configure(); !done) return fail(done.error());
  if (auto done = ledger->load(); !done) return fail(done.error());
  return std::unique_ptr<Ledger>(std::move(ledger));
}

Result<void> SqliteLedger::configure() {
  // secure_delete is Debian's default and would write every published article once more, as zeros.
  std::string writing =
      "PRAGMA synchronous = FULL; PRAGMA secure_delete = OFF; PRAGMA cache_size = -16384;"
      "PRAGMA wal_autocheckpoint = 2000; PRAGMA temp_store = MEMORY;";
  writing += fmt::format("PRAGMA journal_size_limit = {};", kWalLimitBytes);
  if (options_.max_bytes > 0) {
    auto page = writer_.number("PRAGMA page_size");
    if (!page) return fail(page.error());
    writing += fmt::format("PRAGMA max_page_count = {};",
                           std::max<std::int64_t>(1, options_.max_bytes / page->value_or(4096)));
  }
  if (auto done = writer_.script(writing); !done) return done;
  for (sql::Database* db : {&reader_, &scanner_}) {
    if (auto done = db->script("PRAGMA query_only = ON; PRAGMA cache_size = -8192;"); !done) return done;
  }
  return {};
}

Result<void> SqliteLedger::load() {
  // Begun and never ended: due at once, and still counted as started (kLinkStarted counts it once).
  if (auto freed = writer_.exec("UPDATE link SET look_at_ms = 0 WHERE in_flight = 1"); !freed) return freed;
  auto id = writer_.each("SELECT value FROM meta WHERE name = 'id'", [this](const sql::Row& row) {
    id_ = row.text(0);
    return true;
  });
  if (!id) return id;
  auto last = writer_.number("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'");
  if (!last) return fail(last.error());
  outbox_last_ = outbox_last_at_open_ = last->value_or(0);
  auto counted =
      writer_.each("SELECT count(*), coalesce(sum(bytes), 0), (SELECT count(*) FROM dead) FROM outbox",
                   [this](const sql::Row& row) {
                     depth_.rows = row.integer(0);
                     depth_.bytes = row.integer(1);
                     depth_.dead = row.integer(2);
                     return true;
                   });
  if (!counted) return counted;
  return refresh_oldest();
}

Result<Committed> SqliteLedger::commit(const Changes& changes) {
  const std::lock_guard lock(write_mutex_);
  const auto began = std::chrono::steady_clock::now();
  const std::int64_t now_ms = options_.now_ms();
  auto transaction = sql::Transaction::begin(writer_);
  if (!transaction) return fail(transaction.error());
  Applier applier(writer_, now_ms);
  for (const Change& change : changes) {
    if (auto applied = applier.apply(change); !applied) return fail(applied.error());
  }
  RAWI_FAILPOINT("before_ledger_commit");
  if (auto done = transaction->commit(); !done) return fail(done.error());
  RAWI_FAILPOINT("after_ledger_commit");
  const auto took = std::chrono::steady_clock::now() - began;
  note_commit(std::chrono::duration_cast<std::chrono::microseconds>(took).count());
  const std::lock_guard memory(memory_mutex_);
  depth_.rows += applier.outbox_rows();
  depth_.bytes += applier.outbox_bytes();
  if (applier.outbox_rows() > 0 && !depth_.oldest_at_ms) depth_.oldest_at_ms = now_ms;
  outbox_last_ = std::max(outbox_last_, applier.outbox_last());
  return Committed{applier.links_new(), outbox_last_};
}

void SqliteLedger::note_commit(std::int64_t us) {
  // Under write_mutex_. A reader that stays long keeps the WAL from being started over; look now and then.
  constexpr std::int64_t kLookEvery = 256;
  {
    const std::lock_guard memory(memory_mutex_);
    ++stats_.commits;
    stats_.last_commit_us = us;
    stats_.max_commit_us = std::max(stats_.max_commit_us, us);
    if (stats_.commits % kLookEvery != 0) return;
  }
  // What could not be done now is tried again at the next look: the data is safe in the WAL.
  static_cast<void>(bound_wal());
}

Result<void> SqliteLedger::bound_wal() {
  if (file_size(path_ + "-wal") < kWalLimitBytes) return {};
  return writer_.exec("PRAGMA wal_checkpoint(TRUNCATE)");
}

std::string SqliteLedger::id() {
  const std::lock_guard lock(memory_mutex_);
  return id_;
}

Result<void> SqliteLedger::renew_id() {
  const std::lock_guard lock(write_mutex_);
  if (auto done = writer_.exec("UPDATE meta SET value = lower(hex(randomblob(16))) WHERE name = 'id'"); !done)
    return done;
  std::string fresh;
  auto read = writer_.each("SELECT value FROM meta WHERE name = 'id'", [&](const sql::Row& row) {
    fresh = row.text(0);
    return true;
  });
  if (!read) return read;
  const std::lock_guard memory(memory_mutex_);
  id_ = fresh;
  return {};
}

// Finding by the scanning connection, erasing by the writing one: nobody waits for the search.
Result<std::int64_t> SqliteLedger::forget(const char* find, const char* erase, std::int64_t before_ms,
                                          int max_rows) {
  if (before_ms <= 0) return 0;
  std::vector<std::string> keys;
  {
    const std::lock_guard lock(scan_mutex_);
    auto found = scanner_.each(
        find,
        [&](const sql::Row& row) {
          keys.push_back(row.text(0));
          return true;
        },
        before_ms, max_rows);
    if (!found) return fail(found.error());
  }
  if (keys.empty()) return 0;
  const std::lock_guard lock(write_mutex_);
  auto transaction = sql::Transaction::begin(writer_);
  if (!transaction) return fail(transaction.error());
  std::int64_t erased = 0;
  for (const auto& key : keys) {
    if (auto gone = writer_.exec(erase, key, before_ms); !gone) return fail(gone.error());
    erased += writer_.changed_rows();
  }
  if (auto done = transaction->commit(); !done) return fail(done.error());
  return erased;
}

Result<Expired> SqliteLedger::expire(const Expiry& expiry) {
  const int limit = std::max(expiry.max_rows, 1);
  auto links = forget(
      "SELECT id FROM link WHERE max(last_listed_ms, coalesce(ended_ms, 0)) < ? AND look_at_ms IS NULL AND "
      "in_flight = 0 LIMIT ?",
      "DELETE FROM link WHERE id = ?1 AND max(last_listed_ms, coalesce(ended_ms, 0)) < ?2 AND look_at_ms IS "
      "NULL AND in_flight = 0",
      expiry.links_before_ms, limit);
  if (!links) return fail(links.error());
  auto fingerprints =
      forget("SELECT id FROM fingerprint WHERE seen_at_ms < ? LIMIT ?",
             "DELETE FROM fingerprint WHERE id = ? AND seen_at_ms < ?", expiry.fingerprints_before_ms, limit);
  if (!fingerprints) return fail(fingerprints.error());
  auto articles =
      forget("SELECT id FROM article WHERE seen_at_ms < ? LIMIT ?",
             "DELETE FROM article WHERE id = ? AND seen_at_ms < ?", expiry.articles_before_ms, limit);
  if (!articles) return fail(articles.error());
  if (*articles > 0) {
    const std::lock_guard lock(write_mutex_);
    if (auto gone = writer_.exec("DELETE FROM alias WHERE article NOT IN (SELECT id FROM article)"); !gone) {
      return fail(gone.error());
    }
  }
  return Expired{*links, *fingerprints, *articles,
                 *links >= limit || *fingerprints >= limit || *articles >= limit};
}

Result<void> SqliteLedger::probe() {
  const std::lock_guard lock(write_mutex_);
  return writer_.exec("INSERT OR REPLACE INTO meta(name, value) VALUES('probe', hex(randomblob(2048)))");
}

Ledger::Stats SqliteLedger::stats() {
  const std::lock_guard lock(memory_mutex_);
  Stats stats = stats_;
  stats.file_bytes = file_size(path_);
  stats.wal_bytes = file_size(path_ + "-wal");
  return stats;
}

}  // namespace rawi::ledger
