// The two halves of reading a URL reference: cutting it up, and reading each component.
#pragma once

#include <string>
#include <string_view>

#include "connectors/url/url.h"

namespace rawi::url {

// http, https, ftp, ws and wss: an authority is a must and "\" is as good as "/" (WHATWG "special").
[[nodiscard]] bool is_special(std::string_view scheme);
[[nodiscard]] int default_port(std::string_view scheme);  // -1: none

// Without blanks and control characters around, tabs and line ends inside.
[[nodiscard]] std::string strip_blanks(std::string_view text);

// The length of a leading "scheme:" without its colon, 0: there is none.
[[nodiscard]] std::size_t scheme_length(std::string_view text);

// Reads "userinfo@host:port" into `url`, whose scheme is set.
[[nodiscard]] Result<Url> read_authority(Url url, std::string_view authority);

// Reads "path?query#fragment" into `url`, dot segments removed. `base_path`: what a relative path is merged
// with (RFC 3986 section 5.2.3), empty: nothing.
void read_rest(Url& url, std::string_view rest, std::string_view base_path);

}  // namespace rawi::url
