#pragma once

namespace rawi {

inline constexpr const char* kVersion = "1.0.0";

}  // namespace rawi
