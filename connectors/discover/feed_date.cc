#include "connectors/discover/feed_date.h"

#include <array>
#include <chrono>
#include <optional>
#include <utility>

#include "connectors/arabic/dates.h"
#include "connectors/arabic/normalize.h"
#include "connectors/discover/ascii.h"

namespace rawi::discover {
namespace {

constexpr std::size_t kLongestDate = 200;

// 0 = Sunday; in match text, so that "الأربعاء" and "الاربعاء" are one.
std::optional<unsigned> weekday_named_in(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, unsigned>, 21> kNames = {{
      {"الاحد", 0},  {"الاثنين", 1},  {"الثلاثاء", 2}, {"الاربعاء", 3}, {"الخميس", 4},    {"الجمعه", 5},
      {"السبت", 6},  {"sunday", 0},   {"monday", 1},   {"tuesday", 2},  {"wednesday", 3}, {"thursday", 4},
      {"friday", 5}, {"saturday", 6}, {"sun", 0},      {"mon", 1},      {"tue", 2},       {"wed", 3},
      {"thu", 4},    {"fri", 5},      {"sat", 6},
  }};
  const std::string words = " " + arabic::match_text(text) + " ";
  for (const auto& [name, day] : kNames) {
    if (words.find(" " + std::string(name) + " ") != std::string::npos) return day;
  }
  return std::nullopt;
}

std::optional<unsigned> weekday_of(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::weekday(std::chrono::sys_days(date)).c_encoding();
}

// Only "12/02/2021" and the like leave open which number is the month.
bool is_numeric(std::string_view text) {
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if ((text[i] == '/' || text[i] == '-' || text[i] == '.') && is_digit(text[i - 1]) &&
        is_digit(text[i + 1]))
      return true;
  }
  return false;
}

}  // namespace

std::string feed_date(std::string_view text, std::string_view zone, Notes& notes) {
  text = trim(text);
  if (text.empty()) return {};
  if (text.size() > kLongestDate) {
    notes.add("a date is longer than any date");
    return {};
  }
  auto moment = arabic::parse_date(text, {zone, std::nullopt});
  if (!moment) {
    notes.add("a date in no known form: " + std::string(text));
    return {};
  }
  const auto named = weekday_named_in(text);
  if (named && is_numeric(text) && moment->month <= 12 && moment->day <= 12 &&
      weekday_of(moment->year, moment->month, moment->day) != named &&
      weekday_of(moment->year, moment->day, moment->month) == named) {
    std::swap(moment->month, moment->day);
    notes.add("a date with the month first: " + std::string(text));
  }
  return moment->to_string();
}

}  // namespace rawi::discover
