// How much two texts have in common, estimated from their signatures. Private to this room.
#pragma once

#include <array>
#include <cstdint>

#include "daemon/dedup/fingerprint.h"

namespace rawi::dedup {

struct Similarity {
  double jaccard = 0;      // of the sets of 3-word shingles
  double containment = 0;  // share of the smaller text's shingles that the other has
};

// For texts with shingles. Standard error of the Jaccard index: 0.045 at most.
[[nodiscard]] Similarity compare(const Shape& a, const Shape& b);

// Whether that much in common makes one report of the two. Headlines that agree speak for it and those that
// do not against it; where both texts are full of numbers and the numbers differ, it is the same form filled
// in anew (weather, prices, results), however much of the wording is shared.
[[nodiscard]] bool is_same_report(const Similarity& similarity, const Shape& a, const Shape& b);

}  // namespace rawi::dedup
