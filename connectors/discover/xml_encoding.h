// Bytes of an XML document -> UTF-8, whatever it declares.
#pragma once

#include <string>
#include <string_view>

#include "connectors/base/result.h"
#include "connectors/discover/notes.h"

namespace rawi::discover {

// Bytes that are UTF-8 are taken as UTF-8 against any declaration (no other encoding looks like it by
// chance); a few broken characters in UTF-8 are replaced; else the XML declaration, then HTTP, then detection
// decide (XML 1.0 appendix F, RFC 7303). Without BOM. Errc::bad_input where the bytes are no text.
[[nodiscard]] Result<std::string> xml_to_utf8(std::string_view bytes, std::string_view content_type,
                                              Notes& notes);

}  // namespace rawi::discover
