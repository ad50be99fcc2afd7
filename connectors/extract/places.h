// Place names that stand in datelines.
#pragma once

#include <string_view>

namespace rawi::extract {

// Whether `name` (published text) is a city or country that Arabic outlets report from, alone or as "city،
// country" or several joined by "/" or "-". Spellings are compared as match text.
[[nodiscard]] bool is_place(std::string_view name);

}  // namespace rawi::extract
