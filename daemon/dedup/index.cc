#include "daemon/dedup/index.h"

#include <algorithm>

namespace rawi::dedup {
namespace {

constexpr std::size_t kFirstSegment = 4096;  // the next ones double, up to Segment::kMost

}  // namespace

void Index::add(const Record& record, std::span<const std::uint32_t> keys) {
  if (needs_block()) segments_.emplace_back(segments_.empty() ? kFirstSegment : segments_.back().size() * 2);
  segments_.back().add(record, keys);
  ++articles_;
}

std::span<const Hit> Index::ask(std::span<const std::uint32_t> keys, std::size_t most) {
  hits_.clear();
  std::uint64_t base = first_order_;
  for (const Segment& segment : segments_) {
    for (const std::uint32_t key : keys) segment.prefetch(key);
    found_.clear();
    for (const std::uint32_t key : keys) segment.each(key, [this](std::uint32_t i) { found_.push_back(i); });
    std::sort(found_.begin(), found_.end());
    for (std::size_t i = 0; i < found_.size();) {
      std::size_t end = i;
      while (end < found_.size() && found_[end] == found_[i]) ++end;
      hits_.push_back({base + found_[i], &segment.record(found_[i]), static_cast<unsigned>(end - i)});
      i = end;
    }
    base += segment.size();
  }
  const std::size_t kept = std::min(hits_.size(), most);
  std::partial_sort(
      hits_.begin(), hits_.begin() + static_cast<std::ptrdiff_t>(kept), hits_.end(),
      [](const Hit& a, const Hit& b) { return a.keys != b.keys ? a.keys > b.keys : a.order < b.order; });
  return {hits_.data(), kept};
}

std::size_t Index::memory_bytes() const {
  std::size_t bytes = 0;
  for (const Segment& segment : segments_) bytes += segment.memory_bytes();
  return bytes;
}

}  // namespace rawi::dedup
