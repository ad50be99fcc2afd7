// The process_… metrics that every Prometheus client library offers.
#pragma once

#include <string>

namespace rawi::events {

// Text exposition, read from /proc/self at the moment of the call; what cannot be read is left out.
[[nodiscard]] std::string process_exposition();

}  // namespace rawi::events
