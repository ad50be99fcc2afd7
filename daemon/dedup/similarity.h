// How much two texts have in common, estimated from their signatures. Private to this room.
#pragma once

#include <array>
#include <cstdint>

#include "daemon/dedup/fingerprint.h"

namespace rawi::dedup {

using Signature = std::array<std::uint8_t, kSignatureBytes>;

struct Similarity {
  double jaccard = 0;      // of the sets of 3-word shingles
  double containment = 0;  // share of the smaller text's shingles that the other has
};

// For texts with shingles. Standard error of the Jaccard index: 0.045 at most.
[[nodiscard]] Similarity compare(const Signature& a, std::uint16_t a_shingles, const Signature& b,
                                 std::uint16_t b_shingles);

// Whether that much in common makes one report of the two.
[[nodiscard]] bool is_same_report(const Similarity& similarity);

}  // namespace rawi::dedup
