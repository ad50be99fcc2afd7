// The stages of the way, in its order; metrics, status page and watchdog speak of them by these names.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace rawi::events {

enum class Stage { discover, fetch, read, judge, record, publish };
inline constexpr std::size_t kStages = 6;
inline constexpr std::array<std::string_view, kStages> kStageNames = {"discover", "fetch",  "read",
                                                                      "judge",    "record", "publish"};

// How much stands at a stage at one moment.
struct StageLoad {
  std::size_t in_progress = 0, waiting = 0;
};
using StageLoads = std::array<StageLoad, kStages>;

[[nodiscard]] constexpr std::size_t index_of(Stage stage) { return static_cast<std::size_t>(stage); }
[[nodiscard]] constexpr std::string_view to_string(Stage stage) { return kStageNames[index_of(stage)]; }

}  // namespace rawi::events
