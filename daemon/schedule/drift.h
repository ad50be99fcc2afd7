// An outlet that behaves unlike its own habit: silent for longer, or read by density where its rules used to
// do.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "daemon/schedule/source_schedule.h"

namespace rawi::schedule {

struct Drift {
  std::string kind;    // "silent" or "rules_fail"
  std::string detail;  // for people
};

// Reports each drift once, and again only after the outlet has been well in between. What it has reported it
// forgets with the process: a drift that lasts is reported once more after a restart.
class DriftWatch {
 public:
  // After a reading of a source: nothing new for longer than four times its usual gap, and for a day at
  // least; a source that never gave anything is silent a day after it was first read.
  [[nodiscard]] std::optional<Drift> source_read(const std::string& source_url,
                                                 const SourceSchedule& schedule, std::int64_t now_ms);

  // After an article of an outlet that has body rules: `by_rules` false where extraction fell back. Its habit
  // is what the share of fallbacks was over its last hundred articles or so; the drift is a share of the last
  // ten that is well above it.
  [[nodiscard]] std::optional<Drift> article_read(const std::string& outlet, bool by_rules);

 private:
  std::map<std::string, bool> silent_;  // source URL -> reported
  struct Share {
    double recent = 0, habit = 0;  // smoothed shares of fallbacks
    int seen = 0;
    bool reported = false;
  };
  std::map<std::string, Share> shares_;
};

}  // namespace rawi::schedule
