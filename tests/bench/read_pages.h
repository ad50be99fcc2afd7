// Pages for the benchmark: those of a folder, and made ones of any size.
#pragma once

#include <string>
#include <vector>

namespace rawi::bench {

struct Page {
  std::string name, bytes;
};

// Every regular file below `folder` that ends in .html or .htm, by name.
[[nodiscard]] std::vector<Page> pages_of(const std::string& folder);

// A news page of about `bytes`, with the weights usual on such pages: half scripts and styles, a fifth tags
// and their attributes, the rest text of the article, menus and related items. The same for the same
// arguments.
[[nodiscard]] Page made_page(std::size_t bytes, unsigned seed);

}  // namespace rawi::bench
