#include "connectors/fetch/robots.h"

namespace rawi::fetch {

Robots Robots::parse(std::string_view) { return {}; }
bool Robots::allowed(std::string_view, std::string_view) const { return true; }
std::optional<double> Robots::crawl_delay_s(std::string_view) const { return std::nullopt; }

}  // namespace rawi::fetch
