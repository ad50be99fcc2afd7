// Is this an Arabic article at all? The reasons a page is refused.
#pragma once

#include <optional>

#include "connectors/extract/read.h"
#include "connectors/extract/structured.h"
#include "connectors/page/document.h"

namespace rawi::extract {

// Front page, section page, soft 404, paywall stub, video stub, too little text, not Arabic. nullopt: an article.
[[nodiscard]] std::optional<Rejection> refuse(const page::Document& doc, const Structured& structured, const PageInput& input,
                                              const ReadOptions& options, const Article& article);

}  // namespace rawi::extract
