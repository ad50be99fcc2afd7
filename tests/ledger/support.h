// What the ledger's tests share.
#pragma once

#include <cstdint>

#include "tests/support/files/temp_dir.h"

namespace rawi::testing {

inline constexpr std::int64_t kNow = 1'780'000'000'000;

}  // namespace rawi::testing
