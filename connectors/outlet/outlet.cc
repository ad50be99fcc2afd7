#include "connectors/outlet/outlet.h"

#include <algorithm>

#include "connectors/url/percent.h"
#include "connectors/url/url.h"

namespace rawi::outlet {
namespace {

bool any_matches(const std::vector<Pattern>& patterns, std::string_view text) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const Pattern& pattern) { return pattern.matches(text); });
}

}  // namespace

bool Rules::empty() const {
  const bool no_field = !title && !subtitle && !authors && !sources && !dateline && !section && !keywords &&
                        !published && !modified && !lead_image && !caption;
  return no_field && !modified_unless_published && body.empty() && drop.empty() && drop_paragraphs.empty();
}

bool allows(const Outlet& outlet, std::string_view url) {
  const auto parsed = url::parse(url);
  if (!parsed) return false;
  const std::string path = url::percent_decode(parsed->path);
  return (outlet.allow.empty() || any_matches(outlet.allow, path)) && !any_matches(outlet.deny, path);
}

Outlet no_outlet(std::string_view page_url) {
  Outlet out;
  out.id = "none";
  if (const auto url = url::parse(page_url)) {
    out.name = url->host;
    out.home = url->origin() + "/";
  } else {
    out.home = std::string(page_url);
  }
  return out;
}

}  // namespace rawi::outlet
