// <meta>, <link>, <time>, microdata, RDFa, hNews classes -> evidence.
#pragma once

#include "connectors/extract/structured.h"

namespace rawi::extract {

// One pass over all nodes.
void read_markup(const page::Document& doc, Structured& out);

}  // namespace rawi::extract
