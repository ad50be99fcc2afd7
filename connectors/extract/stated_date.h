// Dates in the forms that arabic::parse_date does not read: English month names, month-first numbers, URL
// paths.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "connectors/arabic/dates.h"

namespace rawi::extract {

// A date anywhere in one short line or attribute value: arabic::parse_date on the whole of it, then an
// English date ("March 25, 2015 5:03 pm EST", "25 Mar. 2015") rewritten to ISO 8601, then the longest run of
// words around a year that parses.
[[nodiscard]] std::optional<arabic::Moment> date_in(std::string_view text,
                                                    const arabic::DateContext& context);

// "2/10/2016 12:36 AM" read month first; nullopt where `text` is no numeric date or its first number no
// month.
[[nodiscard]] std::optional<arabic::Moment> month_first_date(std::string_view text,
                                                             const arabic::DateContext& context);

// "/2019/02/20/", "/2019-02-20-", "/20190220", and a year with month and day behind one more segment.
[[nodiscard]] std::optional<arabic::Moment> date_in_path(std::string_view url);

}  // namespace rawi::extract
