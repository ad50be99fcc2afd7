// "منذ ساعتين", "أمس", "2 hours ago". Private to this room.
#pragma once

#include <optional>

#include "connectors/arabic/civil.h"
#include "connectors/arabic/date_names.h"

namespace rawi::arabic {

struct RelativeDate {
  CivilDay day;                      // local
  std::optional<int> second_of_day;  // local; set where the text counts hours or less, or says "now"
};

// `local_now`: seconds since 1970-01-01 00:00 on the local clock. Months and years are stepped in the
// calendar, a day that the month lacks becomes its last.
[[nodiscard]] std::optional<Read<RelativeDate>> read_relative(const Tokens& tokens, std::size_t i,
                                                              std::int64_t local_now);

}  // namespace rawi::arabic
