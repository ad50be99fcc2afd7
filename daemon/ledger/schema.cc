#include "daemon/ledger/schema.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>

namespace rawi::ledger {
namespace {

// Column order matters in one place: outbox.value comes last, so that sums over `bytes` do not read the text.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE source(
  outlet TEXT NOT NULL, url TEXT NOT NULL,
  etag TEXT NOT NULL, last_modified TEXT NOT NULL, schedule TEXT NOT NULL, next_due_ms INTEGER NOT NULL,
  PRIMARY KEY(outlet, url)) WITHOUT ROWID;
CREATE INDEX source_due ON source(next_due_ms);

CREATE TABLE link(
  id INTEGER PRIMARY KEY,
  outlet TEXT NOT NULL, canonical TEXT NOT NULL, url TEXT NOT NULL,
  title TEXT NOT NULL, published TEXT NOT NULL, guid TEXT NOT NULL,
  first_seen_ms INTEGER NOT NULL, last_listed_ms INTEGER NOT NULL, dated_ms INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0, in_flight INTEGER NOT NULL DEFAULT 0,
  outcome INTEGER, reason TEXT NOT NULL DEFAULT '', ended_ms INTEGER,
  etag TEXT NOT NULL DEFAULT '', last_modified TEXT NOT NULL DEFAULT '',
  look_at_ms INTEGER,
  UNIQUE(outlet, canonical));
CREATE INDEX link_look ON link(outlet, look_at_ms) WHERE look_at_ms IS NOT NULL;
CREATE INDEX link_in_flight ON link(outlet) WHERE in_flight = 1;

CREATE TABLE article(
  id TEXT PRIMARY KEY, outlet TEXT NOT NULL, url TEXT NOT NULL, revision INTEGER NOT NULL,
  match_hash BLOB NOT NULL, title_hash BLOB NOT NULL,
  story TEXT NOT NULL, relation TEXT NOT NULL, of TEXT NOT NULL,
  published_at TEXT NOT NULL, seen_at_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX article_url ON article(url);

CREATE TABLE alias(url TEXT PRIMARY KEY, outlet TEXT NOT NULL, article TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX alias_article ON alias(article);

CREATE TABLE fingerprint(
  id INTEGER PRIMARY KEY, article TEXT NOT NULL UNIQUE, outlet TEXT NOT NULL,
  seen_at_ms INTEGER NOT NULL, bytes BLOB NOT NULL);

CREATE TABLE redirect(
  from_url TEXT PRIMARY KEY, outlet TEXT NOT NULL, to_url TEXT NOT NULL, at_ms INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE tally(outlet TEXT NOT NULL, name TEXT NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY(outlet, name)) WITHOUT ROWID;

CREATE TABLE outbox(
  number INTEGER PRIMARY KEY AUTOINCREMENT, at_ms INTEGER NOT NULL, kind INTEGER NOT NULL, bytes INTEGER NOT NULL,
  outlet TEXT NOT NULL, key TEXT NOT NULL, headers TEXT NOT NULL, value BLOB);

CREATE TABLE dead(
  number INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, kind INTEGER NOT NULL, bytes INTEGER NOT NULL,
  outlet TEXT NOT NULL, key TEXT NOT NULL, headers TEXT NOT NULL, reason TEXT NOT NULL, buried_ms INTEGER NOT NULL,
  value BLOB);

INSERT INTO meta VALUES('id', lower(hex(randomblob(16))));
)sql";

constexpr std::array<Migration, 1> kMigrations = {kVersion1};

Result<std::int64_t> pragma(sql::Database& db, const char* sql) {
  auto value = db.number(sql);
  if (!value) return fail(value.error());
  return value->value_or(0);
}

// VACUUM INTO takes a consistent copy while the file is open, WAL included.
Result<void> keep_copy(sql::Database& db, const std::string& copy) {
  std::error_code ignored;
  std::filesystem::remove(copy, ignored);  // of an earlier try
  return db.exec("VACUUM INTO ?", copy);
}

Result<void> step(sql::Database& db, const char* sql, int to) {
  auto transaction = sql::Transaction::begin(db);
  if (!transaction) return fail(transaction.error());
  const std::string stamp =
      fmt::format("PRAGMA user_version = {}; PRAGMA application_id = {};", to, kApplicationId);
  if (auto done = db.script(std::string(sql) + stamp); !done) return done;
  return transaction->commit();
}

}  // namespace

std::span<const Migration> migrations() { return kMigrations; }

Result<int> schema_version(sql::Database& db) {
  auto version = pragma(db, "PRAGMA user_version");
  if (!version) return fail(version.error());
  return static_cast<int>(*version);
}

Result<void> migrate(sql::Database& db, const std::string& path, std::span<const Migration> steps,
                     const std::function<void(const std::string&)>& notice) {
  auto version = schema_version(db);
  if (!version) return fail(version.error());
  auto application = pragma(db, "PRAGMA application_id");
  if (!application) return fail(application.error());
  auto tables = pragma(db, "SELECT count(*) FROM sqlite_schema");
  if (!tables) return fail(tables.error());
  if (*tables > 0 && *application != kApplicationId) {
    return fail(Errc::bad_input, path + ": a SQLite database, but no ledger of Rawi; name another state_dir");
  }
  const int newest = static_cast<int>(steps.size());
  if (*version > newest) {
    return fail(Errc::unsupported,
                fmt::format("{}: written by a newer Rawi (schema {}, this one knows {}); use that one, "
                            "or put back the copy it made beside the file",
                            path, *version, newest));
  }
  if (*version == newest) return {};
  if (*tables > 0) {
    const std::string copy = fmt::format("{}.v{}-before-v{}", path, *version, newest);
    if (auto kept = keep_copy(db, copy); !kept)
      return fail(kept.error().within("copying the ledger before migration"));
    if (notice)
      notice(fmt::format("ledger: migrating schema {} to {}; the old file is kept as {}", *version, newest,
                         copy));
  }
  for (int at = *version; at < newest; ++at) {
    if (auto done = step(db, steps[static_cast<std::size_t>(at)], at + 1); !done) {
      return fail(done.error().within(fmt::format("migrating {} to schema {}", path, at + 1)));
    }
  }
  return {};
}

}  // namespace rawi::ledger
