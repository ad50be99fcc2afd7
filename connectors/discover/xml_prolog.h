// What stands before the root element of an XML document.
#pragma once

#include <cstddef>
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

}  // namespace rawi::discover
