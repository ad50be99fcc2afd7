#include "connectors/discover/discover.h"

namespace rawi::discover {

Result<Found> read_source(std::string_view, std::string_view, std::string_view url, const outlet::Source*,
                          const outlet::Outlet*) {
  return fail(Errc::bad_input, std::string(url) + " is no feed, sitemap or listing page");
}

}  // namespace rawi::discover
