// Published text (what a reader would accept as the same text, clean) and match text (for dedup and search
// only).
#pragma once

#include <string>
#include <string_view>

namespace rawi::arabic {

// One line of published text: NFC; presentation forms to base letters (U+FDFA..FDFD stay); bidi controls,
// U+200B, U+FEFF, U+00AD dropped; every run of space kinds (line ends included) one space; trimmed; tatweel
// between letters dropped, a tatweel that joins a prefix to a quote or digit kept; ZWNJ, diacritics, hamza,
// alef forms, digits, punctuation kept. Idempotent. Invalid UTF-8 becomes U+FFFD. Never throws.
[[nodiscard]] std::string published_text(std::string_view utf8);

// ARABIC.md's folding. Words separated by single spaces, no punctuation, Latin lower-cased. Idempotent; the
// same result for composed and decomposed input, and match_text(published_text(x)) == match_text(x).
[[nodiscard]] std::string match_text(std::string_view utf8);
// The same into `out`, whose memory is used again: for callers that fold many texts.
void match_text(std::string_view utf8, std::string& out);

}  // namespace rawi::arabic
