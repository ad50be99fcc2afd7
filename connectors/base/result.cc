#include "connectors/base/result.h"

#include <fmt/format.h>

namespace rawi {

std::string_view to_string(Errc code) {
  switch (code) {
    case Errc::bad_input: return "bad_input";
    case Errc::unsupported: return "unsupported";
    case Errc::too_large: return "too_large";
    case Errc::not_found: return "not_found";
    case Errc::io: return "io";
    case Errc::network: return "network";
    case Errc::timeout: return "timeout";
    case Errc::refused: return "refused";
    case Errc::corrupt: return "corrupt";
    case Errc::busy: return "busy";
    case Errc::fenced: return "fenced";
    case Errc::internal: return "internal";
  }
  return "internal";
}

Error Error::within(std::string_view context) const {
  return {code, fmt::format("{}: {}", context, message)};
}

}  // namespace rawi
