#include "connectors/arabic/relative_dates.h"

#include <algorithm>
#include <array>

namespace rawi::arabic {
namespace {

struct Span {
  std::int64_t seconds = 0;  // weeks, days, hours, minutes, seconds
  std::int64_t months = 0;
  bool to_the_second = false;
};

constexpr std::int64_t kMaxCount = 10000;
constexpr int kFirstYear = 1900;

std::int64_t unit_seconds(Unit unit) {
  switch (unit) {
    case Unit::second: return 1;
    case Unit::minute: return 60;
    case Unit::hour: return 3600;
    case Unit::day: return kSecondsPerDay;
    case Unit::week: return 7 * kSecondsPerDay;
    case Unit::month:
    case Unit::year: return 0;
  }
  return 0;
}

void add(Span& span, Unit unit, std::int64_t count) {
  span.seconds += count * unit_seconds(unit);
  if (unit == Unit::month) span.months += count;
  if (unit == Unit::year) span.months += 12 * count;
  if (unit <= Unit::hour) span.to_the_second = true;
}

std::string_view without_and(std::string_view word) {
  constexpr std::string_view kAnd = "و";
  return word.substr(0, kAnd.size()) == kAnd ? word.substr(kAnd.size()) : word;
}

// One "3 ساعات", "ساعتين", "ثلاث ساعات", "ساعة واحدة", "نصف ساعة".
std::optional<std::size_t> read_amount(const Tokens& t, std::size_t i, Span& span, bool joined) {
  const auto word_at = [&](std::size_t at) {
    return joined && at == i ? without_and(t.at(at).word) : std::string_view(t.at(at).word);
  };
  const auto unit_at = [&](std::size_t at) -> std::optional<UnitWord> {
    return t.is_word(at) ? unit_word(word_at(at)) : std::nullopt;
  };
  std::optional<std::int64_t> count;
  std::size_t at = i;
  if (t.is_number(at, 1, 5)) {
    count = t.at(at++).value;
  } else if (t.is_word(at)) {
    const std::string_view word = word_at(at);
    const bool half = word == "نصف", quarter = word == "ربع";
    if ((half || quarter) && t.is_word(at + 1, "ساعه")) {
      add(span, Unit::minute, half ? 30 : 15);
      return at + 2;
    }
    if (!unit_at(at) || unit_at(at + 1)) {
      const auto number = number_word(word);
      if (!number) return std::nullopt;
      count = *number;
      ++at;
      if (t.is_word(at, "عشر") || t.is_word(at, "عشره")) {
        count = *count + 10;
        ++at;
      }
    }
  }
  const auto unit = unit_at(at);
  if (!unit) return std::nullopt;
  if (!count && unit->count == 0) return std::nullopt;  // "منذ ساعات" says no number
  if (count && *count > kMaxCount) return std::nullopt;
  add(span, unit->unit, count.value_or(unit->count));
  ++at;
  if (!count && (t.is_word(at, "واحده") || t.is_word(at, "واحد"))) ++at;
  if (unit->unit != Unit::hour) return at;
  const bool apart = t.is_word(at, "و");
  const std::string_view part = apart ? t.at(at + 1).word : without_and(t.at(at).word);
  if (part != "نصف" && part != "ربع") return at;
  add(span, Unit::minute, part == "نصف" ? 30 : 15);
  return at + (apart ? 2 : 1);
}

std::optional<Read<Span>> read_span(const Tokens& t, std::size_t i) {
  Span span;
  auto next = read_amount(t, i, span, false);
  if (!next) return std::nullopt;
  for (int parts = 0; parts < 3; ++parts) {
    std::size_t at = *next;
    const bool comma = t.is_sign(at, U',');
    if (comma) ++at;
    const bool bare_and = t.is_word(at, "و") || t.is_word(at, "and") || t.is_word(at, "et");
    const bool glued_and = t.is_word(at) && without_and(t.at(at).word).size() < t.at(at).word.size();
    if (!comma && !bare_and && !glued_and) break;
    const auto more = read_amount(t, bare_and ? at + 1 : at, span, glued_and && !bare_and);
    if (!more) break;
    next = more;
  }
  return Read<Span>{span, *next};
}

RelativeDate at_local(std::int64_t local, bool with_time) {
  RelativeDate date;
  const std::int64_t days = floor_div(local, kSecondsPerDay);
  date.day = civil_from_days(days);
  if (with_time) date.second_of_day = static_cast<int>(local - days * kSecondsPerDay);
  return date;
}

RelativeDate go_back(const Span& span, std::int64_t local_now) {
  RelativeDate date = at_local(local_now - span.seconds, span.to_the_second);
  const std::int64_t months = date.day.year * 12LL + date.day.month - 1 - span.months;
  date.day.year = static_cast<int>(floor_div(months, 12));
  date.day.month = static_cast<int>(months - date.day.year * 12LL) + 1;
  date.day.day = std::min(date.day.day, days_in_month(date.day.year, date.day.month));
  return date;
}

struct Phrase {
  std::array<std::string_view, 3> words;
  int days_back;  // kNow: this very moment
};

constexpr int kNow = -1;

// Longest first where one begins another.
constexpr std::array<Phrase, 27> kPhrases = {
    {{{"اول", "من", "امس"}, 2},    {{"اول", "امس", ""}, 2},      {{"امس", "الاول", ""}, 2},
     {{"قبل", "امس", ""}, 2},      {{"اول", "البارحه", ""}, 2},  {{"يوم", "امس", ""}, 1},
     {{"امس", "", ""}, 1},         {{"الامس", "", ""}, 1},       {{"بالامس", "", ""}, 1},
     {{"البارحه", "", ""}, 1},     {{"اليوم", "", ""}, 0},       {{"الان", "", ""}, kNow},
     {{"حالا", "", ""}, kNow},     {{"منذ", "لحظات", ""}, kNow}, {{"قبل", "لحظات", ""}, kNow},
     {{"منذ", "ثوان", ""}, kNow},  {{"منذ", "ثواني", ""}, kNow}, {{"قبل", "ثوان", ""}, kNow},
     {{"قبل", "ثواني", ""}, kNow}, {{"منذ", "قليل", ""}, kNow},  {{"قبل", "قليل", ""}, kNow},
     {{"just", "now", ""}, kNow},  {{"now", "", ""}, kNow},      {{"today", "", ""}, 0},
     {{"yesterday", "", ""}, 1},   {{"hier", "", ""}, 1},        {{"منذ", "امس", ""}, 1}}};

std::optional<Read<RelativeDate>> read_phrase(const Tokens& t, std::size_t i, std::int64_t local_now) {
  for (const Phrase& phrase : kPhrases) {
    std::size_t next = i;
    bool all = true;
    for (const std::string_view word : phrase.words) {
      if (word.empty()) break;
      all = all && t.is_word(next++, word);
    }
    if (!all) continue;
    if (phrase.days_back == kNow) return Read<RelativeDate>{at_local(local_now, true), next};
    return Read<RelativeDate>{at_local(local_now - phrase.days_back * kSecondsPerDay, false), next};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Read<RelativeDate>> read_relative(const Tokens& t, std::size_t i, std::int64_t local_now) {
  if (auto phrase = read_phrase(t, i, local_now)) return phrase;
  std::size_t at = i;
  for (const std::string_view since : {"منذ", "قبل", "من", "مضي", "مضت", "il"}) {
    if (at == i && t.is_word(at, since)) ++at;
  }
  const bool french = at > i && t.is_word(i, "il") && t.is_word(at, "y") && t.is_word(at + 1, "a");
  if (french) at += 2;
  if (at > i && (t.is_word(at, "حوالي") || t.is_word(at, "نحو"))) ++at;
  const auto span = read_span(t, at);
  if (!span) return std::nullopt;
  std::size_t next = span->next;
  bool said = at > i;
  for (const std::string_view ago : {"مضت", "مضي", "ago"}) {
    if (t.is_word(next, ago)) {
      ++next;
      said = true;
    }
  }
  if (!said) return std::nullopt;
  if (t.is_word(next, "تقريبا")) ++next;
  const RelativeDate date = go_back(span->value, local_now);
  if (date.day.year < kFirstYear) return std::nullopt;
  return Read<RelativeDate>{date, next};
}

}  // namespace rawi::arabic
