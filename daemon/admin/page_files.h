// The status page's files, inside the binary.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rawi::admin {

struct PageFile {
  const char *name, *begin, *end;  // name: within daemon/admin/page

  [[nodiscard]] std::string_view bytes() const { return {begin, static_cast<std::size_t>(end - begin)}; }
  [[nodiscard]] std::string content_type() const;  // by the name's ending
  [[nodiscard]] std::string etag() const;          // strong, quoted
};

extern const PageFile kPageFiles[];
extern const std::size_t kPageFileCount;

// The file that a path asks for ("/" is index.html); nullptr where there is none.
[[nodiscard]] const PageFile* page_file(std::string_view path);

}  // namespace rawi::admin
