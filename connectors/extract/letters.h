// What a text node is made of, counted in one pass over its bytes.
#pragma once

#include <cstdint>
#include <string_view>

namespace rawi::extract {

struct LetterCount {
  std::uint32_t letters = 0;  // code points that are not white space; ideographs and kana count twice
  std::uint32_t marks = 0;    // commas and sentence ends: Latin, Arabic, full-width, ideographic, danda
  std::uint32_t words = 0;
  std::uint32_t digits = 0;  // ASCII and Arabic-Indic
  bool ends_sentence =
      false;  // the last character is . ! ? ؟ … 。 or the like, closing quotes and brackets apart
};

[[nodiscard]] LetterCount count_letters(std::string_view utf8);

}  // namespace rawi::extract
