// Arabic prose from word lists of our own: neutral, varied enough that no two texts are alike.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rawi::test {

// SplitMix64: the same everywhere, unlike the standard library's distributions.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }

 private:
  std::uint64_t state_;
};

// `number` stands in the headline, so that headlines with different numbers differ.
[[nodiscard]] std::string make_headline(Random& random, int number);
[[nodiscard]] std::string make_paragraph(Random& random, int sentences);
[[nodiscard]] std::string make_name(Random& random);
[[nodiscard]] std::string make_section(Random& random);

}  // namespace rawi::test
