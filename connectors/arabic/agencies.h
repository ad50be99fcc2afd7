// News agencies and the words outlets use instead of naming one (وكالات، متابعات).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rawi::arabic {

// Whether `name` (published text) is exactly an agency's name in one of its spellings; the spelling stays the
// caller's.
[[nodiscard]] bool is_agency(std::string_view name);

// The agency names in a credit line in the order they stand there: "المصدر: رويترز، أ ف ب + وكالات" -> three.
// Empty where the line is no credit.
[[nodiscard]] std::vector<std::string> agencies_in_credit(std::string_view line);

}  // namespace rawi::arabic
