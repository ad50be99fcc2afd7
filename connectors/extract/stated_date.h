// Dates as pages state them, besides arabic::parse_date: among other words, month first, in a URL with a gap.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "connectors/arabic/dates.h"

namespace rawi::extract {

// A date anywhere in one short line or attribute value, the whole of it first.
[[nodiscard]] std::optional<arabic::Moment> date_in(std::string_view text,
                                                    const arabic::DateContext& context);

// "2/10/2016 12:36 AM" read month first; nullopt where `text` is no numeric date or its first number no
// month.
[[nodiscard]] std::optional<arabic::Moment> month_first_date(std::string_view text,
                                                             const arabic::DateContext& context);

// arabic::date_in_path of `url`'s path, and the forms with a section between ("/2013/sport/8/3/") or letters
// around
// ("/Con20130922640685" is none, "/Issues/20130922/" is one).
[[nodiscard]] std::optional<arabic::Moment> date_in_path(std::string_view url);

}  // namespace rawi::extract
