// The text of a headline out of what feeds put into <title>.
#pragma once

#include <string>
#include <string_view>

namespace rawi::discover {

// Published text: HTML tags gone (also escaped once more than they should be), character references resolved.
// A "<" that starts no HTML tag stays.
[[nodiscard]] std::string headline(std::string_view text);

}  // namespace rawi::discover
