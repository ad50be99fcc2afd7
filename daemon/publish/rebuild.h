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

// What only the pipeline can compute of an article's record: its hashes, and changes that go into the ledger
// beside it (its fingerprint).
using Complete =
    std::function<void(std::string_view article_json, ledger::ArticleState& state, ledger::Changes& beside)>;

// Reads the articles and duplicates topics to their ends and enters every article's last revision, URL and
// story. A duplicate's record holds no text: its hash stays empty, which means "not known". What was
// retracted is entered as such.
[[nodiscard]] Result<Rebuilt> rebuild_from_topic(const PublishOptions& options, ledger::Ledger& ledger,
                                                 const Complete& complete, int timeout_ms);

}  // namespace rawi::publish
