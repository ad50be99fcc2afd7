// Bytes to text: which encoding a page is in, whatever it says of itself.
#pragma once

#include <string>
#include <string_view>

#include "connectors/base/result.h"

namespace rawi::page {

struct Decoded {
  std::string text;      // valid UTF-8, without BOM
  std::string charset;   // WHATWG name, lower case: "utf-8", "windows-1256", "iso-8859-6", "utf-16le", …
  std::string evidence;  // "bom", "http", "meta", "detected", or "detected against http" where a declaration
                         // was wrong
  std::size_t replaced = 0;  // characters that became U+FFFD
};

// Order of evidence: BOM, HTTP Content-Type charset, <meta> in the first 1024 bytes, detection (WHATWG
// HTML 13.2.3.2, then the plausibility of the text itself, which may overrule a declaration). `content_type`
// may be empty. Errc::bad_input where no decoding is plausible: never returns mojibake as success.
[[nodiscard]] Result<Decoded> decode(std::string_view bytes, std::string_view content_type);

}  // namespace rawi::page
