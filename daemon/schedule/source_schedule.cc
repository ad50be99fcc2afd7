#include "daemon/schedule/source_schedule.h"

#include <algorithm>
#include <cmath>

#include <xxhash.h>
#include <nlohmann/json.hpp>

namespace rawi::schedule {
namespace {

constexpr double kSooner = 0.6, kLater = 1.25, kSmoothing = 0.3, kSpread = 0.1;
constexpr std::int64_t kHourMs = 3'600'000;

// 0..1, always the same for a source and a moment: a restart in the middle plans as if nothing had happened.
double unit_hash(std::string_view source_url, std::int64_t salt) {
  const auto hash =
      XXH3_64bits_withSeed(source_url.data(), source_url.size(), static_cast<XXH64_hash_t>(salt));
  return static_cast<double>(hash >> 11) / static_cast<double>(1ULL << 53);
}

std::int64_t scaled(std::int64_t value, double factor) {
  return static_cast<std::int64_t>(std::llround(static_cast<double>(value) * factor));
}

bool skipped(const std::vector<int>& hours, std::int64_t at_ms) {
  const int hour = static_cast<int>(at_ms / kHourMs % 24);
  return std::find(hours.begin(), hours.end(), hour) != hours.end();
}

}  // namespace

std::string SourceSchedule::encode() const {
  return nlohmann::json{{"due", next_due_ms}, {"interval", interval_ms}, {"success", last_success_ms},
                        {"new", last_new_ms}, {"gap", usual_gap_ms},     {"failures", failures}}
      .dump();
}

SourceSchedule SourceSchedule::decode(std::string_view text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  SourceSchedule out;
  if (!json.is_object()) return out;
  const auto number = [&](const char* key, auto fallback) {
    return json.contains(key) && json[key].is_number() ? json[key].get<decltype(fallback)>() : fallback;
  };
  out.next_due_ms = number("due", out.next_due_ms);
  out.interval_ms = number("interval", out.interval_ms);
  out.last_success_ms = number("success", out.last_success_ms);
  out.last_new_ms = number("new", out.last_new_ms);
  out.usual_gap_ms = number("gap", out.usual_gap_ms);
  out.failures = number("failures", out.failures);
  return out;
}

SourceSchedule first_schedule(const SourcePolicy& policy, std::string_view source_url, std::int64_t now_ms) {
  SourceSchedule out;
  out.next_due_ms =
      now_ms + scaled(std::min<std::int64_t>(policy.min_interval_ms, 60'000), unit_hash(source_url, 0));
  return out;
}

SourceSchedule after(const SourcePolicy& policy, const SourceSchedule& before, const Reading& reading,
                     std::string_view source_url) {
  SourceSchedule out = before;
  std::int64_t interval = before.interval_ms > 0 ? before.interval_ms : policy.min_interval_ms;
  if (reading.result == Reading::Result::failed) {
    ++out.failures;
    interval = scaled(interval, 2);
  } else {
    out.failures = 0;
    out.last_success_ms = reading.at_ms;
    interval = scaled(interval, reading.fresh > 0 ? kSooner : kLater);
    if (reading.fresh > 0) {
      const auto gap = static_cast<double>(reading.at_ms - before.last_new_ms);
      if (before.last_new_ms > 0) {
        out.usual_gap_ms =
            before.usual_gap_ms > 0 ? before.usual_gap_ms + kSmoothing * (gap - before.usual_gap_ms) : gap;
      }
      out.last_new_ms = reading.at_ms;
    }
  }
  interval = std::clamp(interval, policy.min_interval_ms, policy.max_interval_ms);
  out.interval_ms = interval;
  std::int64_t wait = interval;
  for (const auto& asked : {reading.ttl_s, reading.max_age_s}) {
    if (asked) wait = std::max(wait, std::min<std::int64_t>(std::int64_t{*asked} * 1000, policy.max_interval_ms));
  }
  if (reading.retry_after_s) wait = std::max(wait, std::int64_t{*reading.retry_after_s} * 1000);
  wait += scaled(wait, kSpread * unit_hash(source_url, reading.at_ms));
  out.next_due_ms = reading.at_ms + wait;
  for (int hours = 0; hours < 24 && skipped(reading.skip_hours, out.next_due_ms); ++hours) {
    out.next_due_ms = (out.next_due_ms / kHourMs + 1) * kHourMs + scaled(60'000, unit_hash(source_url, 1));
  }
  return out;
}

}  // namespace rawi::schedule
