// Lines that tell by their own first words that they are not the article's text: «اقرأ أيضا», «المصدر: …»,
// «تابعونا على …». Arabic only; what other languages say is told by layout.
#pragma once

#include <cstdint>
#include <string_view>

namespace rawi::extract {

enum class Cue : std::uint8_t {
  none,
  related,   // another article is offered
  follow,    // subscribe, follow, share, download
  source,    // where the text comes from
  picture,   // a caption or a credit
  byline,    // who wrote, edited, photographed; when; where
  label,     // keywords, counters, comment counts and the like
  comments,  // here the readers' part begins
  legal,     // rights, disclaimers
};

// What is known of a line besides its text.
struct LineFacts {
  std::uint32_t letters = 0, link_letters = 0;
  bool ends_sentence = false;
};

// `line`: published text, or at least its first words.
[[nodiscard]] Cue cue_of(std::string_view line, const LineFacts& facts);
// Whether the line says whose opinion or property the text is.
[[nodiscard]] bool is_disclaimer(std::string_view line);

}  // namespace rawi::extract
