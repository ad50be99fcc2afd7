// From text to numbers: words, shingles, signature, keys, and the sentences that may be boilerplate.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/dedup/fingerprint.h"

namespace rawi::dedup {

// Fewer 3-word shingles than this say too little: such texts are the same only where every word is.
inline constexpr std::size_t kFewestShingles = 24;

// A sentence: it may be told from the words around it, and left out where an outlet keeps repeating it.
struct Unit {
  std::uint32_t hash = 0;  // of its match text and the outlet
  std::uint32_t first_word = 0, words = 0;
  NumberBits number_bits{};  // Shape::number_bits of its own
};

// A text read once; its memory is used again for the next.
class TextReader {
 public:
  void read(std::string_view outlet, std::string_view title, const std::vector<std::string_view>& paragraphs);

  [[nodiscard]] const std::vector<Unit>& units() const { return units_; }
  [[nodiscard]] std::uint64_t match_hash() const { return match_hash_; }
  [[nodiscard]] std::uint32_t title_hash() const { return title_hash_; }
  [[nodiscard]] const std::vector<std::uint32_t>& paragraph_hashes() const { return paragraph_hashes_; }

  // `dropped[i]`: unit i is boilerplate.
  [[nodiscard]] Sketch sketch(const std::vector<bool>& dropped);

 private:
  void read_paragraph(std::string_view paragraph, std::uint64_t outlet_seed);
  void read_unit(std::string_view text, std::uint64_t outlet_seed);
  void choose_keys(std::vector<std::uint32_t>& keys);
  void keep_words(const std::vector<bool>& dropped);

  std::string folded_;
  std::uint32_t title_bits_ = 0;
  std::vector<std::uint64_t> words_, kept_, key_hashes_;
  std::vector<Unit> units_;
  std::vector<std::uint32_t> paragraph_hashes_;
  std::uint64_t match_hash_ = 0;
  std::uint32_t title_hash_ = 0;
};

}  // namespace rawi::dedup
