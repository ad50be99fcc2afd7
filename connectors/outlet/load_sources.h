// The `sources` part of an outlet file, and URLs that may be relative to the outlet's home.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/outlet/outlet.h"
#include "connectors/settings/value.h"
#include "connectors/url/url.h"

namespace rawi::outlet {

[[nodiscard]] bool is_web(const url::Url& url);  // http or https, with a host

// The absolute form of a URL that may be relative to `home`; empty, and reported, where it is none. With an
// empty `home`, which is a problem of its own, relative URLs cannot be judged.
[[nodiscard]] std::string read_url(const settings::Value& value, std::string_view home,
                                   const std::string& path, settings::Problems& problems);

[[nodiscard]] std::vector<Source> read_sources(const settings::Value& value, std::string_view home,
                                               settings::Problems& problems);

}  // namespace rawi::outlet
