// Query parameters that say where a reader came from and nothing about what is read.
#pragma once

#include <string_view>

namespace rawi::url {

// `name` as it stands in the query, percent-encoding normalized; letter case does not matter.
[[nodiscard]] bool is_tracking_parameter(std::string_view name);

}  // namespace rawi::url
