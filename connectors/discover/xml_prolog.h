// What stands before the root element of an XML document.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/discover/notes.h"
#include "connectors/discover/references.h"

namespace rawi::discover {

struct Prolog {
  std::size_t length = 0;  // up to the first element
  Entities entities;  // declared there: short plain text only; a value that names another entity is left out
};

// Blanks, declaration, comments, processing instructions, document type (XML 1.0 section 2.8), in any order.
[[nodiscard]] Prolog read_prolog(std::string_view text, Notes& notes);

// `text` with its comments taken out; itself where it has none. nullopt: one is never closed. libxml2 takes
// time that grows with the square of a comment's length where there are dashes in it.
[[nodiscard]] std::optional<std::string_view> without_comments(std::string_view text, std::string& storage);

}  // namespace rawi::discover
