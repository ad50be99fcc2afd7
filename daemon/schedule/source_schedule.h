// When a feed, sitemap or listing is read again. Pure values: the clock is given in, the state goes to the
// ledger as text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rawi::schedule {

struct SourcePolicy {
  std::int64_t min_interval_ms = 60'000, max_interval_ms = 3'600'000;
};

// What is remembered of one source between two readings.
struct SourceSchedule {
  std::int64_t next_due_ms = 0;      // Unix milliseconds
  std::int64_t interval_ms = 0;      // 0: never read
  std::int64_t last_success_ms = 0;  // 0: never
  std::int64_t last_new_ms = 0;      // when it last listed something not known before; 0: never
  double usual_gap_ms = 0;           // smoothed time between two such readings; 0: not known yet
  std::int64_t first_read_ms = 0;    // 0: never
  int failures = 0;                  // in a row

  [[nodiscard]] std::string encode() const;                           // one line of JSON
  [[nodiscard]] static SourceSchedule decode(std::string_view text);  // anything unreadable: never read
};

// How one reading of a source went.
struct Reading {
  enum class Result { ok, not_modified, failed };
  Result result = Result::ok;
  std::int64_t at_ms = 0;
  int fresh = 0;                     // links not known before
  std::optional<int> ttl_s;          // feed <ttl>
  std::optional<int> max_age_s;      // Cache-Control
  std::optional<int> retry_after_s;  // Retry-After of a refusal
  std::vector<int> skip_hours;       // UTC, 0-23
  std::vector<int> skip_days;        // UTC, 0 = Sunday
};

// A source nobody has read yet: due within its first interval, at a moment that depends on its name alone, so
// that outlets do not fire together.
[[nodiscard]] SourceSchedule first_schedule(const SourcePolicy& policy, std::string_view source_url,
                                            std::int64_t now_ms);

// The state after a reading: sooner where it gave something new, later where it sleeps, within floor and
// ceiling; not before ttl, max-age (both up to the ceiling) and Retry-After (up to a week) allow, and not in
// hours or days the feed asks to be left alone in. Failures make it wait longer and longer without forgetting
// the interval that was learnt. Never earlier than the floor after the reading.
[[nodiscard]] SourceSchedule after(const SourcePolicy& policy, const SourceSchedule& before,
                                   const Reading& reading, std::string_view source_url);

// When a source is read next by a process that starts now: as planned; what fell due while nobody ran is
// spread over the next minute at most; a plan that lies further ahead than any plan may (the clock was set
// back) is drawn in.
[[nodiscard]] std::int64_t resume_at_ms(const SourcePolicy& policy, const SourceSchedule& schedule,
                                        std::string_view source_url, std::int64_t now_ms);

}  // namespace rawi::schedule
