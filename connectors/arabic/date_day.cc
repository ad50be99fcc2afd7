#include "connectors/arabic/date_parts.h"
#include "connectors/arabic/hijri.h"

namespace rawi::arabic {
namespace {

constexpr int kFirstYear = 1900, kLastYear = 2099;
constexpr int kFirstHijriYear = 1318, kLastHijriYear = 1500;  // from April 1900 to 2077

constexpr bool is_gregorian_year(std::int64_t y) { return y >= kFirstYear && y <= kLastYear; }
constexpr bool is_hijri_year(std::int64_t y) { return y >= kFirstHijriYear && y <= kLastHijriYear; }

bool is_separator(char32_t sign) { return sign == U'/' || sign == U'-' || sign == U'.' || sign == U'\\'; }

struct YearMark {
  std::optional<Calendar> calendar;
  std::size_t next = 0;
};

// "م", "ميلادي", "هـ", "هجرية" after a year.
YearMark read_year_mark(const Tokens& t, std::size_t i) {
  for (const std::string_view word : {"م", "ميلادي", "ميلاديه", "الميلادي", "ad"}) {
    if (t.is_word(i, word)) return {Calendar::gregorian, i + 1};
  }
  for (const std::string_view word : {"ه", "هجري", "هجريه", "للهجره", "ھ"}) {
    if (t.is_word(i, word)) return {Calendar::hijri, i + 1};
  }
  return {std::nullopt, i};
}

int expand_year(std::int64_t value, int digits) {
  if (digits != 2) return static_cast<int>(value);
  return static_cast<int>(value < 70 ? 2000 + value : 1900 + value);
}

std::optional<Read<DayPartOfDate>> finish(std::int64_t year, int month, int day, std::size_t next) {
  DayPartOfDate date;
  if (is_hijri_year(year)) {
    const auto civil = gregorian_from_hijri(static_cast<int>(year), month, day);
    if (!civil) return std::nullopt;
    date.day = *civil;
    date.written = Calendar::hijri;
  } else {
    date.day = {static_cast<int>(year), month, day};
    if (!is_gregorian_year(year) || !is_civil(date.day)) return std::nullopt;
  }
  return Read<DayPartOfDate>{date, next};
}

// Whether a number row goes on beyond i, as in an address or a version ("10.1.2.2020").
bool runs_on(const Tokens& t, std::size_t i) {
  return t.is_sign(i) && t.attached(i) && (t.is_sign(i, U'.') || t.is_sign(i, U'/')) && t.is_number(i + 1) &&
         t.attached(i + 1);
}

std::optional<Read<DayPartOfDate>> read_numeric(const Tokens& t, std::size_t i) {
  const char32_t sign = t.at(i + 1).sign;
  if (!t.is_sign(i + 1) || !is_separator(sign) || !t.is_sign(i + 3, sign)) return std::nullopt;
  if (!t.is_number(i + 2, 1, 2) || !t.is_number(i + 4) || runs_on(t, i + 5)) return std::nullopt;
  const Token &a = t.at(i), &b = t.at(i + 2), &c = t.at(i + 4);
  const YearMark mark = read_year_mark(t, i + 5);
  const auto middle = static_cast<int>(b.value);
  if (a.digits == 4 && c.digits <= 2) return finish(a.value, middle, static_cast<int>(c.value), mark.next);
  if (a.digits > 2 || (c.digits != 4 && c.digits != 2)) return std::nullopt;
  const int year = expand_year(c.value, c.digits);
  const auto first = static_cast<int>(a.value);
  auto day_first = finish(year, middle, first, mark.next);
  if (!day_first) return middle > 12 ? finish(year, first, middle, mark.next) : std::nullopt;
  day_first->value.month_first = !is_hijri_year(year) && first <= 12 && middle <= 12 && first != middle;
  return day_first;
}

// "20210402" and "20210402155800".
std::optional<Read<DayPartOfDate>> read_compact(const Tokens& t, std::size_t i) {
  const Token& token = t.at(i);
  if (token.digits != 8 && token.digits != 14) return std::nullopt;
  const std::int64_t date = token.digits == 8 ? token.value : token.value / 1000000;
  auto read = finish(date / 10000, static_cast<int>(date / 100 % 100), static_cast<int>(date % 100), i + 1);
  if (!read || read->value.written == Calendar::hijri) return std::nullopt;
  if (token.digits == 14) {
    const auto clock = static_cast<int>(token.value % 1000000);
    if (clock / 10000 > 23 || clock / 100 % 100 > 59 || clock % 100 > 59) return std::nullopt;
    read->value.second_of_day = clock / 10000 * 3600 + clock / 100 % 100 * 60 + clock % 100;
  }
  return read;
}

std::size_t skip_signs(const Tokens& t, std::size_t i, std::u32string_view signs) {
  while (t.is_sign(i) && signs.find(t.at(i).sign) != signs.npos) ++i;
  return i;
}

// A month and, where the text gives it twice ("نيسان / أبريل", "يناير (كانون الثاني)"), its other name.
std::optional<Read<MonthName>> read_month(const Tokens& t, std::size_t i) {
  auto month = read_month_name(t, i);
  if (!month) return std::nullopt;
  const std::size_t after_sign = skip_signs(t, month->next, U"/-(،,|\\");
  const auto other = read_month_name(t, after_sign);
  if (!other) return month;
  if (!(other->value == month->value)) return std::nullopt;
  return Read<MonthName>{month->value, skip_signs(t, other->next, U")")};
}

std::size_t skip_day_suffix(const Tokens& t, std::size_t i) {
  for (const std::string_view suffix : {"st", "nd", "rd", "th", "er"}) {
    if (t.attached(i) && t.is_word(i, suffix)) ++i;
  }
  i = skip_signs(t, i, U"-/.,");
  for (const std::string_view joint : {"من", "of", "de", "شهر"}) {
    if (t.is_word(i, joint)) ++i;
  }
  return i;
}

struct Year {
  int value = 0;
  std::optional<Calendar> mark;
};

std::optional<Read<Year>> read_year(const Tokens& t, std::size_t i, bool two_digits) {
  i = skip_signs(t, i, U"-/.,'’|");
  for (const std::string_view joint : {"من", "عام", "لعام", "سنه", "لسنه", "العام"}) {
    if (t.is_word(i, joint)) ++i;
  }
  const bool four = t.is_number(i, 4, 4);
  if (!four && !(two_digits && t.is_number(i, 2, 2))) return std::nullopt;
  if (t.is_sign(i + 1, U':')) return std::nullopt;  // an hour
  const YearMark mark = read_year_mark(t, i + 1);
  return Read<Year>{{expand_year(t.at(i).value, t.at(i).digits), mark.calendar}, mark.next};
}

std::optional<Read<DayPartOfDate>> named(const MonthName& month, int day, const Read<Year>& year) {
  const bool hijri_year = is_hijri_year(year.value.value);
  if (month.calendar == Calendar::hijri) {
    if (!hijri_year) return std::nullopt;
    return finish(year.value.value, month.month, day, year.next);
  }
  if (!hijri_year) return finish(year.value.value, month.month, day, year.next);
  Read<DayPartOfDate> read{{}, year.next};
  read.value.day = {year.value.value, month.month, day};
  read.value.year_misplaced = true;
  return read;
}

bool is_latin(const Token& token) {
  return !token.word.empty() && static_cast<unsigned char>(token.word[0]) < 0x80;
}

// "2 أبريل 2021", "الثاني من أبريل 2021".
std::optional<Read<DayPartOfDate>> read_day_month(const Tokens& t, std::size_t i) {
  std::size_t month_at = i + 1;
  int day = 0;
  if (t.is_number(i, 1, 2)) {
    day = static_cast<int>(t.at(i).value);
  } else if (const auto ordinal = read_ordinal_day(t, i)) {
    day = ordinal->value;
    month_at = ordinal->next;
  } else {
    return std::nullopt;
  }
  month_at = skip_day_suffix(t, month_at);
  const auto month = read_month(t, month_at);
  if (!month) return std::nullopt;
  const auto year = read_year(t, month->next, is_latin(t.at(month_at)));
  return year ? named(month->value, day, *year) : std::nullopt;
}

// "أبريل 2, 2021", "October 7th 2020".
std::optional<Read<DayPartOfDate>> read_month_day(const Tokens& t, std::size_t i) {
  const auto month = read_month(t, i);
  if (!month) return std::nullopt;
  const std::size_t day_at = skip_signs(t, month->next, U".-/,");
  if (!t.is_number(day_at, 1, 2) || t.is_sign(day_at + 1, U':')) return std::nullopt;
  std::size_t year_at = day_at + 1;
  for (const std::string_view suffix : {"st", "nd", "rd", "th"}) {
    if (t.attached(year_at) && t.is_word(year_at, suffix)) ++year_at;
  }
  const auto year = read_year(t, year_at, false);
  return year ? named(month->value, static_cast<int>(t.at(day_at).value), *year) : std::nullopt;
}

// "2021 أبريل 2".
std::optional<Read<DayPartOfDate>> read_year_month_day(const Tokens& t, std::size_t i) {
  if (!t.is_number(i, 4, 4)) return std::nullopt;
  const auto month = read_month(t, skip_signs(t, i + 1, U"-/.,"));
  if (!month) return std::nullopt;
  const std::size_t day_at = skip_signs(t, month->next, U"-/.,");
  if (!t.is_number(day_at, 1, 2) || t.is_sign(day_at + 1, U':')) return std::nullopt;
  const Read<Year> year{{static_cast<int>(t.at(i).value), std::nullopt}, day_at + 1};
  return named(month->value, static_cast<int>(t.at(day_at).value), year);
}

}  // namespace

std::optional<Read<int>> read_gregorian_year(const Tokens& t, std::size_t i) {
  const auto year = read_year(t, i, false);
  if (!year || !is_gregorian_year(year->value.value)) return std::nullopt;
  return Read<int>{year->value.value, year->next};
}

std::optional<Read<DayPartOfDate>> read_day(const Tokens& t, std::size_t i) {
  if (t.is_number(i)) {
    if (i >= 2 && t.is_number(i - 2) && runs_on(t, i - 1)) return std::nullopt;
    if (auto read = read_numeric(t, i)) return read;
    if (auto read = read_compact(t, i)) return read;
    if (auto read = read_day_month(t, i)) return read;
    return read_year_month_day(t, i);
  }
  if (auto read = read_month_day(t, i)) return read;
  return read_day_month(t, i);
}

}  // namespace rawi::arabic
