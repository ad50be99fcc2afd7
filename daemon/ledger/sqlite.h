// SQLite as this folder uses it: statements prepared once, values bound by type, errors as values.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "connectors/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace rawi::ledger::sql {

struct Blob {
  std::string_view bytes;
};

// One row of a result; valid inside the visitor only. Columns count from 0. NULL reads as 0 and "".
class Row {
 public:
  explicit Row(sqlite3_stmt* stmt) : stmt_(stmt) {}
  [[nodiscard]] bool null(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string text(int column) const;  // TEXT or BLOB, bytes as stored
  [[nodiscard]] std::optional<std::int64_t> maybe_integer(int column) const;
  [[nodiscard]] std::optional<std::string> maybe_text(int column) const;

 private:
  sqlite3_stmt* stmt_;
};

using Visitor = std::function<bool(const Row&)>;  // false: enough

// One connection. Not thread-safe.
class Database {
 public:
  enum class Mode { read_write_create, read_only };
  // Errc::io, Errc::corrupt.
  [[nodiscard]] static Result<Database> open(const std::string& path, Mode mode, int busy_timeout_ms);

  // `sql` must be a string that lives as long as the connection: it is the key of the prepared statement.
  template <class... Args>
  [[nodiscard]] Result<void> exec(const char* sql, const Args&... args) {
    return each(sql, nullptr, args...);
  }
  template <class... Args>
  [[nodiscard]] Result<void> each(const char* sql, const Visitor& visit, const Args&... args) {
    auto stmt = prepared(sql);
    if (!stmt) return fail(stmt.error());
    int index = 0;
    (bind(*stmt, ++index, args), ...);
    return run(*stmt, visit);
  }
  // The first column of the first row; nullopt where there is no row or it is NULL.
  template <class... Args>
  [[nodiscard]] Result<std::optional<std::int64_t>> number(const char* sql, const Args&... args) {
    std::optional<std::int64_t> out;
    auto done = each(
        sql,
        [&](const Row& row) {
          out = row.maybe_integer(0);
          return false;
        },
        args...);
    if (!done) return fail(done.error());
    return out;
  }
  // Several statements, made on the fly, not kept.
  [[nodiscard]] Result<void> script(const std::string& sql);

  [[nodiscard]] std::int64_t changed_rows() const;  // by the last INSERT, UPDATE or DELETE
  [[nodiscard]] bool in_transaction() const;
  void interrupt();  // from any thread
  [[nodiscard]] sqlite3* handle() const { return db_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* db) const;
  };
  struct Finalize {
    void operator()(sqlite3_stmt* stmt) const;
  };
  explicit Database(sqlite3* db) : db_(db) {}

  [[nodiscard]] Result<sqlite3_stmt*> prepared(const char* sql);
  [[nodiscard]] Result<void> run(sqlite3_stmt* stmt, const Visitor& visit);
  [[nodiscard]] Error error(std::string_view doing) const;

  static void bind(sqlite3_stmt* stmt, int index, std::int64_t value);
  static void bind(sqlite3_stmt* stmt, int index, int value) { bind(stmt, index, std::int64_t{value}); }
  static void bind(sqlite3_stmt* stmt, int index, std::string_view text);
  static void bind(sqlite3_stmt* stmt, int index, const std::string& text) {
    bind(stmt, index, std::string_view(text));
  }
  static void bind(sqlite3_stmt* stmt, int index, const char* text) {
    bind(stmt, index, std::string_view(text));
  }
  static void bind(sqlite3_stmt* stmt, int index, Blob blob);
  static void bind(sqlite3_stmt* stmt, int index, std::nullopt_t);
  template <class T>
  static void bind(sqlite3_stmt* stmt, int index, const std::optional<T>& value) {
    if (value) {
      bind(stmt, index, *value);
    } else {
      bind(stmt, index, std::nullopt);
    }
  }

  std::unique_ptr<sqlite3, Close> db_;  // before the statements: they go first
  std::unordered_map<const char*, std::unique_ptr<sqlite3_stmt, Finalize>> statements_;
};

// BEGIN IMMEDIATE … COMMIT; rolls back unless commit() succeeded.
class Transaction {
 public:
  [[nodiscard]] static Result<Transaction> begin(Database& db);
  Transaction(Transaction&& other) noexcept : db_(std::exchange(other.db_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  [[nodiscard]] Result<void> commit();

 private:
  explicit Transaction(Database& db) : db_(&db) {}
  Database* db_;
};

}  // namespace rawi::ledger::sql
