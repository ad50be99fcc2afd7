// What holds of every document read, whatever its bytes.
#pragma once

#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "connectors/discover/discover.h"
#include "connectors/url/url.h"

inline void require(bool holds) {
  if (!holds) std::abort();
}

inline void check_source(std::string_view bytes, std::string_view content_type,
                         const rawi::outlet::Source* source) {
  const auto found =
      rawi::discover::read_source(bytes, content_type, "https://news.example/a/b?c", source, nullptr);
  if (!found) return require(!found.error().message.empty());
  std::set<std::string> seen;
  for (const auto& link : found->links) {
    const auto parsed = rawi::url::parse(link.url);
    require(parsed && parsed->is_http() && !parsed->host.empty());
    require(seen.insert(rawi::url::canonical(link.url).value_or("")).second);
    require(link.title.size() < 16'384 && link.title.find('\n') == std::string::npos);
  }
  require(found->nested.size() == found->nested_modified_at.size() && found->tolerated.size() <= 32);
  for (const int hour : found->skip_hours) require(hour >= 0 && hour < 24);
  require(!found->ttl_s || *found->ttl_s > 0);
}
