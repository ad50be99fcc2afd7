// A date together with what belongs to it: weekday, time, zone, standing side by side. Private to this room.
#pragma once

#include <optional>

#include "connectors/arabic/date_parts.h"
#include "connectors/arabic/relative_dates.h"
#include "connectors/arabic/zone_words.h"

namespace rawi::arabic {

struct Cluster {
  std::optional<DayPartOfDate> day;
  std::optional<RelativeDate> relative;  // where no absolute day is stated
  std::optional<int> second_of_day;
  std::optional<StatedZone> zone;
  std::optional<int> weekday;
  std::size_t begin = 0, end = 0;  // tokens

  [[nodiscard]] bool has_day() const { return day.has_value() || relative.has_value(); }
};

// The cluster that begins at token i. `local_now`: as for read_relative; nullopt: relative forms are not
// read.
[[nodiscard]] std::optional<Cluster> read_cluster(const Tokens& tokens, std::size_t i,
                                                  std::optional<std::int64_t> local_now);

// A month-first date that the weekday beside it proves ("Friday 04/02/2021") is turned; a day-first one
// stays.
void settle_by_weekday(Cluster& cluster);

}  // namespace rawi::arabic
