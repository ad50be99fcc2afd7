// The proleptic Gregorian calendar in numbers. Days count from 1970-01-01.
#pragma once

#include <cstdint>

namespace rawi::arabic {

struct CivilDay {
  int year = 0, month = 0, day = 0;

  friend bool operator==(const CivilDay&, const CivilDay&) = default;
};

inline constexpr std::int64_t kSecondsPerDay = 86400;

constexpr bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

constexpr int days_in_month(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[month - 1];
}

constexpr bool is_civil(CivilDay d) {
  return d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= days_in_month(d.year, d.month);
}

// Years run from March here, so that the leap day is the last of its year.
constexpr std::int64_t days_from_civil(CivilDay d) {
  const std::int64_t y = d.month <= 2 ? d.year - 1 : d.year;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

constexpr CivilDay civil_from_days(std::int64_t days) {
  const std::int64_t z = days + 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const std::int64_t day_of_era = z - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t m = (5 * day_of_year + 2) / 153;
  CivilDay d;
  d.day = static_cast<int>(day_of_year - (153 * m + 2) / 5 + 1);
  d.month = static_cast<int>(m < 10 ? m + 3 : m - 9);
  d.year = static_cast<int>(year_of_era + era * 400 + (d.month <= 2 ? 1 : 0));
  return d;
}

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a % b < 0) != (b < 0) ? 1 : 0);
}

// 0 Sunday … 6 Saturday.
constexpr int weekday_of(CivilDay d) {
  const std::int64_t days = days_from_civil(d) + 4;
  return static_cast<int>(days - floor_div(days, 7) * 7);
}

}  // namespace rawi::arabic
