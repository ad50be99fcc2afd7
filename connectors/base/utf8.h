// Whether bytes are UTF-8, fast enough to ask it of every page and every text of a record.
#pragma once

#include <string_view>

namespace rawi {

// Well-formed by Unicode 15, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view bytes);

}  // namespace rawi
