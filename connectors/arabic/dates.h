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

// The text's date: ISO 8601 / RFC 3339, RFC 2822, Unix seconds or milliseconds, and every Arabic form of
// ARABIC.md; trailing notes and leading labels tolerated. Numeric dates are day-first unless the first number
// is a year. nullopt where the text states no date.
[[nodiscard]] std::optional<Moment> parse_date(std::string_view text, const DateContext& context);

// The first whole absolute date ("2 أبريل 2021", with its time where one stands beside it) inside a longer
// line, and the bytes [begin, end) of `line` that state it. Relative forms are not looked for: prose is full
// of them.
struct FoundDate {
  Moment moment;
  std::size_t begin = 0, end = 0;
};
[[nodiscard]] std::optional<FoundDate> find_date(std::string_view line, const DateContext& context);

// The day in a URL's path: "/2019/02/20/slug", "/2019-02-20/", "/20190220/", "slug-2019-02-20.html". Never
// with a time.
[[nodiscard]] std::optional<Moment> date_in_path(std::string_view path);

// Whether `name` is an IANA zone this machine knows (its zone files, else ICU).
[[nodiscard]] bool is_zone(std::string_view name);
// The zone of a country-code domain ("host.sy" -> "Asia/Damascus"); empty where the host's ending names no
// single zone.
[[nodiscard]] std::string_view zone_of_host(std::string_view host);

}  // namespace rawi::arabic
