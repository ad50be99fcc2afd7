// What a revision changed, by paragraph. Private to this room.
#pragma once

#include <cstdint>
#include <vector>

#include "daemon/dedup/dedup.h"

namespace rawi::dedup {

// By the longest common subsequence of paragraphs. Where paragraphs went and others came at one place, they
// are changed ones, pair by pair; the rest are added or removed.
[[nodiscard]] std::vector<Change> paragraph_changes(const std::vector<std::uint32_t>& before,
                                                    const std::vector<std::uint32_t>& after);

}  // namespace rawi::dedup
