#include "connectors/arabic/language.h"

#include <algorithm>
#include <cstdio>  // cld2's header uses FILE without including it
#include <optional>

#include <cld2/public/compact_lang_det.h>
#include <unicode/uchar.h>

#include "connectors/arabic/code_points.h"
#include "connectors/arabic/language_letters.h"
#include "connectors/arabic/normalize.h"

namespace rawi::arabic {
namespace {

constexpr std::size_t kMaxBytes = 6 * 1024;  // enough of any article to tell its language
constexpr double kMaxWords = 250;            // that are weighed; letters are counted in all

struct Letters {
  double arabic = 0, other = 0;
  WordEvidence words;

  [[nodiscard]] double arabic_share() const {
    const double all = arabic + other;
    return all == 0 ? 0 : arabic / all;
  }
};

Letters count_letters(std::string_view text) {
  Letters letters;
  std::size_t word_begin = text.npos;
  const auto end_word = [&](std::size_t end) {
    if (word_begin != text.npos && letters.words.total < kMaxWords)
      weigh_word(text.substr(word_begin, end - word_begin), letters.words);
    word_begin = text.npos;
  };
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t begin = pos;
    const char32_t cp = next_code_point(text, pos);
    if (is_arabic_letter(cp)) {
      letters.arabic += 1;
      if (word_begin == text.npos) word_begin = begin;
      continue;
    }
    if (is_mark(cp) || cp == 0x0640) continue;
    end_word(begin);
    if (u_isalpha(static_cast<UChar32>(cp))) letters.other += 1;
  }
  end_word(text.size());
  return letters;
}

struct Guess {
  std::string language = "und";
  double share = 0;  // of the text, 0..1
  bool reliable = false;
};

Guess ask_cld2(const std::string& text) {
  CLD2::Language languages[3];
  int percents[3];
  int text_bytes = 0;
  bool reliable = false;
  const CLD2::Language best = CLD2::DetectLanguageSummary(text.data(), static_cast<int>(text.size()), true,
                                                          languages, percents, &text_bytes, &reliable);
  if (best == CLD2::UNKNOWN_LANGUAGE) return {};
  Guess guess{CLD2::LanguageCode(best), 0, reliable};
  for (int i = 0; i < 3; ++i) {
    if (languages[i] == best) guess.share = percents[i] / 100.0;
  }
  if (guess.language == "iw") guess.language = "he";  // CLD2 keeps codes that BCP 47 gave up
  return guess;
}

ScriptLanguage strongest_foreign(const WordEvidence& words) {
  auto best = ScriptLanguage::persian;
  for (std::size_t i = 1; i < kScriptLanguages; ++i) {
    const auto language = static_cast<ScriptLanguage>(i);
    if (words.share(language) > words.share(best)) best = language;
  }
  return best;
}

std::string_view cut(std::string_view text) {
  if (text.size() <= kMaxBytes) return text;
  std::size_t end = kMaxBytes;
  while (end > 0 && (text[end] & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

// CLD2 costs ten times what the words do; where they speak with one voice it is not asked.
std::optional<LanguageVerdict> judge_by_words(const Letters& letters) {
  constexpr double kFewestWords = 12, kClear = 0.3, kFaint = 0.05;
  const WordEvidence& words = letters.words;
  if (words.total < kFewestWords) return std::nullopt;
  const double arabic = words.share(ScriptLanguage::arabic);
  const ScriptLanguage rival = strongest_foreign(words);
  const double foreign = words.share(rival);
  if (arabic >= kClear && foreign <= kFaint)
    return LanguageVerdict{true, "ar", std::min(1.0, 0.65 + arabic - foreign)};
  if (foreign >= kClear && arabic <= kFaint) {
    return LanguageVerdict{false, std::string(bcp47(rival)), std::min(1.0, 0.65 + foreign - arabic)};
  }
  return std::nullopt;
}

LanguageVerdict judge_arabic_script(const Letters& letters, const Guess& guess) {
  const double arabic = letters.words.share(ScriptLanguage::arabic);
  const ScriptLanguage rival = strongest_foreign(letters.words);
  const double foreign = letters.words.share(rival);
  const bool cld_arabic = guess.language == "ar";
  const bool cld_foreign = guess.reliable && !cld_arabic && guess.language != "und" && guess.language != "en";
  // A running Arabic text has the article or a particle in every second word; a foreign one its own letters.
  const double lean = arabic - foreign + (cld_arabic ? 0.15 : 0) - (cld_foreign ? 0.15 : 0);
  constexpr double kNoEvidence = 0.05;
  const bool blank = arabic < kNoEvidence && foreign < kNoEvidence;
  const bool is_arabic = blank ? !cld_foreign : lean > 0;
  const double confidence = blank ? (cld_arabic ? 0.6 : 0.4) : std::min(1.0, 0.5 + std::abs(lean));
  if (is_arabic) return {true, "ar", confidence};
  const bool letters_know = foreign >= 0.1;
  return {false, letters_know ? std::string(bcp47(rival)) : (cld_foreign ? guess.language : "und"),
          confidence};
}

}  // namespace

LanguageVerdict judge_language(std::string_view text) {
  constexpr double kMinArabicShare =
      0.35;  // names, quotations and code in Latin letters leave more than this
  const std::string clean = published_text(cut(text));
  const Letters letters = count_letters(clean);
  if (letters.arabic + letters.other == 0) return {false, "und", 0};
  const bool arabic_script = letters.arabic_share() >= kMinArabicShare;
  if (arabic_script) {
    if (auto verdict = judge_by_words(letters)) return *verdict;
  }
  const Guess guess = ask_cld2(clean);
  if (arabic_script) return judge_arabic_script(letters, guess);
  const bool other = guess.language != "ar";
  return {false, other ? guess.language : "und", guess.reliable ? std::max(guess.share, 0.5) : 0.5};
}

}  // namespace rawi::arabic
