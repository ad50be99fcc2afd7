#include "daemon/dedup/segment.h"

#include <algorithm>

namespace rawi::dedup {
namespace {

constexpr std::size_t kSlots = 16;
constexpr std::size_t kMostOfOneKey =
    6;  // a key that many texts share says little; the latest of them are enough
constexpr double kLoad =
    0.85;  // a full bucket forgets its oldest entry: one key of twenty, for one text of a few

}  // namespace

Segment::Segment(std::size_t capacity)
    : capacity_(std::min(capacity, kMost)),
      buckets_(std::max<std::size_t>(
          1, static_cast<std::size_t>(static_cast<double>(capacity_ * kKeys) / (kSlots * kLoad)))) {
  records_.reserve(capacity_);  // the system gives the pages as they are touched
}

std::size_t Segment::memory_bytes() const {
  return sizeof *this + records_.size() * sizeof(Record) + buckets_.size() * sizeof(Bucket);
}

std::size_t Segment::bucket_of(std::uint32_t key) const {
  const std::uint64_t mixed = (key ^ key >> 15) * 0x9E3779B97F4A7C15ULL;
  return static_cast<std::size_t>((mixed >> 32) * buckets_.size() >> 32);
}

void Segment::prefetch(std::uint32_t key) const { __builtin_prefetch(&buckets_[bucket_of(key)]); }

void Segment::add(const Record& record, std::span<const std::uint32_t> keys) {
  records_.push_back(record);
  last_seen_ = std::max(last_seen_, record.seen_at);
  for (const std::uint32_t key : keys) prefetch(key);
  for (const std::uint32_t key : keys) insert(key, static_cast<std::uint32_t>(size()));
}

void Segment::insert(std::uint32_t key, std::uint32_t number) {
  Bucket& bucket = buckets_[bucket_of(key)];
  const std::uint32_t slot = (key & 0xFFFF) << 16 | number;
  std::uint32_t* oldest = &bucket.slots[0];
  std::uint32_t* oldest_of_key = nullptr;
  std::size_t of_key = 0;
  for (std::uint32_t& other : bucket.slots) {
    if (other == 0) {
      oldest = &other;
      break;
    }
    if ((other & 0xFFFF) < (*oldest & 0xFFFF)) oldest = &other;
    if (other >> 16 != slot >> 16) continue;
    ++of_key;
    if (oldest_of_key == nullptr || other < *oldest_of_key) oldest_of_key = &other;
  }
  *(of_key >= kMostOfOneKey ? oldest_of_key : oldest) = slot;
}

}  // namespace rawi::dedup
