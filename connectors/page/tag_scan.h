// One tag, tokenized where it stands in the page.
#pragma once

#include <string_view>
#include <vector>

#include "connectors/page/arena.h"
#include "connectors/page/document.h"

namespace rawi::page {

struct ScannedTag {
  std::string_view name;  // as written
  std::size_t end = 0;    // just behind '>'
  bool self_closing = false;
  bool complete = false;  // false: the page ended inside the tag, which then is no tag at all
};

// Appends a tag's attributes to `attributes`: names lower-case, values with references resolved and newlines
// normalized, the first of each name, at most `limit`. Views into the page or, where they differ from it,
// into `strings`.
struct AttributeSink {
  std::vector<Attribute>& attributes;
  Arena& strings;
  std::size_t limit;
  bool repeated_names;  // set where one was dropped for its name
};

// The tag whose name begins at page[name_at] (WHATWG HTML 13.2.5.8 and 13.2.5.32 to 13.2.5.40). `sink` may be
// null: the attributes are skipped.
[[nodiscard]] ScannedTag scan_tag(std::string_view page, std::size_t name_at, AttributeSink* sink);

}  // namespace rawi::page
