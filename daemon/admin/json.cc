#include "daemon/admin/json.h"

#include <cmath>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "connectors/url/url.h"

namespace rawi::admin {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json moment_or_null(std::int64_t ms) { return ms > 0 ? Json(moment(ms)) : Json(nullptr); }

Json tenths(double value) { return std::round(value * 10) / 10; }
Json tenths(const std::optional<double>& value) { return value ? tenths(*value) : Json(nullptr); }
Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json stages_json(const Status& status) {
  Json out = Json::array();
  for (std::size_t i = 0; i < events::kStages; ++i) {
    const StageView& stage = status.stages[i];
    out.push_back({{"name", events::kStageNames[i]},
                   {"in_progress", stage.load.in_progress},
                   {"waiting", stage.load.waiting},
                   {"done", stage.done},
                   {"per_minute", stage.per_minute},
                   {"p50_ms", tenths(stage.p50_ms)},
                   {"p99_ms", tenths(stage.p99_ms)}});
  }
  return out;
}

Json reasons_json(const std::vector<Reason>& reasons) {
  Json out = Json::array();
  for (const auto& reason : reasons) out.push_back({{"code", reason.code}, {"detail", reason.detail}});
  return out;
}

Json kafka_json(const Status& status) {
  const auto& k = status.kafka;
  return {{"state", k.state},
          {"reason", k.reason},
          {"bootstrap_servers", k.bootstrap_servers},
          {"transactional_id", k.transactional_id},
          {"since", moment_or_null(k.since_ms)},
          {"last_commit_at", moment_or_null(k.last_commit_at_ms)},
          {"last_commit_ms", tenths(k.last_commit_ms)},
          {"commits", k.commits},
          {"aborted", k.aborted},
          {"records", k.records},
          {"bytes", k.bytes},
          {"reconnects", k.reconnects},
          {"diverted", k.diverted},
          {"buried", k.buried}};
}

Json outcomes_json(const std::map<std::string, std::int64_t>& counts) {
  Json out = Json::object();
  for (const char* word : {"published", "revised", "duplicate", "unchanged", "rejected", "gone", "retry"}) {
    const auto count = counts.find(word);
    out[word] = count == counts.end() ? 0 : count->second;
  }
  return out;
}

Json article_json(const ArticleItem& a) {
  return {{"id", a.id},
          {"url", shown_url(a.url)},
          {"title", a.title},
          {"outlet", a.outlet},
          {"outlet_name", a.outlet_name},
          {"outcome", a.outcome},
          {"relation", a.relation},
          {"story", a.story},
          {"extractor", a.extractor},
          {"published_at", text_or_null(a.published_at)},
          {"recorded_at", moment_or_null(a.recorded_ms)},
          {"committed_at", moment_or_null(a.committed_ms)}};
}

Json rejected_json(const RejectedItem& r) {
  return {{"id", std::to_string(r.id)}, {"url", shown_url(r.url)},       {"title", r.title},
          {"outlet", r.outlet},         {"outlet_name", r.outlet_name},  {"reason", r.reason},
          {"detail", r.detail},         {"at", moment_or_null(r.at_ms)}, {"has_page", r.page != nullptr}};
}

Json sources_json(const std::vector<SourceView>& sources) {
  Json out = Json::array();
  for (const auto& s : sources) {
    out.push_back({{"url", shown_url(s.url)},
                   {"kind", s.kind},
                   {"found", s.found},
                   {"last_read_at", moment_or_null(s.last_read_ms)},
                   {"next_read_at", moment_or_null(s.next_read_ms.value_or(0))},
                   {"result", text_or_null(s.result)},
                   {"error", text_or_null(s.error)},
                   {"links", s.links},
                   {"fresh", s.fresh}});
  }
  return out;
}

Json outlet_json(const OutletView& o, std::int64_t now_ms) {
  Json drift = Json::array();
  for (const auto& d : o.drift)
    drift.push_back({{"kind", d.kind}, {"detail", d.detail}, {"since", moment_or_null(d.since_ms)}});
  const Json fresh = o.last_article_ms > 0
                         ? Json(std::max<std::int64_t>(0, now_ms - o.last_article_ms) / 1000)
                         : Json(nullptr);
  return {{"id", o.outlet->id},
          {"name", o.outlet->name},
          {"home", shown_url(o.outlet->home)},
          {"paused", o.paused},
          {"last_article_at", moment_or_null(o.last_article_ms)},
          {"freshness_seconds", fresh},
          {"per_hour", o.per_hour},
          {"outcomes", outcomes_json(o.outcomes)},
          {"in_flight", o.in_flight},
          {"waiting", o.waiting},
          {"drift", std::move(drift)},
          {"fallback_ratio", o.fallback_ratio ? Json(*o.fallback_ratio) : Json(nullptr)},
          {"sources", sources_json(o.sources)}};
}

}  // namespace

std::string moment(std::int64_t ms) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(static_cast<std::time_t>(ms / 1000)),
                     ms % 1000);
}

std::string shown_url(const std::string& text) {
  const auto parsed = url::parse(text);
  return parsed ? parsed->to_string() : "";
}

std::string json_of(const Status& s, bool can_change) {
  return dump(
      {{"version", s.version},
       {"instance", s.instance},
       {"started_at", moment_or_null(s.started_ms)},
       {"now", moment_or_null(s.now_ms)},
       {"uptime_seconds", std::max<std::int64_t>(0, s.now_ms - s.started_ms) / 1000},
       {"ready", s.reasons.empty()},
       {"reasons", reasons_json(s.reasons)},
       {"held_back", text_or_null(s.held_back)},
       {"can_change", can_change},
       {"stages", stages_json(s)},
       {"outbox",
        {{"records", s.outbox.records},
         {"bytes", s.outbox.bytes},
         {"oldest_seconds", tenths(s.outbox.oldest_seconds)},
         {"limit_records", s.outbox.limit_records},
         {"limit_bytes", s.outbox.limit_bytes},
         {"dead", s.outbox.dead}}},
       {"kafka", kafka_json(s)},
       {"ledger",
        {{"path", s.ledger.path},
         {"bytes", s.ledger.bytes},
         {"wal_bytes", s.ledger.wal_bytes},
         {"commits", s.ledger.commits},
         {"last_commit_ms", tenths(s.ledger.last_commit_ms)},
         {"max_commit_ms", tenths(s.ledger.max_commit_ms)},
         {"trouble", text_or_null(s.ledger.trouble)}}},
       {"outlets",
        {{"declared", s.outlets.declared}, {"paused", s.outlets.paused}, {"drifting", s.outlets.drifting}}},
       {"totals", outcomes_json(s.totals)}});
}

std::string json_of(const OutletViews& outlets, std::int64_t now_ms) {
  Json out = Json::array();
  for (const auto& outlet : outlets) out.push_back(outlet_json(outlet, now_ms));
  return dump(out);
}

std::string json_of(const ArticleItem& article) { return dump(article_json(article)); }
std::string json_of(const RejectedItem& rejected) { return dump(rejected_json(rejected)); }

std::string json_of(const std::vector<ArticleItem>& articles, const std::vector<RejectedItem>& rejected) {
  Json out = {{"articles", Json::array()}, {"rejected", Json::array()}};
  for (const auto& article : articles) out["articles"].push_back(article_json(article));
  for (const auto& page : rejected) out["rejected"].push_back(rejected_json(page));
  return dump(out);
}

std::string json_of(const ReloadReport& r) {
  return dump({{"ok", r.problems.empty()},
               {"changed", r.changed},
               {"restart_needed", r.restart_needed},
               {"outlets", {{"added", r.added}, {"changed", r.changed_outlets}, {"removed", r.removed}}},
               {"problems", r.problems}});
}

std::string ready_json(const std::vector<Reason>& reasons) {
  return dump({{"ready", reasons.empty()}, {"reasons", reasons_json(reasons)}});
}

std::string health_json(const Health& health) {
  Json out = {{"ok", health.ok}, {"progress_age_seconds", tenths(health.progress_age_seconds)}};
  if (!health.ok) out["detail"] = health.detail;
  return dump(out);
}

std::string paused_json(std::string_view outlet, bool paused) {
  return dump({{"ok", true}, {"id", outlet}, {"paused", paused}});
}

std::string error_json(std::string_view code, std::string_view message) {
  return dump({{"error", code}, {"message", message}});
}

}  // namespace rawi::admin
