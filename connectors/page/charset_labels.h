// Names of character encodings: what pages write, what the standard calls it, what ICU calls it.
#pragma once

#include <string_view>

namespace rawi::page {

// One encoding of the WHATWG Encoding standard (https://encoding.spec.whatwg.org/#names-and-labels).
struct Encoding {
  std::string_view name;    // the standard's name, lower case
  const char* icu;          // ICU's converter for it
  std::string_view labels;  // all it may be called, lower case, between spaces
  bool single_byte;         // ASCII below 0x80, one character a byte above
};

// nullptr where the label names no encoding. Case, quotes and white space around do not matter.
[[nodiscard]] const Encoding* encoding_of(std::string_view label);

}  // namespace rawi::page
