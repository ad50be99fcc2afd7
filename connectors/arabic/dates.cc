#include "connectors/arabic/dates.h"

#include <fmt/format.h>

#include "connectors/arabic/civil.h"
#include "connectors/arabic/date_cluster.h"
#include "connectors/arabic/zones.h"

namespace rawi::arabic {
namespace {

constexpr std::size_t kMaxTokens = 400;       // parse_date: a date with its labels and notes is far shorter
constexpr std::size_t kMaxLineTokens = 4000;  // find_date
constexpr std::string_view kStated = "stated", kContext = "context", kUtc = "utc";

int offset_seconds(std::string_view zone, std::int64_t local_seconds) {
  const Zone* known = zone.empty() ? nullptr : find_zone(zone);
  return known == nullptr ? 0 : known->offset_at_local(local_seconds);
}

std::int64_t local_now(const DateContext& context) {
  const Zone* zone = context.zone.empty() ? nullptr : find_zone(context.zone);
  return *context.now_unix + (zone == nullptr ? 0 : zone->offset_at(*context.now_unix));
}

std::optional<std::int64_t> local_now_if_any(const DateContext& context) {
  if (!context.now_unix) return std::nullopt;
  return local_now(context);
}

Moment at_offset(CivilDay day, int second_of_day, int seconds_east, std::string_view evidence) {
  Moment m{day.year, day.month, day.day, second_of_day, seconds_east / 60, std::string(evidence)};
  return m;
}

Moment moment_of(const Cluster& cluster, const DateContext& context) {
  const CivilDay day = cluster.day ? cluster.day->day : cluster.relative->day;
  auto second = cluster.second_of_day;
  const bool counted = !cluster.day && cluster.relative->second_of_day;  // from "now", in the context's zone
  if (counted) second = cluster.relative->second_of_day;
  if (!second) return Moment{day.year, day.month, day.day, std::nullopt, std::nullopt, {}};
  const std::int64_t local = days_from_civil(day) * kSecondsPerDay + *second;
  if (cluster.zone && !counted) {
    if (cluster.zone->offset_minutes)
      return at_offset(day, *second, *cluster.zone->offset_minutes * 60, kStated);
    if (!cluster.zone->iana.empty()) {
      return at_offset(day, *second, offset_seconds(cluster.zone->iana, local), kStated);
    }
  }
  return at_offset(day, *second, offset_seconds(context.zone, local), context.zone.empty() ? kUtc : kContext);
}

bool is_separator(const Token& token) {
  constexpr std::u32string_view kSigns = U":|-/,·•([—–؛;.";
  return token.kind == Token::Kind::sign && kSigns.find(token.sign) != kSigns.npos;
}

std::size_t count_foreign_words(const Tokens& t, std::size_t first, std::size_t last) {
  std::size_t count = 0;
  for (std::size_t i = first; i < last; ++i) {
    const bool known = t.is_sign(i) || (t.is_word(i) && is_label_word(t.at(i).word)) || read_weekday(t, i);
    if (!known) ++count;
  }
  return count;
}

// Whether the text is a date with a label before and a note after it, and not prose that mentions one.
bool stands_alone(const Tokens& t, const Cluster& cluster) {
  constexpr std::size_t kBesideIt = 3, kApart = 8, kNote = 14;
  const std::size_t lead = count_foreign_words(t, 0, cluster.begin);
  const std::size_t trail = count_foreign_words(t, cluster.end, t.size());
  if (!cluster.day) {
    const bool note = t.is_sign(cluster.end, U'(') || t.is_sign(cluster.end, U'|');
    return lead == 0 && (trail == 0 || (note && trail <= kNote));
  }
  const bool lead_apart = cluster.begin > 0 && is_separator(t.at(cluster.begin - 1));
  return lead <= (lead_apart ? kApart : kBesideIt) &&
         trail <= (is_separator(t.at(cluster.end)) ? kNote : kBesideIt);
}

std::optional<Cluster> first_cluster(const Tokens& t, std::optional<std::int64_t> now) {
  for (std::size_t i = 0; i < t.size(); ++i) {
    auto cluster = read_cluster(t, i, now);
    if (!cluster) continue;
    settle_by_weekday(*cluster);
    return cluster;
  }
  return std::nullopt;
}

// Unix seconds or milliseconds, the only number of the text: "1617378000", "/Date(1617378000000)/".
std::optional<Moment> parse_unix_time(const Tokens& t) {
  constexpr std::int64_t kFirst = 631152000, kLast = 4102444800;  // 1990, 2100
  std::optional<std::int64_t> seconds;
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (t.is_number(i)) {
      if (seconds) return std::nullopt;
      if (t.at(i).digits == 10) seconds = t.at(i).value;
      if (t.at(i).digits == 13) seconds = t.at(i).value / 1000;
      if (!seconds) return std::nullopt;
    } else if (!t.is_word(i, "date") && !t.is_word(i, "new") && !t.is_sign(i)) {
      return std::nullopt;
    }
  }
  if (!seconds || *seconds < kFirst || *seconds >= kLast) return std::nullopt;
  const std::int64_t days = floor_div(*seconds, kSecondsPerDay);
  return at_offset(civil_from_days(days), static_cast<int>(*seconds - days * kSecondsPerDay), 0, kStated);
}

std::string offset_text(int minutes) {
  const int size = minutes < 0 ? -minutes : minutes;
  return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', size / 60, size % 60);
}

}  // namespace

std::string Moment::to_string() const {
  std::string date = fmt::format("{:04}-{:02}-{:02}", year, month, day);
  if (!second_of_day) return date;
  const int s = *second_of_day;
  return fmt::format("{}T{:02}:{:02}:{:02}{}", date, s / 3600, s / 60 % 60, s % 60,
                     offset_text(offset_minutes.value_or(0)));
}

std::int64_t Moment::unix_seconds() const {
  const std::int64_t start = days_from_civil({year, month, day}) * kSecondsPerDay;
  return start + second_of_day.value_or(0) - offset_minutes.value_or(0) * 60LL;
}

std::optional<Moment> parse_date(std::string_view text, const DateContext& context) {
  const Tokens tokens(text, kMaxTokens);
  if (tokens.size() == kMaxTokens) return std::nullopt;
  if (auto moment = parse_unix_time(tokens)) return moment;
  const auto cluster = first_cluster(tokens, local_now_if_any(context));
  if (!cluster || !stands_alone(tokens, *cluster)) return std::nullopt;
  return moment_of(*cluster, context);
}

std::optional<FoundDate> find_date(std::string_view line, const DateContext& context) {
  const Tokens tokens(line, kMaxLineTokens);
  const auto cluster = first_cluster(tokens, std::nullopt);
  if (!cluster) return std::nullopt;
  return FoundDate{moment_of(*cluster, context), tokens.at(cluster->begin).begin,
                   tokens.at(cluster->end - 1).end};
}

bool is_zone(std::string_view name) { return find_zone(name) != nullptr; }

}  // namespace rawi::arabic
