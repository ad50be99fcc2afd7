// The outbox and its figures.
#include <algorithm>

#include "daemon/ledger/apply.h"
#include "daemon/ledger/sqlite_ledger.h"

namespace rawi::ledger {
namespace {

OutboxRow row_of(const sql::Row& row) {
  OutboxRow out;
  out.number = row.integer(0);
  out.at_ms = row.integer(1);
  out.record.kind = static_cast<RecordKind>(row.integer(2));
  out.record.outlet = row.text(3);
  out.record.key = row.text(4);
  out.record.headers = decode_headers(row.text(5));
  out.record.value = row.maybe_text(6);
  return out;
}

}  // namespace

Result<std::vector<OutboxRow>> SqliteLedger::outbox(std::int64_t after, int max_rows,
                                                    std::int64_t max_bytes) {
  const std::lock_guard lock(read_mutex_);
  std::vector<OutboxRow> rows;
  std::int64_t bytes = 0;
  auto done = reader_.each(
      "SELECT number, at_ms, kind, outlet, key, headers, value, bytes FROM outbox WHERE number > ? ORDER BY "
      "number LIMIT ?",
      [&](const sql::Row& row) {
        bytes += row.integer(7);
        if (!rows.empty() && bytes > max_bytes) return false;
        rows.push_back(row_of(row));
        return bytes < max_bytes;
      },
      after, std::max(max_rows, 1));
  if (!done) return fail(done.error());
  return rows;
}

Result<void> SqliteLedger::confirm_outbox(std::int64_t up_to) {
  const std::lock_guard lock(write_mutex_);
  auto transaction = sql::Transaction::begin(writer_);
  if (!transaction) return fail(transaction.error());
  std::int64_t rows = 0, bytes = 0;
  auto counted = writer_.each(
      "SELECT count(*), coalesce(sum(bytes), 0) FROM outbox WHERE number <= ?",
      [&](const sql::Row& row) {
        rows = row.integer(0);
        bytes = row.integer(1);
        return true;
      },
      up_to);
  if (!counted) return counted;
  if (rows == 0) return {};
  if (auto gone = writer_.exec("DELETE FROM outbox WHERE number <= ?", up_to); !gone) return gone;
  if (auto done = transaction->commit(); !done) return done;
  depth_add(-rows, -bytes);
  return refresh_oldest();
}

Result<void> SqliteLedger::bury_outbox(std::int64_t number, std::string_view reason) {
  const std::lock_guard lock(write_mutex_);
  auto transaction = sql::Transaction::begin(writer_);
  if (!transaction) return fail(transaction.error());
  auto bytes = writer_.number("SELECT bytes FROM outbox WHERE number = ?", number);
  if (!bytes) return fail(bytes.error());
  if (!*bytes) return {};
  if (auto kept = writer_.exec(
          "INSERT OR REPLACE INTO dead(number, at_ms, kind, bytes, outlet, key, headers, reason, "
          "buried_ms, value) SELECT number, at_ms, kind, bytes, outlet, key, headers, ?, ?, value "
          "FROM outbox WHERE number = ?",
          reason, options_.now_ms(), number);
      !kept) {
    return kept;
  }
  if (auto gone = writer_.exec("DELETE FROM outbox WHERE number = ?", number); !gone) return gone;
  if (auto done = transaction->commit(); !done) return done;
  depth_add(-1, -**bytes);
  {
    const std::lock_guard memory(memory_mutex_);
    ++depth_.dead;
  }
  return refresh_oldest();
}

OutboxDepth SqliteLedger::outbox_depth() {
  const std::lock_guard lock(memory_mutex_);
  return depth_;
}

Result<std::vector<DeadRow>> SqliteLedger::dead(int limit) {
  const std::lock_guard lock(read_mutex_);
  std::vector<DeadRow> rows;
  auto done = reader_.each(
      "SELECT number, at_ms, kind, outlet, key, headers, value, reason, buried_ms FROM dead ORDER BY number "
      "LIMIT ?",
      [&](const sql::Row& row) {
        rows.push_back({row_of(row), row.text(7), row.integer(8)});
        return true;
      },
      limit);
  if (!done) return fail(done.error());
  return rows;
}

void SqliteLedger::depth_add(std::int64_t rows, std::int64_t bytes) {
  const std::lock_guard lock(memory_mutex_);
  depth_.rows += rows;
  depth_.bytes += bytes;
}

// Under write_mutex_, after a commit that took rows away.
Result<void> SqliteLedger::refresh_oldest() {
  auto oldest = writer_.number("SELECT at_ms FROM outbox ORDER BY number LIMIT 1");
  if (!oldest) return fail(oldest.error());
  const std::lock_guard lock(memory_mutex_);
  depth_.oldest_at_ms = *oldest;
  return {};
}

}  // namespace rawi::ledger
