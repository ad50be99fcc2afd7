// Documents as text, and two documents side by side.
#pragma once

#include <optional>
#include <string>

#include "connectors/page/document.h"

namespace rawi::page {

// One line a node, indented by depth: `p class="lead"` or `"text"`.
[[nodiscard]] std::string outline(const Document& doc);

// Where the two first differ: elements, attributes, text (white space collapsed), data scripts (newlines
// normalized).
enum class Attributes : bool { ignored, compared };
[[nodiscard]] std::optional<std::string> first_difference(const Document& a, const Document& b,
                                                          Attributes attributes = Attributes::compared);

}  // namespace rawi::page
