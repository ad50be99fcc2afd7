// Broken XML -> well-formed XML that says the same, as far as it can be made out.
#pragma once

#include <string>
#include <string_view>

#include "connectors/discover/notes.h"
#include "connectors/discover/references.h"

namespace rawi::discover {

// Takes UTF-8 text that no XML parser accepts: bare "&", HTML's entities, control characters, tags unclosed
// or closed in the wrong order, unquoted attributes, CDATA that never ends, several roots, text around the
// root, a file cut off. Everything comes back below one root element of our own. An element that the end of
// the file cuts in half loses its text: half a link is a wrong link. Total: never fails, linear in the input,
// output bounded by a small multiple of it.
[[nodiscard]] std::string mend_xml(std::string_view text, const Entities& entities, Notes& notes);

}  // namespace rawi::discover
