#include "connectors/url/url.h"

#include <algorithm>

#include "connectors/url/parse.h"

namespace rawi::url {

std::string Url::to_string() const {
  if (has_authority) return origin() + path_and_query();
  // Without "/." a path such as "//x" would be read as an authority.
  return scheme + ":" + (path.rfind("//", 0) == 0 ? "/." : "") + path_and_query();
}

std::string Url::origin() const {
  if (!has_authority) return scheme + ":";
  return scheme + "://" + host + (port < 0 ? "" : ":" + std::to_string(port));
}

std::string Url::path_and_query() const { return has_query ? path + "?" + query : path; }

int Url::effective_port() const { return port >= 0 ? port : std::max(default_port(scheme), 0); }

}  // namespace rawi::url
