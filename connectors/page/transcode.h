// ICU's converters, as far as decoding pages needs them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/base/result.h"
#include "connectors/page/charset_labels.h"
#include "connectors/page/plausible.h"

namespace rawi::page {

// What a single-byte encoding has at 0x80..0xFF.
[[nodiscard]] HighHalf high_half(const Encoding& encoding);

struct Transcoded {
  std::string text;                    // UTF-8
  std::size_t replaced = 0, high = 0;  // U+FFFD in the text; characters beyond ASCII, those included
};

[[nodiscard]] Result<Transcoded> transcode(std::string_view bytes, const Encoding& encoding);

struct Guess {
  const Encoding* encoding = nullptr;
  int confidence = 0;  // ICU's, 0..100
};

// ICU's detector on the first 64 KiB, markup left out. Best guess first, only encodings this house knows.
[[nodiscard]] std::vector<Guess> guess_encodings(std::string_view bytes);

}  // namespace rawi::page
