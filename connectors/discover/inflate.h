// gzip bytes (RFC 1952), as sitemaps are often stored.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "connectors/base/result.h"
#include "connectors/discover/notes.h"

namespace rawi::discover {

[[nodiscard]] bool is_gzip(std::string_view bytes);

// All members one after the other. A stream that breaks off yields what was read, with a note.
// Errc::too_large above `max_bytes`, Errc::bad_input where nothing could be read.
[[nodiscard]] Result<std::string> inflate_gzip(std::string_view bytes, std::size_t max_bytes, Notes& notes);

}  // namespace rawi::discover
