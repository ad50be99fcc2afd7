// A block of remembered articles with its index. Articles come in order, so that a block is forgotten as a
// whole. Private to this room.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "daemon/dedup/similarity.h"
#include "daemon/dedup/uuid.h"

namespace rawi::dedup {

// 180 bytes an article. Of a text without shingles the signature holds the match hash.
struct Record {
  Shape shape;
  Uuid original{};                 // of the story; an id that is no UUID by its hash (names.h)
  std::uint32_t article = 0;       // hash of the article's id
  std::uint32_t published_at = 0;  // Unix seconds; 0: not stated
  std::uint32_t seen_at = 0;
};

static_assert(sizeof(Record) == 180);

class Segment {
 public:
  static constexpr std::size_t kMost = 16384;  // its index stays within a core's own cache

  explicit Segment(std::size_t capacity);

  [[nodiscard]] bool full() const { return size() == capacity_; }
  [[nodiscard]] std::size_t size() const { return records_.size(); }
  [[nodiscard]] const Record& record(std::size_t i) const { return records_[i]; }
  [[nodiscard]] std::uint32_t last_seen() const { return last_seen_; }
  [[nodiscard]] std::size_t memory_bytes() const;

  void add(const Record& record, std::span<const std::uint32_t> keys);

  void prefetch(std::uint32_t key) const;
  // Appends the numbers of the records that may have been added with `key`.
  template <class Visit>
  void each(std::uint32_t key, const Visit& visit) const {
    const Bucket& bucket = buckets_[bucket_of(key)];
    for (const std::uint32_t slot : bucket.slots) {
      if (slot != 0 && slot >> 16 == (key & 0xFFFF)) visit((slot & 0xFFFF) - 1);
    }
  }

 private:
  // A cache line. A slot: 16 bits of the key, the record's number + 1; 0 is empty.
  struct alignas(64) Bucket {
    std::uint32_t slots[16] = {};
  };
  [[nodiscard]] std::size_t bucket_of(std::uint32_t key) const;
  void insert(std::uint32_t key, std::uint32_t number);

  std::size_t capacity_;
  std::uint32_t last_seen_ = 0;
  std::vector<Record> records_;
  std::vector<Bucket> buckets_;
};

}  // namespace rawi::dedup
