// Changes -> SQL, one function a kind of change. Runs inside the transaction that commit() opened.
#pragma once

#include <cstdint>

#include "connectors/base/result.h"
#include "daemon/ledger/changes.h"
#include "daemon/ledger/sqlite.h"

namespace rawi::ledger {

inline constexpr std::string_view kStartedTally = "links.started";
// Prefix of the numbers that the ledger keeps itself; "links." + to_string(outcome) for the outcomes.
inline constexpr std::string_view kOwnTallies = "links.";

class Applier {
 public:
  Applier(sql::Database& db, std::int64_t now_ms) : db_(db), now_ms_(now_ms) {}

  // Errc::bad_input: an outcome for a link that is not in flight, a tally under the ledger's own prefix.
  [[nodiscard]] Result<void> apply(const Change& change);

  // What was added so far; true once the transaction is committed.
  [[nodiscard]] int links_new() const { return links_new_; }
  [[nodiscard]] std::int64_t outbox_rows() const { return outbox_rows_; }
  [[nodiscard]] std::int64_t outbox_bytes() const { return outbox_bytes_; }
  [[nodiscard]] std::int64_t outbox_last() const { return outbox_last_; }  // 0: no record was added

 private:
  Result<void> one(const SourceState& change);
  Result<void> one(const LinkFound& change);
  Result<void> one(const LinkStarted& change);
  Result<void> one(const LinkOutcome& change);
  Result<void> one(const ArticleState& change);
  Result<void> one(const Alias& change);
  Result<void> one(const Fingerprint& change);
  Result<void> one(const Redirect& change);
  Result<void> one(const Tally& change);
  Result<void> one(const Record& change);
  Result<void> count(const std::string& outlet, std::string_view name, std::int64_t add);

  sql::Database& db_;
  std::int64_t now_ms_;
  int links_new_ = 0;
  std::int64_t outbox_rows_ = 0, outbox_bytes_ = 0, outbox_last_ = 0;
};

// Headers as the outbox stores them: a JSON array of [name, value].
[[nodiscard]] std::string encode_headers(const Headers& headers);
[[nodiscard]] Headers decode_headers(std::string_view text);

}  // namespace rawi::ledger
