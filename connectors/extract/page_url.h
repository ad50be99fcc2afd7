// Which page is meant: URLs compared as readers compare them, and the article's one canonical URL.
#pragma once

#include <string>
#include <string_view>

#include "connectors/extract/structured.h"

namespace rawi::extract {

// A key that is equal for two URLs of the same page: without scheme, "www.", "m.", fragment and trailing
// slash, percent-escapes decoded, ASCII lower case. "" where `url` has no host.
[[nodiscard]] std::string page_key(std::string_view url);

// rel=canonical or og:url where they can be believed (same registrable domain, not a front page, not
// shortened to a section of this page's own path), else the page's own URL; in canonical spelling. `from`
// receives the evidence.
[[nodiscard]] std::string choose_canonical(const Structured& structured, std::string_view page_url,
                                           std::string& from);

}  // namespace rawi::extract
