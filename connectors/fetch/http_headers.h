// The response headers a crawler acts on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/fetch/fetcher.h"

namespace rawi::fetch {

// RFC 9110 section 10.2.3: seconds or an HTTP date, against `now_unix_s`; nullopt: neither. Never negative.
[[nodiscard]] std::optional<int> parse_retry_after(std::string_view value, std::int64_t now_unix_s);

// RFC 9111 section 5.2.2.1: max-age; 0 for no-store and no-cache; nullopt: not said.
[[nodiscard]] std::optional<int> parse_max_age(std::string_view cache_control);

// "text/html; charset=x" -> "text/html", lower case.
[[nodiscard]] std::string media_type(std::string_view content_type);

// Whether a body of this type is worth reading for this kind of request. `start`: the first bytes, for
// servers that say nothing or application/octet-stream.
[[nodiscard]] bool welcome(FetchRequest::Kind kind, std::string_view content_type, std::string_view start);

}  // namespace rawi::fetch
