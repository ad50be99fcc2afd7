// Small bounded figures over time: events a minute or an hour, and how long the last few hundred took.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace rawi::admin {

// Counts of the last N buckets of `BucketMs`, the running one included. A clock that is set back counts into
// the newest bucket there is.
template <std::size_t N, std::int64_t BucketMs>
class Rate {
 public:
  using Counts = std::array<std::uint32_t, N>;

  void add(std::int64_t at_ms, std::uint32_t n = 1) {
    const std::int64_t bucket = at_ms / BucketMs;
    if (newest_ == 0) newest_ = bucket;
    if (bucket > newest_) forward(bucket);
    const std::int64_t back = std::max<std::int64_t>(0, newest_ - bucket);
    if (back < static_cast<std::int64_t>(N)) counts_[N - 1 - static_cast<std::size_t>(back)] += n;
  }

  // Oldest first; the last is the bucket that `now_ms` is in.
  [[nodiscard]] Counts at(std::int64_t now_ms) const {
    Rate copy = *this;
    if (now_ms / BucketMs > copy.newest_) copy.forward(now_ms / BucketMs);
    return copy.counts_;
  }

 private:
  void forward(std::int64_t bucket) {
    const auto by = static_cast<std::size_t>(std::min<std::int64_t>(N, bucket - newest_));
    std::rotate(counts_.begin(), counts_.begin() + static_cast<std::ptrdiff_t>(by % N), counts_.end());
    std::fill(counts_.end() - static_cast<std::ptrdiff_t>(by), counts_.end(), 0u);
    newest_ = bucket;
  }

  Counts counts_{};  // the last one is bucket `newest_`
  std::int64_t newest_ = 0;
};

using PerMinute = Rate<60, 60'000>;
using PerHour = Rate<24, 3'600'000>;

// The last few hundred durations, in milliseconds.
class Latencies {
 public:
  void add(double ms) {
    if (last_.size() < kMost) {
      last_.push_back(ms);
    } else {
      last_[next_++ % kMost] = ms;
    }
  }

  // 0 <= q <= 1, by nearest rank; nullopt where nothing was measured.
  [[nodiscard]] std::optional<double> quantile(double q) const {
    if (last_.empty()) return std::nullopt;
    std::vector<double> sorted = last_;
    const auto rank = static_cast<std::ptrdiff_t>(std::lround(q * static_cast<double>(sorted.size() - 1)));
    std::nth_element(sorted.begin(), sorted.begin() + rank, sorted.end());
    return sorted[static_cast<std::size_t>(rank)];
  }

 private:
  static constexpr std::size_t kMost = 512;
  std::vector<double> last_;
  std::size_t next_ = 0;
};

}  // namespace rawi::admin
