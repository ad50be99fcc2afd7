#include "daemon/dedup/changes.h"

#include <algorithm>

namespace rawi::dedup {
namespace {

using Hashes = std::vector<std::uint32_t>;

// lengths[i][j]: of the longest common subsequence of before[i..] and after[j..].
std::vector<std::vector<std::uint16_t>> common_lengths(const Hashes& before, const Hashes& after) {
  std::vector<std::vector<std::uint16_t>> lengths(before.size() + 1,
                                                  std::vector<std::uint16_t>(after.size() + 1, 0));
  for (std::size_t i = before.size(); i-- > 0;) {
    for (std::size_t j = after.size(); j-- > 0;) {
      lengths[i][j] = before[i] == after[j] ? static_cast<std::uint16_t>(lengths[i + 1][j + 1] + 1)
                                            : std::max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  return lengths;
}

void report_gap(std::size_t before, std::size_t before_end, std::size_t after, std::size_t after_end,
                std::vector<Change>& changes) {
  for (; before < before_end && after < after_end; ++before, ++after) {
    changes.push_back({Change::Kind::paragraph_changed, after});
  }
  for (; before < before_end; ++before) changes.push_back({Change::Kind::paragraph_removed, before});
  for (; after < after_end; ++after) changes.push_back({Change::Kind::paragraph_added, after});
}

}  // namespace

std::vector<Change> paragraph_changes(const Hashes& before, const Hashes& after) {
  std::vector<Change> changes;
  const auto lengths = common_lengths(before, after);
  std::size_t i = 0, j = 0, gap_i = 0, gap_j = 0;
  while (i < before.size() && j < after.size()) {
    if (before[i] == after[j]) {
      report_gap(gap_i, i, gap_j, j, changes);
      gap_i = ++i;
      gap_j = ++j;
    } else if (lengths[i + 1][j] >= lengths[i][j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
  report_gap(gap_i, before.size(), gap_j, after.size(), changes);
  return changes;
}

}  // namespace rawi::dedup
