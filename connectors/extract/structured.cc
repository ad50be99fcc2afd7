#include "connectors/extract/structured.h"

#include "connectors/extract/jsonld.h"
#include "connectors/extract/markup.h"

namespace rawi::extract {

Structured read_structured(const page::Document& doc, std::string_view page_url) {
  Structured out;
  read_json_ld(doc.json_ld(), page_url, out);
  read_markup(doc, out);
  return out;
}

}  // namespace rawi::extract
