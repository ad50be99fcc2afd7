// Finding the file in whatever state it is, and ending with a ledger that can be trusted.
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <filesystem>

#include "daemon/ledger/ledger.h"
#include "daemon/ledger/lock.h"
#include "daemon/ledger/schema.h"
#include "daemon/ledger/sqlite.h"
#include "daemon/ledger/sqlite_ledger.h"

namespace rawi::ledger {
namespace {

namespace fs = std::filesystem;

std::int64_t system_now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// Errc::corrupt where SQLite finds the file damaged.
Result<void> sound(sql::Database& db) {
  std::string problem;
  auto checked = db.each("PRAGMA quick_check(1)", [&](const sql::Row& row) {
    problem = row.text(0);
    return false;
  });
  if (!checked) return checked;
  if (problem != "ok") return fail(Errc::corrupt, "integrity check: " + problem);
  return {};
}

Result<void> prepare(const std::string& path, const LedgerOptions& options) {
  auto db = sql::Database::open(path, sql::Database::Mode::read_write_create, options.busy_timeout_ms);
  if (!db) return fail(db.error());
  if (auto done = sound(*db); !done) return done;
  if (auto done = migrate(*db, path, migrations(), options.notice); !done) return done;
  return db->script("PRAGMA journal_mode = WAL");
}

// The WAL and its index go along: without them the set-aside file could not be looked into.
Result<std::string> set_aside(const std::string& path, std::int64_t now_ms) {
  const std::time_t seconds = now_ms / 1000;
  std::string aside = fmt::format("{}.corrupt-{:%Y%m%dT%H%M%SZ}", path, fmt::gmtime(seconds));
  for (int n = 2; fs::exists(aside); ++n)
    aside = fmt::format("{}.corrupt-{:%Y%m%dT%H%M%SZ}-{}", path, fmt::gmtime(seconds), n);
  for (const std::string_view suffix : std::array<std::string_view, 3>{"-wal", "-shm", ""}) {
    const std::string from = path + std::string(suffix);
    std::error_code error;
    if (!fs::exists(from, error)) continue;
    fs::rename(from, aside + std::string(suffix), error);
    if (error) {
      return fail(Errc::io, fmt::format("{} is damaged and could not be renamed to {}: {}", from, aside,
                                        error.message()));
    }
  }
  return aside;
}

}  // namespace

Result<Opened> open_ledger(const std::string& path, LedgerOptions options) {
  if (!options.now_ms) options.now_ms = system_now_ms;
  auto lock = FileLock::take(path);
  if (!lock) return fail(lock.error());
  Opened opened;
  std::error_code ignored;
  opened.fresh = !fs::exists(path, ignored);
  auto ready = prepare(path, options);
  if (!ready && ready.error().code == Errc::corrupt) {
    auto aside = set_aside(path, options.now_ms());
    if (!aside) return fail(aside.error());
    if (options.notice) {
      options.notice(
          fmt::format("ledger: {} is damaged ({}); it was set aside as {} and a fresh one is begun", path,
                      ready.error().message, *aside));
    }
    opened.fresh = true;
    opened.set_aside = *aside;
    ready = prepare(path, options);
  }
  if (!ready) return fail(ready.error().within("opening " + path));
  auto ledger = SqliteLedger::open(path, std::move(options), std::move(*lock));
  if (!ledger) return fail(ledger.error().within("opening " + path));
  opened.ledger = std::move(*ledger);
  return opened;
}

bool is_disk_full(const Error& error) {
  return error.code == Errc::io && error.message.find("disk full: ") != std::string::npos;
}
bool is_read_only(const Error& error) {
  return error.code == Errc::io && error.message.find("read-only: ") != std::string::npos;
}

}  // namespace rawi::ledger
