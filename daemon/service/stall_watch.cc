#include "daemon/service/stall_watch.h"

#include <fmt/format.h>

namespace rawi::service {

std::string StallWatch::look(std::int64_t now_ms, const std::vector<Motion>& stages) {
  std::string stuck;
  for (const auto& stage : stages) {
    Seen& seen = seen_[std::string(stage.name)];
    const bool moved = stage.progress != seen.progress || !stage.busy || !seen.busy;
    if (moved) seen.since_ms = now_ms;
    seen.progress = stage.progress;
    seen.busy = stage.busy;
    const std::int64_t still_ms = now_ms - seen.since_ms;
    if (still_ms > stage.patience_ms && stuck.empty()) {
      stuck = fmt::format("{} has work and has not moved for {} s", stage.name, still_ms / 1000);
    }
  }
  return stuck;
}

}  // namespace rawi::service
