// Text in blocks of bytes that are looked at together. Character by character the processor guesses wrong at
// the end of every word, and counting letters that way was a fifth of the time a page took.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace rawi {

using Byte = unsigned char;

// GCC's and clang's own vectors: comparisons give 0 or -1 for each byte.
inline constexpr std::size_t kBlockBytes = 16;
using Block = Byte __attribute__((vector_size(kBlockBytes)));
using Mask = signed char __attribute__((vector_size(kBlockBytes)));

// How many bytes masks have marked so far.
class Tally {
 public:
  void add(Mask marked) {
    sums_ -= reinterpret_cast<Block>(marked);
    if (++added_ == 255) settle();
  }
  [[nodiscard]] std::size_t count() {
    settle();
    return count_;
  }

 private:
  void settle() {
    constexpr std::uint64_t kEven = 0x00FF00FF00FF00FFu, kOnes = 0x0001000100010001u;
    std::array<std::uint64_t, kBlockBytes / 8> words;
    std::memcpy(words.data(), &sums_, sizeof sums_);
    // Neighbours are added up in 16 bits, the multiplication adds up the four sums.
    for (const std::uint64_t w : words) count_ += ((w & kEven) + ((w >> 8) & kEven)) * kOnes >> 48;
    sums_ = Block{};
    added_ = 0;
  }
  Block sums_{};
  unsigned added_ = 0;
  std::size_t count_ = 0;
};

// The bytes of one block, and those one before, one after and two after each of them. Blanks stand before the
// text's beginning and behind its end.
struct Bytes {
  Block before, here, next, after_next;
};

inline Block load(const Byte* p) {
  Block block;
  std::memcpy(&block, p, sizeof block);
  return block;
}

template <class Look>
void for_each_block(std::string_view text, Look look) {
  constexpr std::size_t kSeen = kBlockBytes + 3;
  const auto* const p = reinterpret_cast<const Byte*>(text.data());
  const auto look_at = [&](const Byte* seen) {
    look(Bytes{load(seen), load(seen + 1), load(seen + 2), load(seen + 3)});
  };
  for (std::size_t at = 0; at < text.size(); at += kBlockBytes) {
    if (at != 0 && at - 1 + kSeen <= text.size()) {
      look_at(p + at - 1);
      continue;
    }
    std::array<Byte, kSeen> edge;
    edge.fill(' ');
    const std::size_t from = at == 0 ? 0 : at - 1, to = at == 0 ? 1 : 0;
    const std::size_t left = text.size() - from;
    std::memcpy(edge.data() + to, p + from, left < kSeen - to ? left : kSeen - to);
    look_at(edge.data());
  }
}

// Whether a mask marks any byte.
inline bool any(Mask mask) {
  std::array<std::uint64_t, kBlockBytes / 8> words;
  std::memcpy(words.data(), &mask, sizeof mask);
  return (words[0] | words[1]) != 0;
}

}  // namespace rawi
