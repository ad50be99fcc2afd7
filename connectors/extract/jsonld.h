// JSON-LD (schema.org) -> evidence.
#pragma once

#include <string_view>

#include "connectors/extract/structured.h"

namespace rawi::extract {

// Adds what one <script type="application/ld+json"> (or several, glued) says. The node about this page is
// told from nodes about other articles by type, by where it hangs (not under ItemList, hasPart, …) and by its
// own URL.
void read_json_ld(const std::vector<std::string_view>& scripts, std::string_view page_url, Structured& out);

}  // namespace rawi::extract
