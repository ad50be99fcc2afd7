// All remembered articles of the window: blocks of them, oldest first. Private to this room.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "daemon/dedup/segment.h"

namespace rawi::dedup {

// A remembered article that shares keys with the one asked for. Valid until the index changes.
struct Hit {
  std::uint64_t order = 0;  // of remembering, from the first article ever
  const Record* record = nullptr;
  unsigned keys = 0;  // shared
};

class Index {
 public:
  void add(const Record& record, std::span<const std::uint32_t> keys);
  [[nodiscard]] bool needs_block() const { return segments_.empty() || segments_.back().full(); }

  // Drops blocks last seen before that second; `dropped` gets each of their records.
  template <class Visit>
  void expire(std::int64_t seen_before, const Visit& dropped) {
    while (!segments_.empty() && std::int64_t{segments_.front().last_seen()} < seen_before) {
      const Segment& segment = segments_.front();
      for (std::size_t i = 0; i < segment.size(); ++i) dropped(segment.record(i));
      articles_ -= segment.size();
      first_order_ += segment.size();
      segments_.pop_front();
    }
  }

  // The articles that share most keys, at most `most` of them, the oldest first among equals.
  [[nodiscard]] std::span<const Hit> ask(std::span<const std::uint32_t> keys, std::size_t most);

  [[nodiscard]] std::size_t articles() const { return articles_; }
  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  std::deque<Segment> segments_;
  std::uint64_t first_order_ = 0;
  std::size_t articles_ = 0;
  std::vector<std::uint32_t> found_;  // memory used again for every question
  std::vector<Hit> hits_;
};

}  // namespace rawi::dedup
