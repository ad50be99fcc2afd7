// The Umm al-Qura calendar, by ICU. Private to this room.
#pragma once

#include <optional>

#include "connectors/arabic/civil.h"

namespace rawi::arabic {

// The Gregorian day of a Hijri one (years 1300..1500); nullopt where that month has no such day.
[[nodiscard]] std::optional<CivilDay> gregorian_from_hijri(int year, int month, int day);

}  // namespace rawi::arabic
