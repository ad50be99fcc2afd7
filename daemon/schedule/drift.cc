#include "daemon/schedule/drift.h"

#include <algorithm>

#include <fmt/format.h>

namespace rawi::schedule {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr double kGaps = 4, kSmoothing = 0.1, kReportAt = 0.5, kWellAt = 0.2;
constexpr int kFewest = 10;

}  // namespace

std::optional<Drift> DriftWatch::source_read(const std::string& source_url, const SourceSchedule& schedule,
                                             std::int64_t now_ms) {
  const auto limit = std::max(kDayMs, static_cast<std::int64_t>(kGaps * schedule.usual_gap_ms));
  const bool silent = schedule.last_new_ms > 0 && now_ms - schedule.last_new_ms > limit;
  bool& reported = silent_[source_url];
  if (!silent) reported = false;
  if (!silent || reported) return std::nullopt;
  reported = true;
  const auto hours = [](std::int64_t ms) { return static_cast<double>(ms) / 3'600'000.0; };
  return Drift{"silent",
               fmt::format("{} has listed nothing new for {:.0f} h; its habit is every {:.1f} h", source_url,
                           hours(now_ms - schedule.last_new_ms), schedule.usual_gap_ms / 3'600'000.0)};
}

std::optional<Drift> DriftWatch::article_read(const std::string& outlet, bool by_rules) {
  Share& share = shares_[outlet];
  share.fallback += kSmoothing * ((by_rules ? 0.0 : 1.0) - share.fallback);
  ++share.seen;
  if (share.fallback < kWellAt) share.reported = false;
  if (share.seen < kFewest || share.fallback < kReportAt || share.reported) return std::nullopt;
  share.reported = true;
  return Drift{
      "rules_fail",
      fmt::format(
          "the outlet's body rules found nothing on {:.0f} % of its recent articles; its markup has changed",
          share.fallback * 100)};
}

}  // namespace rawi::schedule
