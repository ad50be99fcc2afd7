#include "daemon/schedule/source_schedule.h"

#include <algorithm>
#include <cmath>

#include <xxhash.h>
#include <nlohmann/json.hpp>

namespace rawi::schedule {
namespace {

// With these two the interval settles where about every third reading brings something new.
constexpr double kSooner = 0.6, kLater = 1.25;
constexpr double kSmoothing = 0.3;  // of the usual gap
constexpr double kSpread = 0.1;     // of each wait, so that sources which once met drift apart
constexpr std::int64_t kMinuteMs = 60'000, kHourMs = 3'600'000, kDayMs = 24 * kHourMs,
                       kLongestMs = 7 * kDayMs;

// 0..1, always the same for a source and a moment: a restart in the middle plans as if nothing had happened.
double unit_hash(std::string_view source_url, std::int64_t salt) {
  const auto hash =
      XXH3_64bits_withSeed(source_url.data(), source_url.size(), static_cast<XXH64_hash_t>(salt));
  return static_cast<double>(hash >> 11) / static_cast<double>(1ULL << 53);
}

std::int64_t scaled(std::int64_t value, double factor) {
  return static_cast<std::int64_t>(std::llround(static_cast<double>(value) * factor));
}

bool skipped(const Reading& reading, std::int64_t at_ms) {
  const int hour = static_cast<int>(at_ms / kHourMs % 24);
  const int day = static_cast<int>((at_ms / kDayMs + 4) % 7);  // 1 January 1970 was a Thursday
  const auto names = [](const std::vector<int>& list, int value) {
    return std::find(list.begin(), list.end(), value) != list.end();
  };
  return names(reading.skip_hours, hour) || names(reading.skip_days, day);
}

// The first moment from `due_ms` on that the feed does not ask to be left alone in; a feed that leaves no
// hour of a week is not listened to.
std::int64_t after_skips(const Reading& reading, std::int64_t due_ms, std::string_view source_url) {
  std::int64_t at = due_ms;
  for (int hours = 0; skipped(reading, at); ++hours) {
    if (hours == 7 * 24) return due_ms;
    at = (at / kHourMs + 1) * kHourMs + scaled(10 * kMinuteMs, unit_hash(source_url, 1));
  }
  return at;
}

// What the other side asks for, in milliseconds from now.
std::int64_t asked_wait(const SourcePolicy& policy, const Reading& reading) {
  std::int64_t wait = 0;
  for (const auto& asked : {reading.ttl_s, reading.max_age_s}) {
    if (asked) wait = std::max(wait, std::min(std::int64_t{*asked} * 1000, policy.max_interval_ms));
  }
  if (reading.retry_after_s)
    wait = std::max(wait, std::min(std::int64_t{*reading.retry_after_s} * 1000, kLongestMs));
  return wait;
}

void learn_from_success(SourceSchedule& state, const Reading& reading) {
  state.failures = 0;
  state.last_success_ms = reading.at_ms;
  if (reading.fresh <= 0) return;
  if (state.last_new_ms > 0 && reading.at_ms > state.last_new_ms) {
    const auto gap = static_cast<double>(reading.at_ms - state.last_new_ms);
    state.usual_gap_ms =
        state.usual_gap_ms > 0 ? state.usual_gap_ms + kSmoothing * (gap - state.usual_gap_ms) : gap;
  }
  state.last_new_ms = reading.at_ms;
}

}  // namespace

std::string SourceSchedule::encode() const {
  return nlohmann::json{{"due", next_due_ms},  {"interval", interval_ms}, {"success", last_success_ms},
                        {"new", last_new_ms},  {"gap", usual_gap_ms},     {"first", first_read_ms},
                        {"failures", failures}}
      .dump();
}

SourceSchedule SourceSchedule::decode(std::string_view text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  SourceSchedule out;
  if (!json.is_object()) return out;
  const auto count = [&](const char* key) {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_number_integer()) return std::int64_t{0};
    return std::max<std::int64_t>(found->get<std::int64_t>(), 0);
  };
  out.next_due_ms = count("due");
  out.interval_ms = count("interval");
  out.last_success_ms = count("success");
  out.last_new_ms = count("new");
  out.first_read_ms = count("first");
  out.failures = static_cast<int>(std::min<std::int64_t>(count("failures"), 1'000'000));
  if (const auto gap = json.find("gap"); gap != json.end() && gap->is_number()) {
    const auto value = gap->get<double>();
    out.usual_gap_ms = value > 0 && value < 1e15 ? value : 0;
  }
  return out;
}

SourceSchedule first_schedule(const SourcePolicy& policy, std::string_view source_url, std::int64_t now_ms) {
  SourceSchedule out;
  out.next_due_ms = now_ms + scaled(std::min(policy.min_interval_ms, kMinuteMs), unit_hash(source_url, 0));
  return out;
}

SourceSchedule after(const SourcePolicy& policy, const SourceSchedule& before, const Reading& reading,
                     std::string_view source_url) {
  SourceSchedule out = before;
  if (out.first_read_ms == 0) out.first_read_ms = reading.at_ms;
  const std::int64_t learnt = before.interval_ms > 0 ? before.interval_ms : policy.min_interval_ms;
  std::int64_t wait = 0;
  if (reading.result == Reading::Result::failed) {
    ++out.failures;
    out.interval_ms = std::clamp(learnt, policy.min_interval_ms, policy.max_interval_ms);
    wait = std::min(out.interval_ms << std::min(out.failures, 12),
                    std::max(policy.max_interval_ms, policy.min_interval_ms));
  } else {
    learn_from_success(out, reading);
    out.interval_ms = std::clamp(scaled(learnt, reading.fresh > 0 ? kSooner : kLater), policy.min_interval_ms,
                                 policy.max_interval_ms);
    wait = out.interval_ms;
  }
  wait = std::max(wait, asked_wait(policy, reading));
  wait += scaled(wait, kSpread * unit_hash(source_url, reading.at_ms));
  out.next_due_ms = after_skips(reading, reading.at_ms + wait, source_url);
  return out;
}

std::int64_t resume_at_ms(const SourcePolicy& policy, const SourceSchedule& schedule,
                          std::string_view source_url, std::int64_t now_ms) {
  const std::int64_t late = now_ms - schedule.next_due_ms;
  if (late > 0) {
    return now_ms + scaled(std::min({late, policy.min_interval_ms, kMinuteMs}),
                           unit_hash(source_url, schedule.next_due_ms));
  }
  // The farthest any plan reaches: a week's Retry-After, then a week of skipped hours.
  if (-late > 2 * kLongestMs + kDayMs)
    return now_ms + scaled(policy.max_interval_ms, unit_hash(source_url, 0));
  return schedule.next_due_ms;
}

}  // namespace rawi::schedule
