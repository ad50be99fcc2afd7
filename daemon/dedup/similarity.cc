#include "daemon/dedup/similarity.h"

#include <algorithm>

namespace rawi::dedup {
namespace {

constexpr double kChanceMatch = 1.0 / 255;  // two different shingles with the same 8 bits

double estimate_jaccard(const Signature& a, const Signature& b) {
  unsigned equal = 0, both_empty = 0;
  for (std::size_t i = 0; i < kSignatureBytes; ++i) {
    equal += a[i] == b[i] ? 1U : 0U;
    both_empty += (a[i] | b[i]) == 0 ? 1U : 0U;
  }
  const unsigned used = kSignatureBytes - both_empty;
  if (used == 0) return 0;
  const double share = static_cast<double>(equal - both_empty) / used;
  return std::max(0.0, (share - kChanceMatch) / (1 - kChanceMatch));
}

}  // namespace

Similarity compare(const Signature& a, std::uint16_t a_shingles, const Signature& b,
                   std::uint16_t b_shingles) {
  Similarity s;
  s.jaccard = estimate_jaccard(a, b);
  // |A and B| = J (|A| + |B|) / (1 + J)
  const double common = s.jaccard * (a_shingles + b_shingles) / (1 + s.jaccard);
  const double smaller = std::min(a_shingles, b_shingles);
  s.containment = smaller == 0 ? 0 : std::min(1.0, common / smaller);
  return s;
}

bool is_same_report(const Similarity& s) {
  constexpr double kLeastJaccard = 0.17, kLeastContainment = 0.45;
  return s.jaccard >= kLeastJaccard && s.containment >= kLeastContainment;
}

}  // namespace rawi::dedup
