// A ledger that was lost knows nothing; Kafka still holds what was published. Entering the articles' keys
// keeps the next round from publishing them again as new.
#pragma once

#include <cstdint>

#include "connectors/base/result.h"
#include "daemon/ledger/ledger.h"
#include "daemon/publish/options.h"

namespace rawi::publish {

struct Rebuilt {
  std::int64_t records = 0, articles = 0;
};

// Match hash and title hash of a record as the pipeline computes them (the ledger does not know how).
using HashesOf = std::function<void(std::string_view article_json, ledger::ArticleState& state)>;

// Reads the articles topic to its end and enters every article's last revision, URL and story.
[[nodiscard]] Result<Rebuilt> rebuild_from_topic(const PublishOptions& options, ledger::Ledger& ledger,
                                                 const HashesOf& hashes, int timeout_ms);

}  // namespace rawi::publish
