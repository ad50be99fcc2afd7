#include "connectors/outlet/outlet.h"

namespace rawi::outlet {

Outlet no_outlet(std::string_view page_url) {
  Outlet out;
  out.id = "none";
  out.home = std::string(page_url);
  return out;
}

}  // namespace rawi::outlet
