// The picture an article is shown with.
#pragma once

#include <optional>
#include <string>

#include "connectors/article.h"
#include "connectors/extract/metadata.h"

namespace rawi::extract {

// The declared picture (OpenGraph, JSON-LD, …) that is not the outlet's logo or a placeholder, as an absolute
// URL, with the caption and credit printed under the same picture where there are any. `from` receives the
// evidence.
[[nodiscard]] std::optional<LeadImage> choose_lead_image(const page::Document& doc,
                                                         const Structured& structured,
                                                         std::string_view page_url, const Layout& layout,
                                                         std::string& from);

}  // namespace rawi::extract
