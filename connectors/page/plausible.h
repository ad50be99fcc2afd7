// Does a decoding read as Arabic? Judged by which letters follow which.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace rawi::page {

// The characters a single-byte encoding has at 0x80..0xFF; U+FFFD where none.
using HighHalf = std::array<char16_t, 128>;

struct Plausibility {
  std::size_t letters = 0;  // Arabic letters
  std::size_t strange = 0;  // characters beyond ASCII that Arabic text does not hold, undefined ones included
  double bits = 0;  // mean log2 likelihood of a step from letter to letter (word ends count) against chance

  // Arabic for certain, whatever the page declares; and good enough to be believed where it is declared or
  // nothing is.
  [[nodiscard]] bool certain() const { return letters >= 16 && bits > 0.9; }
  [[nodiscard]] bool likely() const { return letters >= 3 && bits > 0.4; }
};

[[nodiscard]] Plausibility judge_bytes(std::string_view bytes, const HighHalf& high);
[[nodiscard]] Plausibility judge_utf8(std::string_view text);  // well-formed

}  // namespace rawi::page
