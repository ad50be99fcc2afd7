// Letters and small words that tell the languages of the Arabic script apart. Private to this room.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace rawi::arabic {

enum class ScriptLanguage : std::uint8_t { arabic, persian, urdu, pashto, sorani, uyghur, sindhi, jawi };
inline constexpr std::size_t kScriptLanguages = 8;

[[nodiscard]] std::string_view bcp47(ScriptLanguage language);

// How many words of a text speak for each language, and how many words there are.
struct WordEvidence {
  std::array<double, kScriptLanguages> words{};
  double total = 0;
  std::string folded;  // memory used again for each word

  [[nodiscard]] double share(ScriptLanguage language) const {
    return total == 0 ? 0 : words[static_cast<std::size_t>(language)] / total;
  }
};

// Adds one word of the Arabic script (published text, no punctuation) to the evidence.
void weigh_word(std::string_view word, WordEvidence& evidence);

}  // namespace rawi::arabic
