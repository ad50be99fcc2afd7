// A daemon's status as lines for people.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace rawi::cli {

inline constexpr std::size_t kEveryOutlet = 0;

// `status` and `outlets` as /api/status and /api/outlets answer; what is missing in them is shown as "-". At
// most `rows` lines, outlets that need a look first; kEveryOutlet: all of them.
[[nodiscard]] std::vector<std::string> status_lines(const nlohmann::json& status,
                                                    const nlohmann::json& outlets, std::size_t rows);

}  // namespace rawi::cli
