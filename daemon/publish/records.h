// The records of the topics: keys, values (config/schema/*.json) and CloudEvents headers (binary content
// mode: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "connectors/article.h"
#include "daemon/ledger/changes.h"

namespace rawi::publish {

// Topic articles: key = article id, value = to_json(article), ce_id = "id:revision", ce_time = fetched_at.
// ce_type is rawi.article.published, or rawi.article.revised from revision 2 on.
[[nodiscard]] ledger::Record article_record(const Article& article);

// Topic duplicates: {schema, id, url, outlet, title, published_at, fetched_at, story} without the text.
[[nodiscard]] ledger::Record duplicate_record(const Article& article);

// Topic duplicates: `article` shows that its story and `other_story` are one. Nothing that was published is
// rewritten.
[[nodiscard]] ledger::Record merge_record(const Article& article, const std::string& other_story);

// Topic rejected: {schema, url, outlet, reason, detail, at}; key = url.
struct RejectedPage {
  std::string url;
  OutletRef outlet;
  Rejection rejection;
  std::int64_t at_ms = 0;
};
[[nodiscard]] ledger::Record rejected_record(const RejectedPage& page);

// Topic articles (or retractions): the article was published and its page is gone.
// {schema, id, url, outlet, revision, reason, at}; ce_type = rawi.article.retracted.
struct Retraction {
  std::string id, url;
  OutletRef outlet;
  int revision = 1;    // the last one that was published
  std::string reason;  // "http_404", "http_410"
  std::int64_t at_ms = 0;
};
[[nodiscard]] ledger::Record retraction_record(const Retraction& retraction);
// What may follow it on a compacted topic: same key, no value.
[[nodiscard]] ledger::Record tombstone_record(const Retraction& retraction);

// What the publisher writes to the rejected topic in place of a record that Kafka refused for good.
// reason: "kafka_refused"; detail: Kafka's word. URL and outlet are taken from the record's own value.
[[nodiscard]] ledger::Record refused_record(const ledger::Record& record, std::string_view detail,
                                            std::int64_t at_ms);

// "2026-05-05T10:11:12Z"
[[nodiscard]] std::string rfc3339_utc(std::int64_t at_ms);

}  // namespace rawi::publish
