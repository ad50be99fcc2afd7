// The names that pages give to what they say of themselves: <meta name>, <meta property>, itemprop.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rawi::extract {

enum class Field {
  title,
  description,
  author,
  published,
  created,
  modified,
  section,
  keyword,
  image,
  url,
  site,
  language,
  type
};

// Lower case, without separators: "article:published_time" is "articlepublishedtime".
[[nodiscard]] std::string compact(std::string_view name);

// What a name is for, in any spelling of it; nullopt where it is for nothing that an article has.
[[nodiscard]] std::optional<Field> field_of(std::string_view name);

}  // namespace rawi::extract
