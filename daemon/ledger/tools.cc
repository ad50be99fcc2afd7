// `rawi ledger check | compact | export`.
#include <fmt/format.h>

#include <array>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "daemon/ledger/ledger.h"
#include "daemon/ledger/lock.h"
#include "daemon/ledger/schema.h"
#include "daemon/ledger/sqlite.h"

namespace rawi::ledger {
namespace {

using sql::Database;

Result<Database> open_existing(const std::string& path, Database::Mode mode) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return fail(Errc::not_found, path + ": there is no ledger");
  constexpr int kPatienceMs = 5000;
  auto db = Database::open(path, mode, kPatienceMs);
  if (!db) return db;
  auto application = db->number("PRAGMA application_id");
  if (!application) return fail(application.error());
  if (*application != kApplicationId) return fail(Errc::bad_input, path + ": not a ledger of Rawi");
  return db;
}

// What SQLite's own check cannot know.
constexpr std::array<std::pair<const char*, const char*>, 4> kRules = {{
    {"SELECT count(*) FROM (SELECT outlet FROM tally WHERE name LIKE 'links.%' GROUP BY outlet HAVING "
     "sum(CASE WHEN name = 'links.started' THEN n ELSE -n END) <> "
     "(SELECT count(*) FROM link WHERE link.outlet = tally.outlet AND in_flight = 1))",
     "outlet(s) whose links started are not the sum of their outcomes and what is in flight"},
    {"SELECT count(*) FROM outbox WHERE kind NOT BETWEEN 0 AND 3 OR json_valid(headers) = 0",
     "outbox row(s) of unknown kind or with unreadable headers"},
    {"SELECT count(*) FROM alias WHERE article NOT IN (SELECT id FROM article)",
     "alias(es) of unknown articles"},
    {"SELECT count(*) FROM outbox WHERE number > (SELECT seq FROM sqlite_sequence WHERE name = 'outbox')",
     "outbox row(s) numbered above the counter"},
}};

Result<void> integrity(Database& db, CheckReport& report) {
  auto checked = db.each("PRAGMA integrity_check", [&](const sql::Row& row) {
    if (row.text(0) != "ok") report.problems.push_back(row.text(0));
    return true;
  });
  if (!checked && checked.error().code != Errc::corrupt) return checked;
  if (!checked) report.problems.push_back(checked.error().message);
  return {};
}

Result<void> count_into(Database& db, const char* sql, std::int64_t& into) {
  auto n = db.number(sql);
  if (!n) return fail(n.error());
  into = n->value_or(0);
  return {};
}

Result<void> count_tables(Database& db, CheckReport& report) {
  const std::array<std::pair<const char*, std::int64_t*>, 5> counts = {{
      {"SELECT count(*) FROM link", &report.links},
      {"SELECT count(*) FROM article", &report.articles},
      {"SELECT count(*) FROM fingerprint", &report.fingerprints},
      {"SELECT count(*) FROM outbox", &report.outbox_rows},
      {"SELECT count(*) FROM dead", &report.dead},
  }};
  for (const auto& [sql, into] : counts) {
    if (auto done = count_into(db, sql, *into); !done) return done;
  }
  for (const auto& [sql, what] : kRules) {
    std::int64_t wrong = 0;
    if (auto done = count_into(db, sql, wrong); !done) return done;
    if (wrong > 0) report.problems.push_back(fmt::format("{} {}", wrong, what));
  }
  return {};
}

struct Table {
  const char* name;
  const char* sql;
  std::array<const char*, 12> columns;
};

// Blobs are selected through hex(), except outbox values, which are UTF-8 JSON.
constexpr std::array<Table, 9> kTables = {{
    {"source",
     "SELECT outlet, url, etag, last_modified, schedule, next_due_ms FROM source",
     {"outlet", "url", "etag", "last_modified", "schedule", "next_due_ms"}},
    {"link",
     "SELECT outlet, canonical, url, title, published, first_seen_ms, attempts, in_flight, outcome, reason, "
     "etag, "
     "look_at_ms FROM link ORDER BY id",
     {"outlet", "canonical", "url", "title", "published", "first_seen_ms", "attempts", "in_flight", "outcome",
      "reason", "etag", "look_at_ms"}},
    {"article",
     "SELECT id, outlet, url, revision, hex(match_hash), hex(title_hash), story, relation, of, published_at, "
     "seen_at_ms FROM article",
     {"id", "outlet", "url", "revision", "match_hash", "title_hash", "story", "relation", "of",
      "published_at", "seen_at_ms"}},
    {"alias", "SELECT url, outlet, article FROM alias", {"url", "outlet", "article"}},
    {"fingerprint",
     "SELECT outlet, article, seen_at_ms, hex(bytes) FROM fingerprint ORDER BY id",
     {"outlet", "article", "seen_at_ms", "bytes"}},
    {"redirect", "SELECT outlet, from_url, to_url, at_ms FROM redirect", {"outlet", "from", "to", "at_ms"}},
    {"tally", "SELECT outlet, name, n FROM tally", {"outlet", "name", "n"}},
    {"outbox",
     "SELECT number, at_ms, kind, outlet, key, headers, value FROM outbox ORDER BY number",
     {"number", "at_ms", "kind", "outlet", "key", "headers", "value"}},
    {"dead",
     "SELECT number, at_ms, kind, outlet, key, headers, value, reason, buried_ms FROM dead ORDER BY number",
     {"number", "at_ms", "kind", "outlet", "key", "headers", "value", "reason", "buried_ms"}},
}};

nlohmann::ordered_json cell(const Table& table, std::string_view column, const sql::Row& row, int at) {
  if (row.null(at)) return nullptr;
  const std::string_view name(table.name);
  if (name == "link" && column == "outcome") return to_string(static_cast<Outcome>(row.integer(at)));
  if (column == "kind") return to_string(static_cast<RecordKind>(row.integer(at)));
  if (column.ends_with("_ms") || column == "n" || column == "number" || column == "revision" ||
      column == "attempts") {
    return row.integer(at);
  }
  if (column == "in_flight") return row.integer(at) != 0;
  return row.text(at);
}

std::string line_of(const Table& table, const sql::Row& row) {
  nlohmann::ordered_json json = {{"table", table.name}};
  for (std::size_t i = 0; i < table.columns.size() && table.columns[i] != nullptr; ++i) {
    json[table.columns[i]] = cell(table, table.columns[i], row, static_cast<int>(i));
  }
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace

Result<CheckReport> check_ledger(const std::string& path) {
  auto lock = FileLock::take(path);
  if (!lock) return fail(lock.error());
  CheckReport report;
  auto db = open_existing(path, Database::Mode::read_write_create);
  if (!db && db.error().code == Errc::corrupt) {
    report.problems.push_back(db.error().message);
    return report;
  }
  if (!db) return fail(db.error());
  std::error_code ignored;
  report.file_bytes = static_cast<std::int64_t>(std::filesystem::file_size(path, ignored));
  auto version = schema_version(*db);
  if (!version) return fail(version.error());
  report.schema_version = *version;
  if (auto done = integrity(*db, report); !done) return fail(done.error());
  if (!report.problems.empty()) return report;
  if (auto done = count_tables(*db, report); !done) return fail(done.error());
  return report;
}

Result<std::int64_t> compact_ledger(const std::string& path) {
  auto lock = FileLock::take(path);
  if (!lock) return fail(lock.error());
  auto db = open_existing(path, Database::Mode::read_write_create);
  if (!db) return fail(db.error());
  std::error_code ignored;
  const auto before = static_cast<std::int64_t>(std::filesystem::file_size(path, ignored));
  if (auto done = db->exec("VACUUM"); !done) return fail(done.error().within("compacting " + path));
  if (auto done = db->exec("PRAGMA wal_checkpoint(TRUNCATE)"); !done) return fail(done.error());
  return before - static_cast<std::int64_t>(std::filesystem::file_size(path, ignored));
}

Result<void> export_ledger(const std::string& path, const std::function<bool(std::string_view line)>& line) {
  auto db = open_existing(path, Database::Mode::read_only);
  if (!db) return fail(db.error());
  // One read transaction: the lines belong together even while the daemon writes.
  if (auto begun = db->exec("BEGIN"); !begun) return begun;
  bool more = true;
  for (const Table& table : kTables) {
    auto done = db->each(table.sql, [&](const sql::Row& row) {
      more = line(line_of(table, row));
      return more;
    });
    if (!done) return done;
    if (!more) break;
  }
  return db->exec("COMMIT");
}

}  // namespace rawi::ledger
