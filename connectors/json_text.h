// JSON strings, written straight into the line they belong to.
#pragma once

#include <string>
#include <string_view>

namespace rawi {

// Appends `text` in quotes, escaped as RFC 8259 section 7 wants and no further. Bytes that are not UTF-8
// become U+FFFD, one for each maximal subpart (Unicode 15, section 3.9).
void append_json(std::string& out, std::string_view text);

}  // namespace rawi
