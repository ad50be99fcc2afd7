#include "daemon/ledger/apply.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace rawi::ledger {
namespace {

// A link that is still listed is noted once a day only: most listings repeat what is known, and each note is
// a write.
constexpr const char* kLinkFound = R"sql(
INSERT INTO link(outlet, canonical, url, title, published, guid, first_seen_ms, last_listed_ms, look_at_ms, dated_ms)
VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?7, ?8)
ON CONFLICT(outlet, canonical) DO UPDATE SET last_listed_ms = excluded.last_listed_ms,
  dated_ms = max(dated_ms, excluded.dated_ms),
  look_at_ms = CASE WHEN excluded.dated_ms > dated_ms AND in_flight = 0 AND outcome IS NOT NULL
                    THEN excluded.first_seen_ms ELSE look_at_ms END
WHERE excluded.last_listed_ms > last_listed_ms + 86400000 OR excluded.dated_ms > dated_ms)sql";

// The insert covers a link that the ledger does not know (made by hand, or found before the file was lost).
constexpr const char* kLinkKnown = R"sql(
INSERT INTO link(outlet, canonical, url, title, published, guid, first_seen_ms, last_listed_ms)
VALUES(?1, ?2, ?2, '', '', '', ?3, ?3) ON CONFLICT(outlet, canonical) DO NOTHING)sql";

constexpr const char* kLinkStarted = R"sql(
UPDATE link SET in_flight = 1, attempts = attempts + 1, look_at_ms = NULL
WHERE outlet = ?1 AND canonical = ?2 AND in_flight = 0)sql";

constexpr const char* kLinkStartedAgain = R"sql(
UPDATE link SET look_at_ms = NULL WHERE outlet = ?1 AND canonical = ?2 AND in_flight = 1)sql";

// A retry (?9) read nothing: the validators known so far stay, and its attempt counts.
constexpr const char* kLinkOutcome = R"sql(
UPDATE link SET in_flight = 0, outcome = ?3, reason = ?4, ended_ms = ?5, look_at_ms = ?6,
  etag = CASE WHEN ?9 THEN etag ELSE ?7 END, last_modified = CASE WHEN ?9 THEN last_modified ELSE ?8 END,
  attempts = CASE WHEN ?9 THEN attempts ELSE 0 END
WHERE outlet = ?1 AND canonical = ?2 AND in_flight = 1)sql";

constexpr const char* kSource = R"sql(
INSERT INTO source(outlet, url, etag, last_modified, schedule, next_due_ms) VALUES(?, ?, ?, ?, ?, ?)
ON CONFLICT(outlet, url) DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified,
  schedule = excluded.schedule, next_due_ms = excluded.next_due_ms)sql";

constexpr const char* kArticle = R"sql(
INSERT OR REPLACE INTO article(id, outlet, url, revision, match_hash, title_hash, story, relation, of, published_at,
  seen_at_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))sql";

constexpr const char* kOutbox = R"sql(
INSERT INTO outbox(at_ms, kind, bytes, outlet, key, headers, value) VALUES(?, ?, ?, ?, ?, ?, ?) RETURNING number)sql";

}  // namespace

Result<void> Applier::apply(const Change& change) {
  return std::visit([this](const auto& each) { return one(each); }, change);
}

Result<void> Applier::one(const SourceState& c) {
  return db_.exec(kSource, c.outlet, c.url, c.etag, c.last_modified, c.schedule, c.next_due_ms);
}

Result<void> Applier::one(const LinkFound& c) {
  auto known = db_.number("SELECT 1 FROM link WHERE outlet = ? AND canonical = ?", c.outlet, c.canonical);
  if (!known) return fail(known.error());
  if (!*known) ++links_new_;
  return db_.exec(kLinkFound, c.outlet, c.canonical, c.url, c.title, c.published, c.guid, c.first_seen_ms,
                  c.dated_ms);
}

Result<void> Applier::one(const LinkStarted& c) {
  if (auto known = db_.exec(kLinkKnown, c.outlet, c.canonical, c.at_ms); !known) return known;
  if (auto started = db_.exec(kLinkStarted, c.outlet, c.canonical); !started) return started;
  if (db_.changed_rows() == 1) return count(c.outlet, kStartedTally, 1);
  return db_.exec(kLinkStartedAgain, c.outlet, c.canonical);
}

Result<void> Applier::one(const LinkOutcome& c) {
  const int retry = c.outcome == Outcome::retry ? 1 : 0;
  if (auto ended = db_.exec(kLinkOutcome, c.outlet, c.canonical, static_cast<int>(c.outcome), c.reason,
                            c.at_ms, c.look_at_ms, c.etag, c.last_modified, retry);
      !ended) {
    return ended;
  }
  if (db_.changed_rows() != 1) {
    return fail(Errc::bad_input, fmt::format("ledger: outcome {} of a link that was not started: {}",
                                             to_string(c.outcome), c.canonical));
  }
  return count(c.outlet, std::string(kOwnTallies) + std::string(to_string(c.outcome)), 1);
}

Result<void> Applier::one(const ArticleState& c) {
  return db_.exec(kArticle, c.id, c.outlet, c.url, c.revision, sql::Blob{c.match_hash},
                  sql::Blob{c.title_hash}, c.story, c.relation, c.of, c.published_at, c.seen_at_ms);
}

Result<void> Applier::one(const Alias& c) {
  return db_.exec("INSERT OR REPLACE INTO alias(url, outlet, article) VALUES(?, ?, ?)", c.url, c.outlet,
                  c.article);
}

Result<void> Applier::one(const Fingerprint& c) {
  return db_.exec("INSERT OR REPLACE INTO fingerprint(article, outlet, seen_at_ms, bytes) VALUES(?, ?, ?, ?)",
                  c.article, c.outlet, c.seen_at_ms, sql::Blob{c.bytes});
}

Result<void> Applier::one(const Redirect& c) {
  return db_.exec("INSERT OR REPLACE INTO redirect(from_url, outlet, to_url, at_ms) VALUES(?, ?, ?, ?)",
                  c.from, c.outlet, c.to, c.at_ms);
}

Result<void> Applier::one(const Tally& c) {
  if (c.name.starts_with(kOwnTallies)) {
    return fail(Errc::bad_input, "ledger: the tally " + c.name + " is the ledger's own");
  }
  return count(c.outlet, c.name, c.add);
}

Result<void> Applier::one(const Record& c) {
  const std::int64_t bytes = c.size_bytes();
  std::optional<sql::Blob> value;
  if (c.value) value = sql::Blob{*c.value};
  auto number = db_.number(kOutbox, now_ms_, static_cast<int>(c.kind), bytes, c.outlet, c.key,
                           encode_headers(c.headers), value);
  if (!number) return fail(number.error());
  ++outbox_rows_;
  outbox_bytes_ += bytes;
  outbox_last_ = number->value_or(0);
  return {};
}

Result<void> Applier::count(const std::string& outlet, std::string_view name, std::int64_t add) {
  return db_.exec(
      "INSERT INTO tally(outlet, name, n) VALUES(?, ?, ?) ON CONFLICT(outlet, name) DO UPDATE SET n = n + "
      "excluded.n",
      outlet, name, add);
}

std::string encode_headers(const Headers& headers) {
  auto json = nlohmann::json::array();
  for (const auto& [name, value] : headers) json.push_back({name, value});
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Headers decode_headers(std::string_view text) {
  Headers headers;
  const auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_array()) return headers;
  for (const auto& pair : json) {
    if (pair.is_array() && pair.size() == 2 && pair[0].is_string() && pair[1].is_string()) {
      headers.emplace_back(pair[0].get<std::string>(), pair[1].get<std::string>());
    }
  }
  return headers;
}

}  // namespace rawi::ledger
