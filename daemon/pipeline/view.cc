// The pipeline as people look at it; changes nothing.
#include <algorithm>

#include "daemon/pipeline/job.h"

namespace rawi::pipeline {

Load Pipeline::load() const {
  Load out;
  const auto at = [&](events::Stage stage) -> events::StageLoad& {
    return out.stages[events::index_of(stage)];
  };
  const std::size_t reading = std::min(reading_, parts_.workers.running());
  at(events::Stage::discover).in_progress = surveys_;
  at(events::Stage::fetch) = {jobs_ - std::min(jobs_, reading_), queue_.size()};
  at(events::Stage::read) = {reading, reading_ - reading};
  at(events::Stage::record).waiting = finished_.size();
  out.recording = batch_.size();
  out.ledger_trouble = ledger_trouble_;
  out.fetched = fetched_;
  out.read = read_;
  out.commits = commits_;
  return out;
}

std::size_t Pipeline::paused() const {
  return static_cast<std::size_t>(std::count_if(
      paused_.begin(), paused_.end(), [this](const auto& outlet) { return outlets_.contains(outlet); }));
}

std::vector<OutletPlace> Pipeline::places() const {
  static const Known kNothing;
  std::vector<OutletPlace> out;
  out.reserve(outlets_.size());
  for (const auto& [id, outlet] : outlets_) {
    const auto entry = known_.find(id);
    const Known& known = entry == known_.end() ? kNothing : entry->second;
    OutletPlace place{outlet, paused_.contains(id), known.in_flight.size(), queue_.size_of(id), {}};
    const auto add = [&](const std::string& url, outlet::Source::Kind kind, bool found) {
      const auto timer = known.source_timers.find(url);
      place.sources.push_back(
          {url, kind, found,
           timer == known.source_timers.end() ? std::nullopt : std::optional(timer->second.when_ms)});
    };
    for (const auto& source : outlet->sources) {
      for (const auto& url : discover::page_urls(source)) add(url, source.kind, false);
    }
    for (const auto& [url, source] : known.found) add(url, source.kind, true);
    out.push_back(std::move(place));
  }
  return out;
}

}  // namespace rawi::pipeline
