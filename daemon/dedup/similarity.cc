#include "daemon/dedup/similarity.h"

#include <algorithm>
#include <bit>

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

// Share of the smaller set's bits that the other has.
double overlap(std::uint32_t a, std::uint32_t b) {
  const int smaller = std::min(std::popcount(a), std::popcount(b));
  return smaller == 0 ? 0 : static_cast<double>(std::popcount(a & b)) / smaller;
}

// Chance alone makes full filters overlap; what is over that is shared.
bool numbers_contradict(const NumberBits& a, const NumberBits& b) {
  constexpr int kFewest = 6;
  constexpr double kFull = 0.75, kShared = 0.45;
  int in_a = 0, in_b = 0, in_both = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    in_a += std::popcount(a[i]);
    in_b += std::popcount(b[i]);
    in_both += std::popcount(a[i] & b[i]);
  }
  const double chance = std::max(in_a, in_b) / 128.0;
  if (std::min(in_a, in_b) < kFewest || chance > kFull) return false;
  const double shared = static_cast<double>(in_both) / std::min(in_a, in_b);
  return (shared - chance) / (1 - chance) < kShared;
}

struct Least {
  double jaccard, containment;
};

Least least_for(const Shape& a, const Shape& b) {
  constexpr Least kAgree{0.17, 0.45}, kUnknown{0.20, 0.50}, kDiffer{0.22, 0.55};
  constexpr int kFewestWords = 2;
  if (std::min(std::popcount(a.title_bits), std::popcount(b.title_bits)) < kFewestWords) return kUnknown;
  return overlap(a.title_bits, b.title_bits) >= 0.6 ? kAgree : kDiffer;
}

}  // namespace

Similarity compare(const Shape& a, const Shape& b) {
  Similarity s;
  s.jaccard = estimate_jaccard(a.signature, b.signature);
  // |A and B| = J (|A| + |B|) / (1 + J)
  const double common = s.jaccard * (a.shingles + b.shingles) / (1 + s.jaccard);
  const double smaller = std::min(a.shingles, b.shingles);
  s.containment = smaller == 0 ? 0 : std::min(1.0, common / smaller);
  return s;
}

bool is_same_report(const Similarity& s, const Shape& a, const Shape& b) {
  const Least least = least_for(a, b);
  return s.jaccard >= least.jaccard && s.containment >= least.containment &&
         !numbers_contradict(a.number_bits, b.number_bits);
}

}  // namespace rawi::dedup
