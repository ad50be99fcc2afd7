// Is this text Arabic? Judged from the text, never from what the page says of itself.
#pragma once

#include <string>
#include <string_view>

namespace rawi::arabic {

struct LanguageVerdict {
  bool arabic = false;
  std::string language;   // BCP 47: "ar", "fa", "ur", "ps", "ckb", "ug", "en", … or "und"
  double confidence = 0;  // 0..1
};

// `text`: the article's own words (title and paragraphs), UTF-8. CLD2 plus script and letter evidence; short
// Arabic items (a sentence) are recognised.
[[nodiscard]] LanguageVerdict judge_language(std::string_view text);

}  // namespace rawi::arabic
