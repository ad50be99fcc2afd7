#include "daemon/admin/figures.h"

#include <algorithm>
#include <chrono>

namespace rawi::admin {
namespace {

using events::Stage;

constexpr std::size_t kArticlesForRatio = 50, kWellAgain = 5, kMaxSources = 200;

std::string_view word_of(outlet::Source::Kind kind) {
  switch (kind) {
    case outlet::Source::Kind::feed: return "feed";
    case outlet::Source::Kind::sitemap: return "sitemap";
    case outlet::Source::Kind::listing: return "listing";
  }
  return "feed";
}

bool is_article(const std::string& outcome) {
  return outcome == "published" || outcome == "revised" || outcome == "duplicate";
}

}  // namespace

void Figures::StageFigures::add(std::int64_t at_ms, double ms, std::uint32_t n) {
  done += n;
  per_minute.add(at_ms, n);
  latencies.add(ms);
}

std::int64_t Figures::now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

void Figures::set_outlets(const std::map<std::string, pipeline::OutletPtr>& outlets) {
  std::erase_if(outlets_, [&](const auto& entry) { return !outlets.contains(entry.first); });
  for (const auto& [id, outlet] : outlets) outlets_[id].outlet = outlet;
}

void Figures::remember(const std::string& outlet, std::int64_t seen_ms) {
  const auto entry = outlets_.find(outlet);
  if (entry == outlets_.end()) return;
  entry->second.last_article_ms = std::max(entry->second.last_article_ms, seen_ms);
  entry->second.per_hour.add(seen_ms);
}

void Figures::source_read(const events::SourceRead& e) {
  stage(Stage::discover).add(e.at_ms, e.fetch_ms);
  const auto entry = outlets_.find(e.outlet);
  if (entry == outlets_.end()) return;
  OutletFigures& outlet = entry->second;
  if (outlet.sources.size() >= kMaxSources && !outlet.sources.contains(e.url)) return;
  const bool fine = e.result == "ok" || e.result == "not_modified";
  outlet.sources[e.url] = {e.at_ms, e.result,
                           fine               ? ""
                           : e.detail.empty() ? e.result
                                              : e.detail,
                           e.links, e.fresh};
  if (fine) outlet.drift.erase("no_sources");
  if (e.fresh > 0) outlet.drift.erase("silent");
}

void Figures::link_finished(const events::LinkFinished& e) {
  if (e.status > 0) stage(Stage::fetch).add(e.at_ms, e.fetch_ms);
  if (e.read_seconds > 0) stage(Stage::read).add(e.at_ms, e.read_seconds * 1000);
  if (e.judge_seconds > 0) stage(Stage::judge).add(e.at_ms, e.judge_seconds * 1000);
  StageFigures& record = stage(Stage::record);
  ++record.done;
  record.per_minute.add(e.at_ms);
  ++totals_[e.outcome];
  const auto entry = outlets_.find(e.outlet);
  if (entry == outlets_.end()) return;
  ++entry->second.outcomes[e.outcome];
  if (is_article(e.outcome)) count_article(entry->second, e);
  tell(entry->second, e);
}

void Figures::count_article(OutletFigures& outlet, const events::LinkFinished& e) {
  if (e.outcome != "revised") {
    outlet.last_article_ms = std::max(outlet.last_article_ms, e.at_ms);
    outlet.per_hour.add(e.at_ms);
    outlet.drift.erase("silent");
  }
  if (outlet.outlet->rules.body.empty() || e.extractor.empty()) return;
  auto& last = outlet.by_rules;
  last.push_back(e.extractor == "rules");
  if (last.size() > kArticlesForRatio) last.pop_front();
  const auto recent = std::min(last.size(), kWellAgain);
  if (std::all_of(last.rbegin(), last.rbegin() + static_cast<std::ptrdiff_t>(recent),
                  [](bool b) { return b; }))
    outlet.drift.erase("rules_fail");
}

void Figures::tell(const OutletFigures& outlet, const events::LinkFinished& e) {
  if (is_article(e.outcome)) {
    board_.add(ArticleItem{e.article_id, e.article_url, e.title, e.outlet, outlet.outlet->name, e.outcome,
                           e.relation, e.story, e.extractor, e.published_at, e.at_ms, 0, e.outbox});
  } else if (e.outcome == "rejected") {
    board_.add(RejectedItem{0, e.url, e.title, e.outlet, outlet.outlet->name, e.reason, e.detail, e.at_ms,
                            e.page, outlet.outlet});
  }
}

void Figures::committed(const events::Committed& e) {
  const std::int64_t now = now_ms();
  stage(Stage::publish).add(now, e.oldest_seconds * 1000, static_cast<std::uint32_t>(e.records));
  board_.confirmed(e.last_outbox, now);
}

void Figures::ledger_commit(double seconds, std::size_t) {
  stage(Stage::record).latencies.add(seconds * 1000);
}

void Figures::drift(const std::string& outlet, std::string_view kind, std::string_view detail) {
  const auto entry = outlets_.find(outlet);
  if (entry == outlets_.end()) return;
  entry->second.drift[std::string(kind)] = {std::string(kind), std::string(detail), now_ms()};
}

void Figures::fill(Status& status, const events::StageLoads& loads) const {
  for (std::size_t i = 0; i < events::kStages; ++i) {
    const StageFigures& figures = stages_[i];
    status.stages[i] = {loads[i], figures.done, figures.per_minute.at(status.now_ms),
                        figures.latencies.quantile(0.5), figures.latencies.quantile(0.99)};
  }
  status.totals = totals_;
  status.outlets.declared = outlets_.size();
  status.outlets.drifting = static_cast<std::size_t>(std::count_if(
      outlets_.begin(), outlets_.end(), [](const auto& entry) { return !entry.second.drift.empty(); }));
}

OutletViews Figures::outlets(const std::vector<pipeline::OutletPlace>& places, std::int64_t now_ms) const {
  static const OutletFigures kNothing;
  OutletViews out;
  out.reserve(places.size());
  for (const auto& place : places) {
    const auto entry = outlets_.find(place.outlet->id);
    const OutletFigures& known = entry == outlets_.end() ? kNothing : entry->second;
    OutletView view{place.outlet,
                    place.paused,
                    place.in_flight,
                    place.waiting,
                    known.last_article_ms,
                    known.per_hour.at(now_ms),
                    known.outcomes,
                    {},
                    {},
                    {}};
    for (const auto& [kind, drift] : known.drift) view.drift.push_back(drift);
    if (!known.by_rules.empty()) {
      const auto fallbacks = std::count(known.by_rules.begin(), known.by_rules.end(), false);
      view.fallback_ratio = static_cast<double>(fallbacks) / static_cast<double>(known.by_rules.size());
    }
    for (const auto& source : place.sources) {
      const auto read = known.sources.find(source.url);
      const SourceFigures last = read == known.sources.end() ? SourceFigures() : read->second;
      view.sources.push_back({source.url, word_of(source.kind), source.found, last.at_ms, source.next_read_ms,
                              last.result, last.error, last.links, last.fresh});
    }
    out.push_back(std::move(view));
  }
  return out;
}

}  // namespace rawi::admin
