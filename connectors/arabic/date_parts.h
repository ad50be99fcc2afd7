// The parts a date is made of, each read at one place of the token row. Private to this room.
#pragma once

#include <optional>

#include "connectors/arabic/civil.h"
#include "connectors/arabic/date_names.h"
#include "connectors/arabic/date_tokens.h"

namespace rawi::arabic {

struct DayPartOfDate {
  CivilDay day;
  Calendar written = Calendar::gregorian;
  bool year_misplaced =
      false;  // a Gregorian day with a Hijri year: the year has to come from «الموافق 2021 م»
  bool month_first = false;          // "04/02/2021" may also be read so; only a weekday in the text can tell
  std::optional<int> second_of_day;  // where the digits run on into a time ("20210402155800")
};

// A whole day: numeric, with a month name, Hijri (converted). Impossible days are not read.
[[nodiscard]] std::optional<Read<DayPartOfDate>> read_day(const Tokens& tokens, std::size_t i);

// A 4-digit Gregorian year 1900..2099, "عام" before and "م" after it allowed.
[[nodiscard]] std::optional<Read<int>> read_gregorian_year(const Tokens& tokens, std::size_t i);

// Second of the day: "15:58", "03:58:12 م", "الساعة 3 مساء", "15h30", "12.09 م", "مساء 03:58", "T155800".
[[nodiscard]] std::optional<Read<int>> read_time(const Tokens& tokens, std::size_t i);

}  // namespace rawi::arabic
