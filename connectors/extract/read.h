// Bytes of a page -> article, or the reason why there is none. The composition of this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "connectors/article.h"
#include "connectors/outlet/outlet.h"

namespace rawi::extract {

// A page as it was fetched, with what is known of it besides its bytes.
struct PageInput {
  std::string_view bytes;         // decompressed; any charset
  std::string_view url;           // where it was read from, after redirects
  std::string_view content_type;  // HTTP header, may be empty
  int http_status = 0;            // 0: from a file
  std::string_view fetched_at;    // RFC 3339, or empty
  std::string_view link_title;    // evidence from feed or listing, may be empty
  std::string_view link_published;
};

struct ReadOptions {
  bool any_language = false;             // lift the Arabic gate
  bool slim = true;                      // see page::ParseOptions::slim
  std::optional<std::int64_t> now_unix;  // for relative dates
};

using Reading = std::variant<Article, Rejection>;

// Never throws, bounded in time and memory. Thread-safe. `story`, `revision` are left at their defaults.
[[nodiscard]] Reading read_page(const PageInput& input, const outlet::Outlet& outlet,
                                const ReadOptions& options = {});

// The same, with what was read of a page that is refused: for showing why. Where the page could not be read
// at all the draft is empty.
struct Sight {
  Article draft;
  std::optional<Rejection> refused;
};
[[nodiscard]] Sight look_at_page(const PageInput& input, const outlet::Outlet& outlet,
                                 const ReadOptions& options = {});

}  // namespace rawi::extract
