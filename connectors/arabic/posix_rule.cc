#include "connectors/arabic/posix_rule.h"

#include <charconv>

#include "connectors/arabic/civil.h"

namespace rawi::arabic {

struct PosixRule::Reader {
  std::string_view rest;

  bool take(char c) {
    if (rest.empty() || rest.front() != c) return false;
    rest.remove_prefix(1);
    return true;
  }

  bool name() {
    if (take('<')) {
      const auto close = rest.find('>');
      if (close == std::string_view::npos) return false;
      rest.remove_prefix(close + 1);
      return true;
    }
    std::size_t n = 0;
    while (n < rest.size() && ((rest[n] | 0x20) >= 'a' && (rest[n] | 0x20) <= 'z')) ++n;
    rest.remove_prefix(n);
    return n >= 3;
  }

  std::optional<int> number() {
    int value = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (error != std::errc{} || value < 0 || value > 999) return std::nullopt;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    return value;
  }

  // [+-]hh[:mm[:ss]] in seconds.
  std::optional<int> duration() {
    const bool negative = take('-');
    if (!negative) take('+');
    int seconds = 0;
    for (const int unit : {3600, 60, 1}) {
      const auto part = number();
      if (!part) return std::nullopt;
      seconds += *part * unit;
      if (!take(':')) break;
    }
    return negative ? -seconds : seconds;
  }

  std::optional<Change> change() {
    Change c;
    const bool month_form = take('M');
    const bool julian = !month_form && take('J');
    const auto first = number();
    if (!first) return std::nullopt;
    c.day = *first;
    c.week = julian ? 0 : -1;
    if (month_form) {
      const auto week = take('.') ? number() : std::nullopt;
      const auto day = take('.') ? number() : std::nullopt;
      if (!week || !day || *first < 1 || *first > 12 || *week < 1 || *week > 5 || *day > 6)
        return std::nullopt;
      c.month = *first;
      c.week = *week;
      c.day = *day;
    }
    if (take('/')) {
      const auto at = duration();
      if (!at) return std::nullopt;
      c.second = *at;
    }
    return c;
  }
};

std::int64_t PosixRule::Change::local_seconds(int year) const {
  std::int64_t days = days_from_civil({year, 1, 1});
  if (week == -1) {
    days += day;
  } else if (week == 0) {
    days += day - 1 + (is_leap(year) && day >= 60 ? 1 : 0);
  } else {
    const int first_weekday = weekday_of({year, month, 1});
    int date = 1 + (day - first_weekday + 7) % 7 + (week - 1) * 7;
    while (date > days_in_month(year, month)) date -= 7;
    days = days_from_civil({year, month, date});
  }
  return days * kSecondsPerDay + second;
}

std::optional<PosixRule> PosixRule::parse(std::string_view text) {
  Reader in{text};
  PosixRule rule;
  if (!in.name()) return std::nullopt;
  const auto west = in.duration();
  if (!west) return std::nullopt;
  rule.standard_ = rule.summer_ = -*west;
  if (in.rest.empty()) return rule;
  if (!in.name()) return std::nullopt;
  rule.summer_ = rule.standard_ + 3600;
  if (!in.rest.empty() && in.rest.front() != ',') {
    const auto summer_west = in.duration();
    if (!summer_west) return std::nullopt;
    rule.summer_ = -*summer_west;
  }
  if (!in.take(',')) return std::nullopt;
  rule.start_ = in.change();
  if (!in.take(',')) return std::nullopt;
  rule.end_ = in.change();
  if (!rule.start_ || !rule.end_) return std::nullopt;
  return rule;
}

int PosixRule::offset_at(std::int64_t unix_seconds) const {
  if (!start_ || !end_) return standard_;
  const int year = civil_from_days(floor_div(unix_seconds + standard_, kSecondsPerDay)).year;
  const std::int64_t start = start_->local_seconds(year) - standard_;
  const std::int64_t end = end_->local_seconds(year) - summer_;
  const bool summer =
      start < end ? unix_seconds >= start && unix_seconds < end : unix_seconds >= start || unix_seconds < end;
  return summer ? summer_ : standard_;
}

}  // namespace rawi::arabic
