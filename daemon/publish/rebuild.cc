#include "daemon/publish/rebuild.h"

#include <nlohmann/json.hpp>

#include "daemon/publish/reader.h"

namespace rawi::publish {
namespace {

using Json = nlohmann::json;

std::string text(const Json& json, const char* key) {
  return json.is_object() && json.contains(key) && json[key].is_string() ? json[key].get<std::string>()
                                                                         : std::string();
}

Json object(const Json& json, const char* key) {
  return json.is_object() && json.contains(key) && json[key].is_object() ? json[key] : Json::object();
}

// nullopt: says nothing of an article (a tombstone, a note that stories are one, somebody else's record).
std::optional<ledger::ArticleState> article_of(const ReadRecord& record, const Complete& complete,
                                               ledger::Changes& beside) {
  if (!record.value) return std::nullopt;
  const auto json = Json::parse(*record.value, nullptr, /*allow_exceptions=*/false);
  const std::string schema = text(json, "schema");
  const bool article = schema.starts_with("rawi.article/"),
             retraction = schema.starts_with("rawi.retraction/");
  const Json story = object(json, "story");
  const bool duplicate = schema.starts_with("rawi.duplicate/") && text(story, "relation") == "duplicate";
  if (!article && !duplicate && !retraction) return std::nullopt;
  ledger::ArticleState state;
  state.id = text(json, "id");
  state.url = text(json, "url");
  state.outlet = text(object(json, "outlet"), "id");
  if (state.id.empty() || state.url.empty()) return std::nullopt;
  if (json.contains("revision") && json["revision"].is_number_integer())
    state.revision = json["revision"].get<int>();
  state.story = text(story, "id");
  state.relation = retraction ? "retracted" : text(story, "relation");
  state.of = text(story, "of");
  state.published_at = text(json, "published_at");
  state.seen_at_ms = record.timestamp_ms;
  if (article && complete) complete(*record.value, state, beside);
  return state;
}

struct Entering {
  ledger::Ledger& ledger;
  ledger::Changes changes;
  Rebuilt done;
  Result<void> result;

  void flush() {
    if (changes.empty() || !result) return;
    auto committed = ledger.commit(changes);
    if (!committed) result = fail(committed.error());
    changes.clear();
  }
};

}  // namespace

Result<Rebuilt> rebuild_from_topic(const PublishOptions& options, ledger::Ledger& ledger,
                                   const Complete& complete, int timeout_ms) {
  auto reader =
      open_reader(options, {options.topics.articles, options.topics.duplicates}, ReadFrom::beginning);
  if (!reader) return fail(reader.error());
  constexpr std::size_t kAtOnce = 1000;
  Entering entering{ledger, {}, {}, {}};
  // Revisions of one article share a partition, so the last one read is the newest.
  auto read = (*reader)->read_to_end(
      [&](const ReadRecord& record) {
        ++entering.done.records;
        if (auto state = article_of(record, complete, entering.changes)) {
          if (state->relation != "retracted") ++entering.done.articles;
          entering.changes.emplace_back(std::move(*state));
        }
        if (entering.changes.size() >= kAtOnce) entering.flush();
        return entering.result.has_value();
      },
      timeout_ms);
  entering.flush();
  if (!entering.result) return fail(entering.result.error());
  if (!read) return fail(read.error());
  return entering.done;
}

}  // namespace rawi::publish
