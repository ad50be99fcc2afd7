// Offsets of IANA time zones. Private to this room.
// The system's zone files (RFC 8536) come first: they follow the law of the day, while ICU's copy is as old
// as the ICU package (Debian 12's does not know that Egypt has daylight saving again since 2023). ICU answers
// where there are none.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace rawi::arabic {

class Zone {
 public:
  virtual ~Zone() = default;
  // Seconds east of UTC at an instant.
  [[nodiscard]] virtual int offset_at(std::int64_t unix_seconds) const = 0;

  // Seconds east of UTC at a wall-clock time (seconds since 1970-01-01 00:00 local). Of two instants with the
  // same reading the earlier; a reading that the clock skips has the offset from before the jump.
  [[nodiscard]] int offset_at_local(std::int64_t local_seconds) const;
};

// nullptr where nothing here knows the name. Zones are read once and live as long as the process.
// Thread-safe.
[[nodiscard]] const Zone* find_zone(std::string_view name);

// A zone file's content; nullptr where it is none. Exposed for tests.
[[nodiscard]] std::unique_ptr<Zone> parse_zone_file(std::string_view bytes);

}  // namespace rawi::arabic
