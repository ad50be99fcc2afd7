#include "connectors/extract/structured.h"

namespace rawi::extract {

Structured read_structured(const page::Document&) { return {}; }

}  // namespace rawi::extract
