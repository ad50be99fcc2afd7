// Dates as Arabic pages write them: see ARABIC.md for the forms.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rawi::arabic {

// A point in time exactly as precise as the text states it.
struct Moment {
  int year = 0, month = 0, day = 0;   // Gregorian
  std::optional<int> second_of_day;   // local; nullopt: a date without time
  std::optional<int> offset_minutes;  // east of UTC; set wherever second_of_day is set
  std::string
      zone_evidence;  // "stated" (offset or zone word in the text), "context" (DateContext::zone), "utc"

  // "2021-04-02T15:58:00+02:00", or "2021-04-02" where no time is stated.
  [[nodiscard]] std::string to_string() const;
  // Start of the day in UTC where no time is stated: for ordering only.
  [[nodiscard]] std::int64_t unix_seconds() const;
};

struct DateContext {
  std::string_view zone;                 // IANA name used where the text states none; empty: UTC
  std::optional<std::int64_t> now_unix;  // for relative forms (منذ ساعتين); nullopt: they do not parse
};

// ISO 8601 / RFC 3339, RFC 2822, and every Arabic form of ARABIC.md; trailing notes and leading labels
// tolerated. Numeric dates are day-first unless the first number is a year. nullopt where the text states no
// date.
[[nodiscard]] std::optional<Moment> parse_date(std::string_view text, const DateContext& context);

// Whether `name` is an IANA zone this machine's ICU knows.
[[nodiscard]] bool is_zone(std::string_view name);
// The zone of a country-code domain ("host.sy" -> "Asia/Damascus"); empty where the host's ending names no
// single zone.
[[nodiscard]] std::string_view zone_of_host(std::string_view host);

}  // namespace rawi::arabic
