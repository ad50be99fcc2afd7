#include "daemon/schedule/drift.h"

#include <algorithm>

#include <fmt/format.h>

namespace rawi::schedule {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr double kHourMs = 3'600'000;
constexpr double kGaps = 4;
constexpr double kRecent = 0.1, kHabit = 0.01;  // smoothing: the last ten, the last hundred
constexpr double kReportAt = 0.5, kAboveHabit = 0.3, kWellWithin = 0.1;
constexpr int kFewest = 10;

double hours(std::int64_t ms) { return static_cast<double>(ms) / kHourMs; }

std::string in_words(const std::string& source_url, const SourceSchedule& schedule, std::int64_t quiet_ms) {
  std::string text = schedule.last_new_ms == 0
                         ? fmt::format("{} has listed no article since it was first read {:.0f} h ago",
                                       source_url, hours(quiet_ms))
                         : fmt::format("{} has listed nothing new for {:.0f} h", source_url, hours(quiet_ms));
  if (schedule.usual_gap_ms > 0)
    text += fmt::format("; its habit is every {:.1f} h", schedule.usual_gap_ms / kHourMs);
  if (schedule.failures > 0) text += fmt::format("; the last {} readings failed", schedule.failures);
  return text;
}

}  // namespace

std::optional<Drift> DriftWatch::source_read(const std::string& source_url, const SourceSchedule& schedule,
                                             std::int64_t now_ms) {
  const std::int64_t since = schedule.last_new_ms > 0 ? schedule.last_new_ms : schedule.first_read_ms;
  const auto limit = std::max(kDayMs, static_cast<std::int64_t>(kGaps * schedule.usual_gap_ms));
  const bool silent = since > 0 && now_ms - since > limit;
  bool& reported = silent_[source_url];
  if (!silent) reported = false;
  if (!silent || reported) return std::nullopt;
  reported = true;
  return Drift{"silent", in_words(source_url, schedule, now_ms - since)};
}

std::optional<Drift> DriftWatch::article_read(const std::string& outlet, bool by_rules) {
  Share& share = shares_[outlet];
  const double fallback = by_rules ? 0.0 : 1.0;
  share.recent += kRecent * (fallback - share.recent);
  ++share.seen;
  share.habit += kHabit * (fallback - share.habit);
  if (share.recent < share.habit + kWellWithin) share.reported = false;
  const bool drifts =
      share.seen >= kFewest && share.recent >= kReportAt && share.recent >= share.habit + kAboveHabit;
  if (!drifts || share.reported) return std::nullopt;
  share.reported = true;
  return Drift{
      "rules_fail",
      fmt::format("the outlet's body rules found nothing on {:.0f} % of its latest articles ({:.0f} % is its "
                  "habit); its markup may have changed",
                  share.recent * 100, share.habit * 100)};
}

}  // namespace rawi::schedule
