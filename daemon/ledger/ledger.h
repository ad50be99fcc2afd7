// The daemon's memory on disk: one SQLite file behind one door.
//
// Durable: what commit() returned success for survives kill -9 and power loss (WAL, synchronous=FULL).
// Nothing of a failed commit() is stored. One process owns a ledger at a time.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/base/result.h"
#include "daemon/ledger/changes.h"

namespace rawi::ledger {

struct Link {
  std::string outlet, canonical, url, title, published, guid;
  std::int64_t first_seen_ms = 0;
  int attempts = 0;                        // times started since the last outcome that was no retry
  std::optional<Outcome> outcome;          // the last one; nullopt: never ended
  std::string reason;                      // of the last outcome
  std::string etag, last_modified;         // of the page as last read
  std::optional<std::int64_t> look_at_ms;  // due from then on; nullopt: not to be fetched (again)
  bool in_flight = false;                  // started and not ended
};

// What commit() did.
struct Committed {
  int links_new = 0;             // LinkFound that were not known
  std::int64_t outbox_last = 0;  // the highest outbox number given so far; 0: none yet
};

// A record on its way to Kafka. Numbers rise in commit order and are never given twice.
struct OutboxRow {
  std::int64_t number = 0;
  std::int64_t at_ms = 0;  // when it was committed
  Record record;
};

struct OutboxDepth {
  std::int64_t rows = 0, bytes = 0;
  std::optional<std::int64_t> oldest_at_ms;
  std::int64_t dead =
      0;  // records that Kafka refused for good and rawi.rejected did too: kept, shown, not sent
};

struct DeadRow {
  OutboxRow row;
  std::string reason;
  std::int64_t buried_at_ms = 0;
};

// The invariant: started = sum of ended + in_flight, for every outlet, at every moment, across crashes.
struct OutletTotals {
  std::int64_t started = 0, in_flight = 0;
  std::array<std::int64_t, kOutcomes> ended{};  // by Outcome
  std::map<std::string, std::int64_t> tallies;  // the daemon's own (Tally)

  [[nodiscard]] std::int64_t sum_ended() const;
};

// What may be forgotten; 0: nothing of that kind.
struct Expiry {
  std::int64_t links_before_ms = 0;  // last listed and last ended before; never one that is due or in flight
  std::int64_t fingerprints_before_ms = 0;  // seen before
  std::int64_t articles_before_ms = 0;      // seen before; their aliases go too
  int max_rows = 5000;                      // of each kind in one call, so that nobody waits long
};

struct Expired {
  std::int64_t links = 0, fingerprints = 0, articles = 0;
  bool more = false;  // max_rows was reached: call again
};

// Thread-safe. Writes take turns; reads do not wait for a write, and see everything committed before they
// began. Callbacks run under the reader's lock: they must not call the ledger, and return false to stop.
//
// Errors: Errc::io (disk full: is_disk_full(), not writable), Errc::corrupt, Errc::bad_input (a change that
// makes no sense).
class Ledger {
 public:
  virtual ~Ledger() = default;

  // All of `changes` or none, applied in order, durable on return.
  [[nodiscard]] virtual Result<Committed> commit(const Changes& changes) = 0;

  // Sources of every outlet that are due, most overdue first.
  [[nodiscard]] virtual Result<std::vector<SourceState>> due_sources(std::int64_t now_ms, int limit) = 0;
  [[nodiscard]] virtual Result<std::vector<SourceState>> sources(std::string_view outlet) = 0;
  [[nodiscard]] virtual Result<std::optional<SourceState>> source(std::string_view outlet,
                                                                  std::string_view url) = 0;

  // Links of one outlet that are due at `now_ms` and not in flight in this process, earliest look_at first.
  [[nodiscard]] virtual Result<std::vector<Link>> pending_links(std::string_view outlet, std::int64_t now_ms,
                                                                int limit) = 0;
  // Every link that has a look_at, due or not, of all outlets: for filling queues at start. What was in
  // flight when the process died has look_at 0 and in_flight set.
  [[nodiscard]] virtual Result<void> each_pending_link(const std::function<bool(const Link&)>& visit) = 0;
  [[nodiscard]] virtual Result<std::optional<Link>> link(std::string_view outlet,
                                                         std::string_view canonical) = 0;

  [[nodiscard]] virtual Result<std::optional<ArticleState>> article(std::string_view id) = 0;
  // By the article's own URL or any alias.
  [[nodiscard]] virtual Result<std::optional<ArticleState>> article_by_url(std::string_view url) = 0;
  [[nodiscard]] virtual Result<std::optional<std::string>> redirect(std::string_view from) = 0;
  // Oldest first.
  [[nodiscard]] virtual Result<void> each_fingerprint(
      std::int64_t since_ms, const std::function<bool(const Fingerprint&)>& visit) = 0;

  [[nodiscard]] virtual Result<std::optional<Fingerprint>> fingerprint(std::string_view article) = 0;

  // Rows numbered above `after`, in order; at least one where there is one, else within both limits.
  [[nodiscard]] virtual Result<std::vector<OutboxRow>> outbox(std::int64_t after, int max_rows,
                                                              std::int64_t max_bytes) = 0;
  [[nodiscard]] virtual Result<void> confirm_outbox(
      std::int64_t up_to) = 0;  // they are in Kafka: rows <= up_to go
  [[nodiscard]] virtual Result<void> bury_outbox(std::int64_t number,
                                                 std::string_view reason) = 0;  // out of the queue, kept
  [[nodiscard]] virtual OutboxDepth outbox_depth() = 0;                         // cheap: no read
  [[nodiscard]] virtual Result<std::vector<DeadRow>> dead(int limit) = 0;

  // This file's identity: random, given when the file was made. A checkpoint of another ledger says nothing
  // about this one's numbers.
  [[nodiscard]] virtual std::string id() = 0;
  // The highest outbox number there was when the file was opened: a checkpoint above it shows that the file
  // is older than what Kafka holds (a copy was put back).
  [[nodiscard]] virtual std::int64_t outbox_last_at_open() = 0;
  [[nodiscard]] virtual Result<void> renew_id() = 0;

  [[nodiscard]] virtual Result<std::map<std::string, OutletTotals>> totals() = 0;
  [[nodiscard]] virtual Result<Expired> expire(const Expiry& expiry) = 0;

  // Tries a small durable write: whether the disk takes writes again after a failure.
  [[nodiscard]] virtual Result<void> probe() = 0;

  struct Stats {
    std::int64_t file_bytes = 0, wal_bytes = 0, commits = 0, last_commit_us = 0, max_commit_us = 0;
  };
  [[nodiscard]] virtual Stats stats() = 0;
};

struct LedgerOptions {
  std::function<std::int64_t()> now_ms;            // empty: the system's clock
  std::function<void(const std::string&)> notice;  // for people: migrated, set aside, …; empty: dropped
  std::int64_t max_bytes = 0;                      // of the file; 0: no limit. Reached: as a full disk
  int busy_timeout_ms = 10'000;                    // how long to wait for another process's lock
};

// How the file was found.
struct Opened {
  std::unique_ptr<Ledger> ledger;
  bool fresh = false;     // there was none, or it was set aside: nothing is known
  std::string set_aside;  // where a corrupt file went; empty: none
};

// Opens or makes the ledger at `path`. An older schema is migrated after a copy was made beside it
// (PATH.v3-before-v4). A corrupt file (integrity check) is renamed to PATH.corrupt-TIME and a fresh one is
// begun: the caller should then enter the article keys that Kafka holds (publish/rebuild.h). Errc::busy:
// another process has it (message names the pid). Errc::unsupported: written by a newer Rawi. Errc::io: not
// there, not writable, disk full.
[[nodiscard]] Result<Opened> open_ledger(const std::string& path, LedgerOptions options = {});

[[nodiscard]] bool is_disk_full(const Error& error);
[[nodiscard]] bool is_read_only(const Error& error);

// What `rawi ledger` does; the daemon must not be running (Errc::busy) except for export.
struct CheckReport {
  std::vector<std::string> problems;  // empty: sound
  std::int64_t links = 0, articles = 0, fingerprints = 0, outbox_rows = 0, dead = 0, file_bytes = 0;
  int schema_version = 0;
};
[[nodiscard]] Result<CheckReport> check_ledger(const std::string& path);
[[nodiscard]] Result<std::int64_t> compact_ledger(const std::string& path);  // returns bytes given back
// One JSON object a line: {"table":"link",…}; blobs as hex.
[[nodiscard]] Result<void> export_ledger(const std::string& path,
                                         const std::function<bool(std::string_view line)>& line);

}  // namespace rawi::ledger
