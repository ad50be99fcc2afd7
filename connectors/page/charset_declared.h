// What a page says of its own encoding.
#pragma once

#include <string_view>

#include "connectors/page/charset_labels.h"

namespace rawi::page {

struct Declared {
  const Encoding* bom = nullptr;
  std::size_t bom_bytes = 0;
  const Encoding* http = nullptr;  // Content-Type header
  const Encoding* meta = nullptr;  // <meta>, or an XML declaration
};

// The BOM (WHATWG Encoding 6.1), the header's charset parameter, and the prescan for <meta> (WHATWG
// HTML 13.2.3.2) over the first 1024 bytes; where those name nothing, over the first 16 KiB, as pages with
// long heads need it.
[[nodiscard]] Declared declared_encodings(std::string_view bytes, std::string_view content_type);

// The value of charset= in a Content-Type; "" where there is none. Views into `content_type`.
[[nodiscard]] std::string_view charset_parameter(std::string_view content_type);

}  // namespace rawi::page
