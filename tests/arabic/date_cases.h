// A text and what `rawi date` prints for it.
#pragma once

#include <string>

#include <gtest/gtest.h>

#include "connectors/arabic/dates.h"

namespace rawi::arabic {

struct DateCase {
  std::string text, want;
};

inline std::string date_of(const std::string& text, std::string_view zone,
                           std::optional<std::int64_t> now = std::nullopt) {
  const auto moment = parse_date(text, {zone, now});
  return moment ? moment->to_string() : "unparsed";
}

}  // namespace rawi::arabic
