// The day that many outlets put into an article's URL.
#include <array>
#include <optional>

#include "connectors/arabic/civil.h"
#include "connectors/arabic/dates.h"

namespace rawi::arabic {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Digits {
  int value = 0;
  std::size_t count = 0;
};

Digits digits_at(std::string_view path, std::size_t pos) {
  Digits d;
  while (pos + d.count < path.size() && is_digit(path[pos + d.count]) && d.count < 9) {
    d.value = d.value * 10 + (path[pos + d.count] - '0');
    ++d.count;
  }
  return d;
}

std::optional<Moment> whole_day(int year, int month, int day) {
  if (year < 1990 || year > 2099 || !is_civil({year, month, day})) return std::nullopt;
  return Moment{year, month, day, std::nullopt, std::nullopt, {}};
}

// "2019/02/20", "2019-2-20", "2019_02_20": one kind of separator, an end or another sign behind.
std::optional<Moment> separated_day(std::string_view path, std::size_t pos) {
  const Digits year = digits_at(path, pos);
  std::size_t at = pos + year.count;
  if (year.count != 4 || at >= path.size()) return std::nullopt;
  const char separator = path[at];
  if (separator != '/' && separator != '-' && separator != '_') return std::nullopt;
  const Digits month = digits_at(path, at + 1);
  at += 1 + month.count;
  if (month.count < 1 || month.count > 2 || at >= path.size() || path[at] != separator) return std::nullopt;
  const Digits day = digits_at(path, at + 1);
  if (day.count < 1 || day.count > 2) return std::nullopt;
  return whole_day(year.value, month.value, day.value);
}

}  // namespace

std::optional<Moment> date_in_path(std::string_view path) {
  for (std::size_t pos = 0; pos < path.size(); ++pos) {
    const bool begins = is_digit(path[pos]) && (pos == 0 || path[pos - 1] == '/' || path[pos - 1] == '-' ||
                                                path[pos - 1] == '_' || path[pos - 1] == '=');
    if (!begins) continue;
    if (auto day = separated_day(path, pos)) return day;
    const Digits run = digits_at(path, pos);
    const char after = pos + run.count < path.size() ? path[pos + run.count] : '/';
    const bool apart = pos > 0 && path[pos - 1] == '/' && (after == '/' || after == '-' || after == '_');
    if (run.count == 8 && apart) {
      if (auto day = whole_day(run.value / 10000, run.value / 100 % 100, run.value % 100)) return day;
    }
    pos += run.count - 1;
  }
  return std::nullopt;
}

}  // namespace rawi::arabic
