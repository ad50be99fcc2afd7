// An outlet file carries samples: a page, and what must come out of it.
#pragma once

#include <string>
#include <vector>

#include "connectors/outlet/outlet.h"

namespace rawi::extract {

// Reads every sample of the outlet and holds the result against its expectation. One message for each
// difference, each naming the outlet's file, the sample, the field, what came out and what was wanted; none
// where all is well.
//
// The expectation is JSON: any of the record's fields (DESIGN.md, "The record"), only those are compared.
// `paragraphs` may be plain strings or {kind, text}. {"rejected": "reason"} where the page must be refused.
[[nodiscard]] std::vector<std::string> check_samples(const outlet::Outlet& outlet);

}  // namespace rawi::extract
