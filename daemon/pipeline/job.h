// What is under way in the pipeline. Private to daemon/pipeline.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "daemon/pipeline.h"

namespace rawi::pipeline {

struct Pipeline::Job {
  ledger::Link link;
  OutletPtr outlet;
  std::string url;  // asked for: as listed, or where a permanent redirect led before
  fetch::FetchResult page;
  events::LinkFinished event;                // what the log will say of it
  std::optional<std::int64_t> published_ms;  // when its article was first seen; decides on the next look
  std::optional<std::int64_t> look_at_ms;    // when to try again, where that is decided already
  std::optional<std::chrono::steady_clock::time_point> judging_since;
};

struct Pipeline::Survey {
  OutletPtr outlet;
  outlet::Source source;
  ledger::SourceState state;  // as the ledger has it; of a new source only its names
  schedule::SourceSchedule schedule;
  fetch::FetchResult page;
  schedule::Reading reading;
  events::SourceRead event;
};

// An outlet's place in the schedule.
struct Pipeline::Known {
  std::set<std::string> in_flight;  // canonical URLs of links under way
  struct Timer {
    std::uint64_t ticket = 0;
    std::int64_t when_ms = 0;
  };
  std::map<std::string, Timer> source_timers;  // source URL -> its next reading
  std::map<std::string, outlet::Source>
      found;                      // sources that no file declares: of first contact, of a sitemap index
  std::set<std::int64_t> due_ms;  // when links of it fall due, as far as is known
  std::optional<std::uint64_t> refill_timer;  // for the first of them
};

}  // namespace rawi::pipeline
