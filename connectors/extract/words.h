// Small questions about words in published text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rawi::extract {

[[nodiscard]] std::vector<std::string_view> words_of(
    std::string_view text);  // split at blanks; views into `text`
[[nodiscard]] std::size_t count_words(std::string_view text);
// Characters of well-formed UTF-8 that are letters of any script: everything above U+007F but punctuation and
// symbols, and A-Z a-z.
[[nodiscard]] std::size_t letters_in(std::string_view text);
[[nodiscard]] bool has_digit(std::string_view text);   // ASCII, Arabic-Indic or Persian
[[nodiscard]] bool has_arabic(std::string_view text);  // at least one letter of the Arabic block
// Without blanks and the given ASCII characters, and without « » “ ” ، – — | • at both ends.
[[nodiscard]] std::string_view trim_marks(std::string_view text);
[[nodiscard]] bool contains(std::string_view text, std::string_view part);
// Share of the shorter text's words that the longer has too, 0..1; both as match text.
[[nodiscard]] double word_overlap(std::string_view a, std::string_view b);

}  // namespace rawi::extract
