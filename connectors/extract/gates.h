// Is this an Arabic article at all? The reasons a page is refused.
#pragma once

#include <optional>
#include <string_view>

#include "connectors/extract/read.h"
#include "connectors/extract/structured.h"
#include "connectors/page/document.h"

namespace rawi::extract {

// Bytes that are no HTML page, by their first characters and the HTTP Content-Type: PDF, images, archives,
// JSON, feeds.
[[nodiscard]] std::optional<Rejection> refuse_bytes(std::string_view bytes, std::string_view content_type);

// In this order: empty page, not Arabic (the article's own words judge, not attributes), soft 404, paywall
// stub, front page or list, too little text. nullopt: an article.
[[nodiscard]] std::optional<Rejection> refuse(const page::Document& doc, const Structured& structured,
                                              const PageInput& input, const ReadOptions& options,
                                              Article& article);

}  // namespace rawi::extract
