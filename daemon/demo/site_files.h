// The bundled sites: every file of tests/sites but what must come out of them.
#pragma once

#include <cstddef>
#include <string_view>

namespace rawi::demo {

struct SiteFile {
  const char *path, *begin, *end;  // path relative to tests/sites

  [[nodiscard]] std::string_view bytes() const { return {begin, static_cast<std::size_t>(end - begin)}; }
};

extern const SiteFile kSiteFiles[];
extern const std::size_t kSiteFileCount;

}  // namespace rawi::demo
