#include "connectors/arabic/date_parts.h"

namespace rawi::arabic {
namespace {

struct Clock {
  int hour = 0, minute = 0, second = 0;
};

std::optional<Read<Clock>> read_seconds(const Tokens& t, Clock clock, std::size_t i) {
  if (!t.is_sign(i, U':') || !t.is_number(i + 1, 2, 2)) return Read<Clock>{clock, i};
  clock.second = static_cast<int>(t.at(i + 1).value);
  i += 2;
  const bool fraction =
      (t.is_sign(i, U'.') || t.is_sign(i, U',')) && t.attached(i) && t.is_number(i + 1) && t.attached(i + 1);
  return Read<Clock>{clock, fraction ? i + 2 : i};
}

// "15:58", "15:58:12.250".
std::optional<Read<Clock>> read_clock(const Tokens& t, std::size_t i) {
  if (!t.is_number(i, 1, 2) || !t.is_sign(i + 1, U':') || !t.is_number(i + 2, 2, 2)) return std::nullopt;
  return read_seconds(t, {static_cast<int>(t.at(i).value), static_cast<int>(t.at(i + 2).value), 0}, i + 3);
}

// "T1558", "T155800": only behind the T of ISO 8601's basic format.
std::optional<Read<Clock>> read_basic_clock(const Tokens& t, std::size_t i) {
  if (i == 0 || !t.is_word(i - 1, "t") || !t.attached(i)) return std::nullopt;
  const auto value = static_cast<int>(t.at(i).value);
  if (t.is_number(i, 4, 4)) return Read<Clock>{{value / 100, value % 100, 0}, i + 1};
  if (!t.is_number(i, 6, 6)) return std::nullopt;
  const bool fraction =
      t.is_sign(i + 1, U'.') && t.attached(i + 1) && t.is_number(i + 2) && t.attached(i + 2);
  return Read<Clock>{{value / 10000, value / 100 % 100, value % 100}, fraction ? i + 3 : i + 1};
}

// "15h30", "15h": French.
std::optional<Read<Clock>> read_h_clock(const Tokens& t, std::size_t i) {
  if (!t.is_number(i, 1, 2) || !t.is_word(i + 1, "h")) return std::nullopt;
  const Clock hour{static_cast<int>(t.at(i).value), 0, 0};
  if (!t.attached(i + 2) || !t.is_number(i + 2, 2, 2)) return Read<Clock>{hour, i + 2};
  return Read<Clock>{{hour.hour, static_cast<int>(t.at(i + 2).value), 0}, i + 3};
}

bool after_hour_word(const Tokens& t, std::size_t i) {
  return i > 0 && (t.is_word(i - 1, "الساعه") || t.is_word(i - 1, "بالساعه"));
}

// "12.09 م", "3 مساء": a time only because a part of the day or «الساعة» says so.
std::optional<Read<Clock>> read_loose_clock(const Tokens& t, std::size_t i) {
  if (!t.is_number(i, 1, 2)) return std::nullopt;
  const auto hour = static_cast<int>(t.at(i).value);
  const bool dotted =
      t.is_sign(i + 1, U'.') && t.attached(i + 1) && t.is_number(i + 2, 2, 2) && t.attached(i + 2);
  const std::size_t next = dotted ? i + 3 : i + 1;
  if (!after_hour_word(t, i) && !read_day_part(t, next)) return std::nullopt;
  return Read<Clock>{{hour, dotted ? static_cast<int>(t.at(i + 2).value) : 0, 0}, next};
}

std::optional<Read<Clock>> read_any_clock(const Tokens& t, std::size_t i) {
  if (auto clock = read_clock(t, i)) return clock;
  if (auto clock = read_basic_clock(t, i)) return clock;
  if (auto clock = read_h_clock(t, i)) return clock;
  return read_loose_clock(t, i);
}

}  // namespace

std::optional<Read<int>> read_time(const Tokens& t, std::size_t i) {
  const auto before = read_day_part(t, i);
  const auto clock = read_any_clock(t, before ? before->next : i);
  if (!clock) return std::nullopt;
  Clock c = clock->value;
  if (c.hour > 23 || c.minute > 59 || c.second > 59) return std::nullopt;
  std::size_t next = clock->next;
  // «03:58 (م)»
  const bool bracketed = t.is_sign(next, U'(') && t.is_sign(next + 2, U')');
  auto part = read_day_part(t, bracketed ? next + 1 : next);
  if (part) {
    next = part->next + (bracketed ? 1 : 0);
    if (t.is_sign(next, U'.') && t.attached(next) && part->next == clock->next + 1) ++next;  // "ص."
  } else {
    part = before;
  }
  if (part) {
    const auto hour = hour_of_day(c.hour, part->value);
    if (!hour) return std::nullopt;
    c.hour = *hour;
  }
  return Read<int>{c.hour * 3600 + c.minute * 60 + c.second, next};
}

}  // namespace rawi::arabic
