// An outlet's own rules, applied.
#pragma once

#include "connectors/extract/read.h"
#include "connectors/page/document.h"

namespace rawi::extract {

// Fills every field that a rule gives a value for and notes "rules" in provenance.fields. Fields without a
// rule, or whose rule finds nothing, stay empty.
void apply_rules(const page::Document& doc, const outlet::Outlet& outlet, const PageInput& input,
                 const ReadOptions& options, Article& article);

// After all evidence is in: empties what the outlet's file says it does not have, whoever filled it, takes
// back what was guessed from the page's print where a rule reads the credit line itself, and gives the lead
// image its caption, whoever found the image.
void settle_rules(const page::Document& doc, const outlet::Outlet& outlet, Article& article);

}  // namespace rawi::extract
