// Dates in feeds and sitemaps: the standard forms and what stands in their place.
#pragma once

#include <string>
#include <string_view>

#include "connectors/discover/notes.h"

namespace rawi::discover {

// RFC 2822, RFC 3339, W3C-DTF and the forms of ARABIC.md, in `zone` (IANA, may be empty) where the text
// states none -> RFC 3339 or a date alone. Empty, with a note, where no date can be made out. Where a weekday
// is named and contradicts a day-first reading ("Thursday, 12/02/2021"), the month-first reading that it
// confirms is taken.
[[nodiscard]] std::string feed_date(std::string_view text, std::string_view zone, Notes& notes);

}  // namespace rawi::discover
