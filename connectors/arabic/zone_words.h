// Zones as texts name them: offsets, abbreviations, cities and countries. Private to this room.
#pragma once

#include <optional>
#include <string>

#include "connectors/arabic/date_names.h"

namespace rawi::arabic {

// Exactly one of the two says something; both empty: "local time", the context's zone.
struct StatedZone {
  std::optional<int> offset_minutes;
  std::string iana;
};

// A zone that names itself as one: "GMT+3", "Z", "EEST", "بتوقيت القدس", "Asia/Riyadh".
[[nodiscard]] std::optional<Read<StatedZone>> read_zone(const Tokens& tokens, std::size_t i);
// What may also be a zone because a time stands directly before it: "+03:00", "دمشق".
[[nodiscard]] std::optional<Read<StatedZone>> read_zone_after_time(const Tokens& tokens, std::size_t i);

}  // namespace rawi::arabic
