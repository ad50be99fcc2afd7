// Every field but the body: rules, structured data and the page itself, weighed against each other.
#pragma once

#include "connectors/extract/read.h"
#include "connectors/extract/structured.h"
#include "connectors/page/document.h"

namespace rawi::extract {

// Fills the article's fields that are still empty (what rules gave stays) and notes each one's evidence in provenance.fields.
void fill_metadata(const page::Document& doc, const Structured& structured, const PageInput& input,
                   const outlet::Outlet& outlet, const ReadOptions& options, Article& article);

}  // namespace rawi::extract
