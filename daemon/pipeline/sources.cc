// Sources: when each is read, and what a reading leaves behind.
#include <algorithm>

#include "connectors/arabic/dates.h"
#include "connectors/url/url.h"
#include "daemon/pipeline/job.h"

namespace rawi::pipeline {

using fetch::FetchResult;

namespace {

constexpr std::size_t kMaxNestedSitemaps = 20;  // of one outlet; the newest are kept
// Before the schedule text of a source that no file declares.
constexpr std::string_view kFoundMark = "found ";

constexpr std::int64_t kHeldBackMs = 200;

// The latest date that a listing gives a link; 0 where it gives none.
std::int64_t dated_ms(const discover::Link& link) {
  std::int64_t latest = 0;
  for (const auto& text : {link.published_at, link.modified_at}) {
    const auto moment = text.empty() ? std::nullopt : arabic::parse_date(text, {});
    if (moment) latest = std::max(latest, moment->unix_seconds() * 1000);
  }
  return latest;
}

std::string_view without_mark(std::string_view schedule) {
  return schedule.starts_with(kFoundMark) ? schedule.substr(kFoundMark.size()) : schedule;
}

}  // namespace

void Pipeline::plan_outlet(const OutletPtr& outlet) {
  for (const auto& source : outlet->sources) {
    for (const auto& url : discover::page_urls(source)) {
      outlet::Source page = source;
      page.url = url;
      const auto state = parts_.ledger.source(outlet->id, url);
      const bool fresh = !state || !*state;
      const auto first = schedule::first_schedule(options_.source, url, parts_.loop.now_ms());
      plan_source(outlet, page, fresh ? first.next_due_ms : resume_at_ms(**state));
    }
  }
  const bool met = recall_found(outlet);
  if (outlet->sources.empty() && !met && !once_) meet(outlet);
  plan_refill(outlet->id, parts_.loop.now_ms());
}

// Sources that the ledger knows and no file declares. Whether there are any.
bool Pipeline::recall_found(const OutletPtr& outlet) {
  const auto states = parts_.ledger.sources(outlet->id);
  if (!states) return false;
  Known& known = known_[outlet->id];
  for (const auto& state : *states) {
    if (!state.schedule.starts_with(kFoundMark)) continue;
    outlet::Source source;
    source.kind = outlet::Source::Kind::sitemap;
    source.url = state.url;
    known.found.emplace(state.url, source);
    plan_source(outlet, source, resume_at_ms(state));
  }
  return !known.found.empty();
}

std::int64_t Pipeline::resume_at_ms(const ledger::SourceState& state) const {
  const auto schedule = schedule::SourceSchedule::decode(without_mark(state.schedule));
  return schedule::resume_at_ms(options_.source, schedule, state.url, parts_.loop.now_ms());
}

void Pipeline::plan_source(const OutletPtr& outlet, const outlet::Source& source, std::int64_t when_ms) {
  if (once_) return;
  Known& known = known_[outlet->id];
  if (const auto timer = known.source_timers.find(source.url); timer != known.source_timers.end()) {
    parts_.loop.cancel(timer->second.ticket);
  }
  const std::uint64_t ticket = parts_.loop.at(when_ms, [this, id = outlet->id, source] {
    known_[id].source_timers.erase(source.url);
    const auto declared = outlets_.find(id);
    if (declared != outlets_.end()) start_source(declared->second, source);
  });
  known.source_timers[source.url] = {ticket, when_ms};
}

// Declared, or found: a declaration can lose a source while the source is being read.
bool Pipeline::still_wanted(const std::string& outlet, const std::string& url) const {
  const auto declared = outlets_.find(outlet);
  const auto known = known_.find(outlet);
  if (declared == outlets_.end()) return false;
  if (known != known_.end() && known->second.found.contains(url)) return true;
  const auto& sources = declared->second->sources;
  return std::any_of(sources.begin(), sources.end(), [&](const outlet::Source& source) {
    const auto urls = discover::page_urls(source);
    return std::find(urls.begin(), urls.end(), url) != urls.end();
  });
}

void Pipeline::start_all_sources(const OutletPtr& outlet) {
  for (const auto& source : outlet->sources) {
    for (const auto& url : discover::page_urls(source)) {
      outlet::Source page = source;
      page.url = url;
      start_source(outlet, page);
    }
  }
  for (const auto& [url, source] : known_[outlet->id].found) start_source(outlet, source);
  if (outlet->sources.empty() && known_[outlet->id].found.empty()) meet(outlet);
}

void Pipeline::start_source(const OutletPtr& outlet, const outlet::Source& source) {
  // Held back or paused: look again soon rather than forget.
  if (!held_back_.empty() || paused_.contains(outlet->id)) {
    if (!once_) return plan_source(outlet, source, parts_.loop.now_ms() + kHeldBackMs);
    parts_.loop.at(parts_.loop.now_ms() + kHeldBackMs, [this, outlet, source] {
      if (!stopping_ && outlets_.contains(outlet->id)) start_source(outlet, source);
    });
    return;
  }
  auto run = std::make_shared<Survey>();
  run->outlet = outlet;
  run->source = source;
  run->state.outlet = outlet->id;
  run->state.url = source.url;
  const auto state = parts_.ledger.source(outlet->id, source.url);
  if (state && *state) run->state = **state;
  run->schedule = schedule::SourceSchedule::decode(without_mark(run->state.schedule));
  ++surveys_;
  survey(run);
}

void Pipeline::discover(Survey& survey) {
  const fetch::FetchResult& page = survey.page;
  const bool declared = !known_[survey.outlet->id].found.contains(survey.source.url);
  const auto found = discover::read_source(page.body, page.content_type, page.final_url,
                                           declared ? &survey.source : nullptr, survey.outlet.get());
  if (!found) {
    survey.reading.result = schedule::Reading::Result::failed;
    survey.event.result = "unreadable";
    survey.event.detail = found.error().message;
    return;
  }
  survey.event.links = found->links.size();
  survey.event.tolerated = found->tolerated.size();
  survey.reading.ttl_s = found->ttl_s;
  survey.reading.skip_hours = found->skip_hours;
  survey.reading.skip_days = found->skip_days;
  record_links(survey, *found);
  take_nested(survey, *found);
}

// A sitemap index names sitemaps of years; the newest hold the news.
void Pipeline::take_nested(Survey& survey, const discover::Found& found) {
  std::vector<std::pair<std::string, std::string>> newest;  // lastmod, URL
  for (std::size_t i = 0; i < found.nested.size(); ++i) {
    newest.emplace_back(i < found.nested_modified_at.size() ? found.nested_modified_at[i] : "",
                        found.nested[i]);
  }
  std::stable_sort(newest.begin(), newest.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  const Known& known = known_[survey.outlet->id];
  for (const auto& [modified, url] : newest) {
    if (known.found.size() >= kMaxNestedSitemaps) return;
    take_source(survey.outlet, url, outlet::Source::Kind::sitemap);
  }
}

void Pipeline::record_links(Survey& survey, const discover::Found& found) {
  const std::string& outlet = survey.outlet->id;
  for (const auto& link : found.links) {
    const auto canonical = url::canonical(link.url);
    if (!canonical || !outlet::allows(*survey.outlet, *canonical)) continue;
    const auto known = parts_.ledger.link(outlet, *canonical);
    if (known && !*known) ++survey.reading.fresh;
    ledger::LinkFound change;
    change.outlet = outlet;
    change.canonical = *canonical;
    change.url = link.url;
    change.title = link.title;
    change.published = link.published_at;
    change.guid = link.guid;
    change.first_seen_ms = parts_.loop.now_ms();
    change.dated_ms = dated_ms(link);
    add(std::move(change));
  }
  refill_after_commit_.insert(outlet);
}

void Pipeline::finish(Survey& survey) {
  schedule::Reading& reading = survey.reading;
  const FetchResult& page = survey.page;
  const bool answered =
      page.outcome == FetchResult::Outcome::ok || page.outcome == FetchResult::Outcome::not_modified;
  reading.at_ms = parts_.loop.now_ms();
  reading.max_age_s = page.max_age_s;
  reading.retry_after_s = page.retry_after_s;
  if (!answered) reading.result = schedule::Reading::Result::failed;
  if (page.outcome == FetchResult::Outcome::not_modified)
    reading.result = schedule::Reading::Result::not_modified;
  survey.schedule = schedule::after(options_.source, survey.schedule, reading, survey.source.url);

  ledger::SourceState state = survey.state;
  // A copy that could not be read must not be answered with 304 next time.
  if (page.outcome == FetchResult::Outcome::ok && reading.result == schedule::Reading::Result::ok) {
    state.etag = page.etag;
    state.last_modified = page.last_modified;
  }
  const bool found = known_[survey.outlet->id].found.contains(survey.source.url);
  state.schedule = (found ? std::string(kFoundMark) : "") + survey.schedule.encode();
  state.next_due_ms = survey.schedule.next_due_ms;
  add(state);

  survey.event.at_ms = reading.at_ms;
  survey.event.fetch_ms = page.elapsed_ms;
  survey.event.wire_bytes = page.wire_bytes;
  survey.event.outlet = survey.outlet->id;
  survey.event.url = survey.source.url;
  survey.event.status = page.status;
  survey.event.fresh = static_cast<std::size_t>(reading.fresh);
  if (survey.event.result.empty())
    survey.event.result = page.outcome == FetchResult::Outcome::not_modified ? "not_modified" : page.reason;
  if (survey.event.detail.empty()) survey.event.detail = page.detail;
  parts_.events.source_read(survey.event);
  if (const auto drift = drift_.source_read(survey.source.url, survey.schedule, reading.at_ms)) {
    parts_.events.drift(survey.outlet->id, drift->kind, drift->detail);
  }
  --surveys_;
  if (!stopping_ && still_wanted(survey.outlet->id, survey.source.url))
    plan_source(survey.outlet, survey.source, state.next_due_ms);
}

}  // namespace rawi::pipeline
