// Words and shapes that tell what a printed line's date is, before anything is parsed.
#pragma once

#include <string_view>

namespace rawi::extract {

[[nodiscard]] bool says_modified(std::string_view text);
[[nodiscard]] bool says_published(std::string_view text);

// Four digits in a row, two numbers with a separator between them, or a word of relative time.
[[nodiscard]] bool may_hold_date(std::string_view text);

}  // namespace rawi::extract
