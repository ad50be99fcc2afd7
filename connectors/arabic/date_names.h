// What words mean in a date: months of all regions and calendars, weekdays, parts of the day, units, numbers.
// All words are match text. Private to this room.
#pragma once

#include <optional>
#include <string_view>

#include "connectors/arabic/date_tokens.h"

namespace rawi::arabic {

// Something read from tokens[i..next).
template <class T>
struct Read {
  T value{};
  std::size_t next = 0;
};

enum class Calendar : std::uint8_t { gregorian, hijri };

struct MonthName {
  Calendar calendar = Calendar::gregorian;
  int month = 0;

  friend bool operator==(const MonthName&, const MonthName&) = default;
};

// One month name, "كانون الثاني" and "كانون 2" included.
[[nodiscard]] std::optional<Read<MonthName>> read_month_name(const Tokens& tokens, std::size_t i);

// 0 Sunday … 6 Saturday; Arabic, English, French.
[[nodiscard]] std::optional<Read<int>> read_weekday(const Tokens& tokens, std::size_t i);

enum class DayPart : std::uint8_t { morning, noon, afternoon, evening, night, dawn };
// ص، م، صباحا، بعد الظهر، am, p.m., …
[[nodiscard]] std::optional<Read<DayPart>> read_day_part(const Tokens& tokens, std::size_t i);
// The hour of the day (0..23) that a clock showing `hour` means then; nullopt where the two contradict each
// other.
[[nodiscard]] std::optional<int> hour_of_day(int hour, DayPart part);

enum class Unit : std::uint8_t { second, minute, hour, day, week, month, year };
struct UnitWord {
  Unit unit = Unit::second;
  int count = 0;  // 1 for a singular, 2 for a dual, 0 for a plural, which needs a number
};
[[nodiscard]] std::optional<UnitWord> unit_word(std::string_view word);

// "ثلاث", "خمسة", "عشر" … 2..12 in either gender; "واحد" 1.
[[nodiscard]] std::optional<int> number_word(std::string_view word);
// "الثاني", "الخامس والعشرين", "الحادي عشر" …: a day of the month.
[[nodiscard]] std::optional<Read<int>> read_ordinal_day(const Tokens& tokens, std::size_t i);

// Words that introduce or join the parts of a date and say nothing themselves: "تاريخ", "النشر", "في",
// "الساعة".
[[nodiscard]] bool is_label_word(std::string_view word);

}  // namespace rawi::arabic
