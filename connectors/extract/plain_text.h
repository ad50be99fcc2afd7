// What a value that carries markup would show: JSON-LD and <meta> values are often HTML, or escaped twice.
#pragma once

#include <string>
#include <string_view>

namespace rawi::extract {

// Character references resolved (twice where the value was escaped twice), tags dropped; a tag that ends a
// line in a browser (<p>, <br>, <li>, …) becomes a line end. Text without '&' and '<' comes back as it is.
// Total, linear.
[[nodiscard]] std::string plain_text(std::string_view value);

}  // namespace rawi::extract
