// Every field but the body: rules, structured data and the page itself, weighed against each other.
#pragma once

#include "connectors/extract/read.h"
#include "connectors/extract/site_names.h"
#include "connectors/extract/structured.h"
#include "connectors/page/document.h"

namespace rawi::extract {

// Where headline and text stand; kNone where not known.
struct Layout {
  page::NodeId title = page::kNone, container = page::kNone;
};

// Both fill the article's fields that are still empty (what rules gave stays) and note each one's evidence in
// provenance.fields. The headline comes first, since the body is looked for with its help; everything else
// after the body, since bylines, dates and source lines are known by where they stand.
[[nodiscard]] page::NodeId fill_title(const page::Document& doc, const Structured& structured,
                                      const SiteNames& site, const PageInput& input,
                                      const ReadOptions& options, Article& article);
void fill_metadata(const page::Document& doc, const Structured& structured, const SiteNames& site,
                   const PageInput& input, const outlet::Outlet& outlet, const ReadOptions& options,
                   const Layout& layout, Article& article);

}  // namespace rawi::extract
