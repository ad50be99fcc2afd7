// A UUID's 16 bytes and its text. Private to this room.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rawi::dedup {

using Uuid = std::array<std::uint8_t, 16>;

// Lower-case canonical form only, so that format_uuid(*parse_uuid(x)) == x.
[[nodiscard]] std::optional<Uuid> parse_uuid(std::string_view text);
[[nodiscard]] std::string format_uuid(const Uuid& uuid);

}  // namespace rawi::dedup
