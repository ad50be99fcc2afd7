// Lines that say where a text comes from: «المصدر: رويترز، أ ف ب», and agencies in brackets as its last
// words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rawi::extract {

// The names in an explicit source line; none where the line is something else. `line`: published text.
[[nodiscard]] std::vector<std::string> sources_in_line(std::string_view line);
// «… (رويترز)» or «… . (وكالات)»: the agencies in brackets at the end of a paragraph.
[[nodiscard]] std::vector<std::string> agencies_at_end(std::string_view paragraph);

}  // namespace rawi::extract
