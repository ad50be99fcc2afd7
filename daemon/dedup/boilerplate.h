// Sentences that an outlet puts under one story after another: learned, not listed. Private to this room.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace rawi::dedup {

// A bounded table: where it is full, the sentence seen least is forgotten. `unit`: hash of sentence and
// outlet; `story`: a tag of the story it was seen in. Repetition within one story is no evidence.
class Boilerplate {
 public:
  Boilerplate();

  // In how many stories it was seen; from kStories on it is boilerplate.
  [[nodiscard]] std::uint8_t stories(std::uint32_t unit) const;
  // Whether another story than this one has shown it.
  [[nodiscard]] bool is_seen_elsewhere(std::uint32_t unit, std::uint8_t story) const;
  void learn(std::uint32_t unit, std::uint8_t story);
  // The same for a sentence that another story had shown before (it comes out of the ledger, which keeps only
  // those).
  void learn_repeated(std::uint32_t unit, std::uint8_t story);

  [[nodiscard]] std::size_t memory_bytes() const { return buckets_.size() * sizeof(Bucket); }

  static constexpr std::uint8_t kStories = 3;

 private:
  struct Entry {
    std::uint32_t unit = 0;
    std::array<std::uint8_t, 3> latest{};  // tags of the stories that showed it last
    std::uint8_t stories = 0;              // 0: an empty entry

    [[nodiscard]] bool shown_by(std::uint8_t story) const;
  };
  using Bucket = std::array<Entry, 8>;

  [[nodiscard]] const Entry* find(std::uint32_t unit) const;
  Entry& enter(std::uint32_t unit);

  std::vector<Bucket> buckets_;
};

}  // namespace rawi::dedup
