#include "daemon/ledger/sqlite.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>
#include <cstring>

namespace rawi::ledger::sql {
namespace {

// https://www.sqlite.org/rescode.html
Errc errc_of(int code, int system_errno) {
  if (system_errno == ENOSPC || system_errno == EDQUOT) return Errc::io;
  switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return Errc::corrupt;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Errc::busy;
    case SQLITE_TOOBIG: return Errc::too_large;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_NOLFS: return Errc::io;
    default: return Errc::internal;
  }
}

// The words that is_disk_full() and is_read_only() look for come from here and from nowhere else.
std::string_view kind_of(int code, int system_errno) {
  if ((code & 0xff) == SQLITE_FULL || system_errno == ENOSPC || system_errno == EDQUOT) return "disk full: ";
  if ((code & 0xff) == SQLITE_READONLY || system_errno == EROFS) return "read-only: ";
  return "";
}

Error make_error(sqlite3* db, std::string_view doing) {
  const int code = sqlite3_extended_errcode(db);
  const bool system =
      (code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_FULL;
  const int system_errno = system ? sqlite3_system_errno(db) : 0;
  std::string message =
      fmt::format("{}ledger, {}: {}", kind_of(code, system_errno), doing, sqlite3_errmsg(db));
  if (system_errno != 0) message += fmt::format(" ({})", std::strerror(system_errno));
  return {errc_of(code, system_errno), std::move(message)};
}

}  // namespace

bool Row::null(int column) const { return sqlite3_column_type(stmt_, column) == SQLITE_NULL; }
std::int64_t Row::integer(int column) const { return sqlite3_column_int64(stmt_, column); }

std::string Row::text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(stmt_, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(stmt_, column))};
}

std::optional<std::int64_t> Row::maybe_integer(int column) const {
  if (null(column)) return std::nullopt;
  return integer(column);
}

std::optional<std::string> Row::maybe_text(int column) const {
  if (null(column)) return std::nullopt;
  return text(column);
}

void Database::Close::operator()(sqlite3* db) const { sqlite3_close_v2(db); }
void Database::Finalize::operator()(sqlite3_stmt* stmt) const { sqlite3_finalize(stmt); }

Result<Database> Database::open(const std::string& path, Mode mode, int busy_timeout_ms) {
  const int flags =
      mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* raw = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  Database db(raw);
  if (raw == nullptr) return fail(Errc::internal, "ledger: out of memory");
  if (code != SQLITE_OK) return fail(make_error(raw, "opening " + path));
  sqlite3_busy_timeout(raw, busy_timeout_ms);
  return db;
}

Result<sqlite3_stmt*> Database::prepared(const char* sql) {
  auto& slot = statements_[sql];
  if (!slot) {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v3(db_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &raw, nullptr) != SQLITE_OK) {
      return fail(error(sql));
    }
    slot.reset(raw);
  }
  return slot.get();
}

Result<void> Database::run(sqlite3_stmt* stmt, const Visitor& visit) {
  int code = SQLITE_ROW;
  bool more = true;
  while (more && (code = sqlite3_step(stmt)) == SQLITE_ROW) more = !visit || visit(Row(stmt));
  Result<void> result;
  if (more && code != SQLITE_DONE) result = fail(error(sqlite3_sql(stmt)));
  sqlite3_reset(stmt);
  sqlite3_clear_bindings(stmt);
  return result;
}

Result<void> Database::script(const std::string& sql) {
  if (sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return fail(error(sql));
  return {};
}

Error Database::error(std::string_view doing) const {
  constexpr std::size_t kEnough = 60;
  return make_error(db_.get(), doing.substr(0, kEnough));
}

std::int64_t Database::changed_rows() const { return sqlite3_changes64(db_.get()); }
bool Database::in_transaction() const { return sqlite3_get_autocommit(db_.get()) == 0; }
void Database::interrupt() { sqlite3_interrupt(db_.get()); }

void Database::bind(sqlite3_stmt* stmt, int index, std::int64_t value) {
  sqlite3_bind_int64(stmt, index, value);
}

// SQLITE_STATIC: the arguments of exec() and each() outlive the statement's run.
void Database::bind(sqlite3_stmt* stmt, int index, std::string_view text) {
  sqlite3_bind_text64(stmt, index, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_STATIC,
                      SQLITE_UTF8);
}
void Database::bind(sqlite3_stmt* stmt, int index, Blob blob) {
  const char* data = blob.bytes.data() == nullptr ? "" : blob.bytes.data();
  sqlite3_bind_blob64(stmt, index, data, blob.bytes.size(), SQLITE_STATIC);
}
void Database::bind(sqlite3_stmt* stmt, int index, std::nullopt_t) { sqlite3_bind_null(stmt, index); }

Result<Transaction> Transaction::begin(Database& db) {
  if (auto begun = db.exec("BEGIN IMMEDIATE"); !begun) return fail(begun.error());
  return Transaction(db);
}

Transaction::~Transaction() {
  // SQLite has already rolled back after some errors (full disk); a second ROLLBACK would only complain.
  if (db_ != nullptr && db_->in_transaction()) static_cast<void>(db_->exec("ROLLBACK"));
}

Result<void> Transaction::commit() {
  auto committed = db_->exec("COMMIT");
  if (committed) db_ = nullptr;
  return committed;
}

}  // namespace rawi::ledger::sql
