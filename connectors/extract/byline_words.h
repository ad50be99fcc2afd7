// The words that tell bylines, people and offices apart. All questions take one word (or two, for cues) of
// match text.
#pragma once

#include <string_view>

namespace rawi::extract {

[[nodiscard]] bool is_byline_cue(
    std::string_view folded);  // «كتب», «بقلم», "by"; also two words: «نشر بواسطة»
// Whether a cue of two words may begin with this one: most words need not be looked at together with the
// next.
[[nodiscard]] bool may_begin_two_words(std::string_view folded);
[[nodiscard]] bool is_picture_cue(std::string_view folded);   // «تصوير»: whoever follows wrote nothing
[[nodiscard]] bool is_never_a_name(std::string_view folded);  // offices, outlets, logins, function words
[[nodiscard]] bool is_weekday(std::string_view folded);
// First names that begin with the article; any other first word that does names an office or an outlet.
[[nodiscard]] bool is_name_with_article(std::string_view folded);
// Names that begin with و, which is no "and" there.
[[nodiscard]] bool is_name_with_waw(std::string_view folded);

}  // namespace rawi::extract
