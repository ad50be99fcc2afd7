#include "daemon/publish/records.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <initializer_list>

#include <nlohmann/json.hpp>

namespace rawi::publish {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }
Json nullable(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
Json nullable(const std::optional<std::string>& text) { return text ? nullable(*text) : Json(nullptr); }
Json outlet_json(const OutletRef& outlet) {
  return {{"id", outlet.id}, {"name", outlet.name}, {"home", outlet.home}};
}

// Required context attributes: CloudEvents 1.0.2, section "REQUIRED Attributes". `source` must be a non-empty
// URI-reference.
ledger::Headers cloud_event(std::string id, std::string_view type, const OutletRef& outlet,
                            std::string time) {
  std::string source = !outlet.home.empty() ? outlet.home : "urn:rawi:outlet:" + outlet.id;
  ledger::Headers headers = {{"ce_specversion", "1.0"},
                             {"ce_id", std::move(id)},
                             {"ce_type", std::string(type)},
                             {"ce_source", std::move(source)}};
  if (!time.empty()) headers.emplace_back("ce_time", std::move(time));
  headers.emplace_back("content-type", "application/json");
  return headers;
}

std::string event_id(std::string_view id, int revision) { return fmt::format("{}:{}", id, revision); }

std::string text_at(const Json& json, std::initializer_list<const char*> path) {
  const Json* at = &json;
  for (const char* key : path) {
    if (!at->is_object() || !at->contains(key)) return {};
    at = &(*at)[key];
  }
  return at->is_string() ? at->get<std::string>() : std::string();
}

}  // namespace

ledger::Record article_record(const Article& article) {
  const std::string_view type = article.revision > 1 ? "rawi.article.revised" : "rawi.article.published";
  return {ledger::RecordKind::article, article.outlet.id, article.id, to_json(article),
          cloud_event(event_id(article.id, article.revision), type, article.outlet, article.fetched_at)};
}

ledger::Record duplicate_record(const Article& article) {
  const Json json = {
      {"schema", "rawi.duplicate/1"},
      {"id", article.id},
      {"url", article.url},
      {"outlet", outlet_json(article.outlet)},
      {"title", article.title},
      {"published_at", nullable(article.published_at)},
      {"fetched_at", nullable(article.fetched_at)},
      {"story",
       {{"id", article.story.id},
        {"relation", article.story.relation},
        {"of", nullable(article.story.of)},
        {"similarity", article.story.similarity}}},
  };
  return {ledger::RecordKind::duplicate, article.outlet.id, article.id, dump(json),
          cloud_event(event_id(article.id, article.revision), "rawi.article.duplicate", article.outlet,
                      article.fetched_at)};
}

ledger::Record merge_record(const Article& article, const std::string& other_story) {
  Article telling = article;
  telling.story.relation = "merged";
  telling.story.of = other_story;
  ledger::Record record = duplicate_record(telling);
  record.headers = cloud_event(fmt::format("{}:merged:{}", article.story.id, other_story),
                               "rawi.story.merged", article.outlet, article.fetched_at);
  return record;
}

ledger::Record rejected_record(const RejectedPage& page) {
  const std::string at = rfc3339_utc(page.at_ms);
  const Json json = {
      {"schema", "rawi.rejected/1"},        {"url", page.url},
      {"outlet", outlet_json(page.outlet)}, {"reason", page.rejection.reason},
      {"detail", page.rejection.detail},    {"at", at},
  };
  return {ledger::RecordKind::rejected, page.outlet.id, page.url, dump(json),
          cloud_event(fmt::format("{}#{}", page.url, page.at_ms), "rawi.page.rejected", page.outlet, at)};
}

ledger::Record retraction_record(const Retraction& retraction) {
  const std::string at = rfc3339_utc(retraction.at_ms);
  const Json json = {
      {"schema", "rawi.retraction/1"},
      {"id", retraction.id},
      {"url", retraction.url},
      {"outlet", outlet_json(retraction.outlet)},
      {"revision", retraction.revision},
      {"reason", retraction.reason},
      {"at", at},
  };
  return {ledger::RecordKind::retraction, retraction.outlet.id, retraction.id, dump(json),
          cloud_event(fmt::format("{}:{}:retracted", retraction.id, retraction.revision),
                      "rawi.article.retracted", retraction.outlet, at)};
}

ledger::Record tombstone_record(const Retraction& retraction) {
  return {ledger::RecordKind::retraction, retraction.outlet.id, retraction.id, std::nullopt,
          cloud_event(fmt::format("{}:{}:tombstone", retraction.id, retraction.revision),
                      "rawi.article.tombstone", retraction.outlet, rfc3339_utc(retraction.at_ms))};
}

ledger::Record refused_record(const ledger::Record& record, std::string_view detail, std::int64_t at_ms) {
  const Json value = record.value ? Json::parse(*record.value, nullptr, /*allow_exceptions=*/false) : Json();
  RejectedPage page;
  page.url = text_at(value, {"url"});
  page.outlet = {record.outlet, text_at(value, {"outlet", "name"}), text_at(value, {"outlet", "home"})};
  page.rejection = {"kafka_refused",
                    fmt::format("{} record {}: {}", to_string(record.kind), record.key, detail)};
  page.at_ms = at_ms;
  if (page.url.empty()) page.url = record.key;
  return rejected_record(page);
}

std::string rfc3339_utc(std::int64_t at_ms) {
  const std::time_t seconds = static_cast<std::time_t>(at_ms / 1000);
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(seconds));
}

}  // namespace rawi::publish
