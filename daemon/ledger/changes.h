// What one ledger transaction says: a list of plain changes, keyed by outlet. The list is a value, so that it
// can be logged, replayed into a fake, or one day written to a changelog topic beside the records it led to.
//
// All instants are milliseconds since 1970-01-01 UTC. All URLs are absolute. Strings are UTF-8 unless said
// otherwise.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace rawi::ledger {

// What is known of a feed, sitemap or listing. Stored as a whole: the row of (outlet, url) becomes this.
// Put it into the same Changes as the links that the reading listed, or a crash between the two loses links.
struct SourceState {
  std::string outlet, url;
  std::string etag, last_modified;  // validators of the copy whose links are in the ledger; empty: none
  std::string schedule;             // the schedule room's own text; the ledger does not look into it
  std::int64_t next_due_ms = 0;

  friend bool operator==(const SourceState&, const SourceState&) = default;
};

// A link was listed. Ignored where (outlet, canonical) is known, with two exceptions: the ledger notes, once
// a day at the most, that it is still listed (what is still listed does not expire), and a listing that dates
// it later than any listing before did makes a finished link due again: the outlet says that the page has
// changed.
struct LinkFound {
  std::string outlet;
  std::string canonical;  // the link's identity within its outlet
  std::string url;        // as listed
  std::string title, published, guid;
  std::int64_t first_seen_ms = 0;
  std::int64_t dated_ms = 0;  // the latest date the listing gives it (published, modified); 0: none

  friend bool operator==(const LinkFound&, const LinkFound&) = default;
};

// Work on a link begins. Counts as started, except where it was already in flight: a link that a crash
// interrupted is begun again and counted once.
struct LinkStarted {
  std::string outlet, canonical;
  std::int64_t at_ms = 0;

  friend bool operator==(const LinkStarted&, const LinkStarted&) = default;
};

// How a link ended; DESIGN.md's list. Every link that is started ends with exactly one.
enum class Outcome { published, revised, duplicate, unchanged, rejected, gone, retry };
inline constexpr int kOutcomes = 7;

[[nodiscard]] std::string_view to_string(Outcome outcome);
[[nodiscard]] std::optional<Outcome> outcome_of(std::string_view word);

struct LinkOutcome {
  std::string outlet, canonical;
  Outcome outcome = Outcome::rejected;
  std::string reason;               // rejected: the stable word of rawi.rejected; retry: what went wrong
  std::string etag, last_modified;  // the page's validators, kept for the next look; empty: none
  std::int64_t at_ms = 0;
  std::optional<std::int64_t>
      look_at_ms;  // when to fetch it again (retry, or a check for a revision); nullopt: never

  friend bool operator==(const LinkOutcome&, const LinkOutcome&) = default;
};

// What is known of an article; the row of `id` becomes this. `url` counts as an alias of itself.
struct ArticleState {
  std::string id;  // UUIDv5 of `url`
  std::string outlet, url;
  int revision = 1;
  std::string match_hash;  // of the match text; opaque bytes
  std::string title_hash;  // opaque bytes
  std::string story, relation, of;
  std::string published_at;  // RFC 3339, date alone, or empty
  std::int64_t seen_at_ms = 0;

  friend bool operator==(const ArticleState&, const ArticleState&) = default;
};

// Another URL that leads to the article (what discovery listed, what a redirect went through).
struct Alias {
  std::string outlet, url, article;

  friend bool operator==(const Alias&, const Alias&) = default;
};

// What daemon/dedup remembers of an article; the row of `article` becomes this.
struct Fingerprint {
  std::string outlet, article;
  std::string bytes;  // opaque
  std::int64_t seen_at_ms = 0;

  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

// A URL answered 301 or 308: ask for `to` from now on.
struct Redirect {
  std::string outlet, from, to;
  std::int64_t at_ms = 0;

  friend bool operator==(const Redirect&, const Redirect&) = default;
};

// Adds `add` to the outlet's number `name`, beside those that the ledger keeps itself ("started" and the
// outcomes).
struct Tally {
  std::string outlet, name;
  std::int64_t add = 1;

  friend bool operator==(const Tally&, const Tally&) = default;
};

// Which stream of records a row belongs to; the publisher maps it to a topic.
enum class RecordKind { article, duplicate, rejected, retraction };

[[nodiscard]] std::string_view to_string(RecordKind kind);
[[nodiscard]] std::optional<RecordKind> record_kind_of(std::string_view word);

using Headers = std::vector<std::pair<std::string, std::string>>;

// A record that must reach Kafka. The ledger gives it the next outbox number, in the order of the list.
struct Record {
  RecordKind kind = RecordKind::article;
  std::string outlet;
  std::string key;
  std::optional<std::string> value;  // nullopt: a tombstone
  Headers headers;

  // What it weighs against limits on bytes.
  [[nodiscard]] std::int64_t size_bytes() const;

  friend bool operator==(const Record&, const Record&) = default;
};

using Change = std::variant<SourceState, LinkFound, LinkStarted, LinkOutcome, ArticleState, Alias,
                            Fingerprint, Redirect, Tally, Record>;
using Changes = std::vector<Change>;

}  // namespace rawi::ledger
