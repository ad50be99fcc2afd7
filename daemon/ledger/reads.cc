// Sources, links, articles, fingerprints, totals: what the ledger answers.
#include <string>

#include "daemon/ledger/apply.h"
#include "daemon/ledger/sqlite_ledger.h"

namespace rawi::ledger {
namespace {

#define RAWI_SOURCE_COLUMNS "outlet, url, etag, last_modified, schedule, next_due_ms"
#define RAWI_LINK_COLUMNS                                                                            \
  "outlet, canonical, url, title, published, guid, first_seen_ms, attempts, outcome, reason, etag, " \
  "last_modified, look_at_ms, in_flight"
#define RAWI_ARTICLE_COLUMNS \
  "id, outlet, url, revision, match_hash, title_hash, story, relation, of, published_at, seen_at_ms"

SourceState source_of(const sql::Row& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.integer(5)};
}

Link link_of(const sql::Row& row) {
  Link link;
  link.outlet = row.text(0);
  link.canonical = row.text(1);
  link.url = row.text(2);
  link.title = row.text(3);
  link.published = row.text(4);
  link.guid = row.text(5);
  link.first_seen_ms = row.integer(6);
  link.attempts = static_cast<int>(row.integer(7));
  if (!row.null(8)) link.outcome = static_cast<Outcome>(row.integer(8));
  link.reason = row.text(9);
  link.etag = row.text(10);
  link.last_modified = row.text(11);
  link.look_at_ms = row.maybe_integer(12);
  link.in_flight = row.integer(13) != 0;
  return link;
}

ArticleState article_of(const sql::Row& row) {
  return {row.text(0), row.text(1), row.text(2),    static_cast<int>(row.integer(3)),
          row.text(4), row.text(5), row.text(6),    row.text(7),
          row.text(8), row.text(9), row.integer(10)};
}

// Collects what `make` turns rows into.
template <class T, class... Args>
Result<std::vector<T>> list(sql::Database& db, T (*make)(const sql::Row&), const char* sql,
                            const Args&... args) {
  std::vector<T> out;
  auto done = db.each(
      sql,
      [&](const sql::Row& row) {
        out.push_back(make(row));
        return true;
      },
      args...);
  if (!done) return fail(done.error());
  return out;
}

template <class T, class... Args>
Result<std::optional<T>> first(sql::Database& db, T (*make)(const sql::Row&), const char* sql,
                               const Args&... args) {
  auto rows = list(db, make, sql, args...);
  if (!rows) return fail(rows.error());
  if (rows->empty()) return std::optional<T>();
  return std::optional<T>(std::move(rows->front()));
}

std::string text_of(const sql::Row& row) { return row.text(0); }
Fingerprint fingerprint_of(const sql::Row& row) {
  return {row.text(0), row.text(1), row.text(2), row.integer(3)};
}

}  // namespace

Result<std::vector<SourceState>> SqliteLedger::due_sources(std::int64_t now_ms, int limit) {
  const std::lock_guard lock(read_mutex_);
  return list(reader_, source_of,
              "SELECT " RAWI_SOURCE_COLUMNS
              " FROM source WHERE next_due_ms <= ? ORDER BY next_due_ms LIMIT ?",
              now_ms, limit);
}

Result<std::vector<SourceState>> SqliteLedger::sources(std::string_view outlet) {
  const std::lock_guard lock(read_mutex_);
  return list(reader_, source_of, "SELECT " RAWI_SOURCE_COLUMNS " FROM source WHERE outlet = ? ORDER BY url",
              outlet);
}

Result<std::optional<SourceState>> SqliteLedger::source(std::string_view outlet, std::string_view url) {
  const std::lock_guard lock(read_mutex_);
  return first(reader_, source_of, "SELECT " RAWI_SOURCE_COLUMNS " FROM source WHERE outlet = ? AND url = ?",
               outlet, url);
}

Result<std::vector<Link>> SqliteLedger::pending_links(std::string_view outlet, std::int64_t now_ms,
                                                      int limit) {
  const std::lock_guard lock(read_mutex_);
  return list(reader_, link_of,
              "SELECT " RAWI_LINK_COLUMNS
              " FROM link WHERE outlet = ? AND look_at_ms <= ? ORDER BY look_at_ms LIMIT ?",
              outlet, now_ms, limit);
}

Result<void> SqliteLedger::each_pending_link(const std::function<bool(const Link&)>& visit) {
  const std::lock_guard lock(scan_mutex_);
  return scanner_.each("SELECT " RAWI_LINK_COLUMNS
                       " FROM link WHERE look_at_ms IS NOT NULL ORDER BY outlet, look_at_ms",
                       [&](const sql::Row& row) { return visit(link_of(row)); });
}

Result<std::optional<Link>> SqliteLedger::link(std::string_view outlet, std::string_view canonical) {
  const std::lock_guard lock(read_mutex_);
  return first(reader_, link_of, "SELECT " RAWI_LINK_COLUMNS " FROM link WHERE outlet = ? AND canonical = ?",
               outlet, canonical);
}

Result<std::optional<ArticleState>> SqliteLedger::article(std::string_view id) {
  const std::lock_guard lock(read_mutex_);
  return first(reader_, article_of, "SELECT " RAWI_ARTICLE_COLUMNS " FROM article WHERE id = ?", id);
}

Result<std::optional<ArticleState>> SqliteLedger::article_by_url(std::string_view url) {
  const std::lock_guard lock(read_mutex_);
  auto own = first(reader_, article_of, "SELECT " RAWI_ARTICLE_COLUMNS " FROM article WHERE url = ?", url);
  if (!own || *own) return own;
  return first(reader_, article_of,
               "SELECT " RAWI_ARTICLE_COLUMNS
               " FROM article WHERE id = (SELECT article FROM alias WHERE url = ?)",
               url);
}

Result<std::optional<std::string>> SqliteLedger::redirect(std::string_view from) {
  const std::lock_guard lock(read_mutex_);
  return first(reader_, text_of, "SELECT to_url FROM redirect WHERE from_url = ?", from);
}

Result<void> SqliteLedger::each_fingerprint(std::int64_t since_ms,
                                            const std::function<bool(const Fingerprint&)>& visit) {
  const std::lock_guard lock(scan_mutex_);
  return scanner_.each(
      "SELECT outlet, article, bytes, seen_at_ms FROM fingerprint WHERE seen_at_ms >= ? ORDER BY id",
      [&](const sql::Row& row) { return visit(fingerprint_of(row)); }, since_ms);
}

Result<std::optional<Fingerprint>> SqliteLedger::fingerprint(std::string_view article) {
  const std::lock_guard lock(read_mutex_);
  return first(reader_, fingerprint_of,
               "SELECT outlet, article, bytes, seen_at_ms FROM fingerprint WHERE article = ?", article);
}

std::int64_t OutletTotals::sum_ended() const {
  std::int64_t sum = 0;
  for (const auto n : ended) sum += n;
  return sum;
}

Result<std::map<std::string, OutletTotals>> SqliteLedger::totals() {
  const std::lock_guard lock(read_mutex_);
  std::map<std::string, OutletTotals> out;
  // One statement, one snapshot: numbers of different moments would break the invariant they are asked for.
  auto done = reader_.each(
      "SELECT outlet, name, n FROM tally UNION ALL "
      "SELECT outlet, '', count(*) FROM link WHERE in_flight = 1 GROUP BY outlet",
      [&](const sql::Row& row) {
        OutletTotals& totals = out[row.text(0)];
        const std::string name = row.text(1);
        if (name.empty()) {
          totals.in_flight = row.integer(2);
        } else if (name == kStartedTally) {
          totals.started = row.integer(2);
        } else if (!name.starts_with(kOwnTallies)) {
          totals.tallies[name] = row.integer(2);
        } else if (const auto outcome = outcome_of(std::string_view(name).substr(kOwnTallies.size()))) {
          totals.ended[static_cast<std::size_t>(*outcome)] = row.integer(2);
        }
        return true;
      });
  if (!done) return fail(done.error());
  return out;
}

}  // namespace rawi::ledger
