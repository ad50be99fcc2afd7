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

// Reports each drift once, and again only after the outlet has been well in between.
class DriftWatch {
 public:
  // After a reading of a source: silent for longer than four times its usual gap, and for a day at least.
  [[nodiscard]] std::optional<Drift> source_read(const std::string& source_url,
                                                 const SourceSchedule& schedule, std::int64_t now_ms);

  // After an article of an outlet that has body rules: `by_rules` false where extraction fell back.
  [[nodiscard]] std::optional<Drift> article_read(const std::string& outlet, bool by_rules);

 private:
  std::map<std::string, bool> silent_;
  struct Share {
    double fallback = 0;  // smoothed share of fallbacks
    int seen = 0;
    bool reported = false;
  };
  std::map<std::string, Share> shares_;
};

}  // namespace rawi::schedule
