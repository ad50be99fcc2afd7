// An outlet that declares no sources: they are looked for once, on its front page, in its robots.txt and at
// well-known paths, and remembered.
#include <fmt/format.h>

#include "connectors/discover/site.h"
#include "connectors/fetch/robots.h"
#include "connectors/url/url.h"
#include "daemon/pipeline/job.h"

namespace rawi::pipeline {
namespace {

constexpr std::size_t kMaxCandidates = 12;            // asked at one site, one after the other
constexpr std::int64_t kMeetAgainMs = 6 * 3'600'000;  // where nothing was found

fetch::FetchRequest request_for(const outlet::Outlet& outlet, const std::string& url,
                                fetch::FetchRequest::Kind kind) {
  fetch::FetchRequest request;
  request.url = url;
  request.kind = kind;
  request.delay_ms = outlet.delay_ms.value_or(0);
  request.cookies = outlet.cookies;
  return request;
}

}  // namespace

Task Pipeline::meet(OutletPtr outlet) {
  using Kind = fetch::FetchRequest::Kind;
  ++surveys_;
  const fetch::FetchResult home = co_await fetch(request_for(*outlet, outlet->home, Kind::source));
  const auto base = url::parse(outlet->home);
  std::vector<std::string> sitemaps;
  if (base) {
    const fetch::FetchResult robots =
        co_await fetch(request_for(*outlet, base->origin() + "/robots.txt", Kind::robots));
    if (robots.outcome == fetch::FetchResult::Outcome::ok)
      sitemaps = fetch::Robots::parse(robots.body).sitemaps();
  }
  std::vector<discover::Confirmed> confirmed;
  const auto site = discover::discover_site(home.body, home.content_type, outlet->home, sitemaps);
  for (std::size_t i = 0; site && i < site->candidates.size() && i < kMaxCandidates; ++i) {
    const discover::Candidate candidate = site->candidates[i];
    const fetch::FetchResult page = co_await fetch(request_for(*outlet, candidate.url, Kind::source));
    if (page.outcome != fetch::FetchResult::Outcome::ok) continue;
    auto found = discover::read_source(page.body, page.content_type, page.final_url, nullptr, outlet.get());
    if (found) confirmed.push_back({candidate, std::move(*found)});
  }
  --surveys_;
  take_found(outlet, discover::choose_sources(std::move(confirmed)));
}

void Pipeline::take_found(const OutletPtr& outlet, const std::vector<discover::Confirmed>& sources) {
  if (sources.empty()) {
    parts_.events.drift(outlet->id, "no_sources",
                        fmt::format("{} offers no feed, sitemap or listing; declare sources: in {}",
                                    outlet->home, outlet->file));
    parts_.loop.at(parts_.loop.now_ms() + kMeetAgainMs, [this, outlet] {
      if (!stopping_ && outlets_.contains(outlet->id)) meet(outlet);
    });
    return;
  }
  for (const auto& source : sources) {
    parts_.events.note(
        events::Level::info, "source_found",
        {{"outlet", outlet->id}, {"url", source.candidate.url}, {"why", source.candidate.why}});
    take_source(outlet, source.candidate.url, source.candidate.kind);
  }
}

// A source that no file declares is read from now on, and known to the ledger as such.
void Pipeline::take_source(const OutletPtr& outlet, const std::string& url, outlet::Source::Kind kind) {
  Known& known = known_[outlet->id];
  outlet::Source source;
  source.kind = kind;
  source.url = url;
  if (!known.found.emplace(url, source).second) return;
  if (once_) {
    start_source(outlet, source);
  } else {
    plan_source(outlet, source, parts_.loop.now_ms());
  }
}

}  // namespace rawi::pipeline
