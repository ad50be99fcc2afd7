// What "the same text" means for identity: a hash of the match text, so that a change of spelling or white
// space alone is none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/article.h"

namespace rawi::pipeline {

// 16 bytes (XXH3-128) over title and paragraphs as match text (ARABIC.md).
[[nodiscard]] std::string match_hash(const Article& article);
[[nodiscard]] std::string match_hash(std::string_view title, const std::vector<std::string_view>& paragraphs);
[[nodiscard]] std::string title_hash(std::string_view title);

// The article of a record as the articles topic holds it (to_json), as far as identity and dedup need it: id,
// outlet, title, paragraphs, dates. Empty id where it is no such record.
[[nodiscard]] Article article_of_record(std::string_view article_json);

}  // namespace rawi::pipeline
