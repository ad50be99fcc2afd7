// Runs -> paragraphs: which of them belong together, and what kind each paragraph is.
#pragma once

#include <cstdint>
#include <vector>

#include "connectors/extract/blocks.h"
#include "connectors/extract/survey.h"

namespace rawi::extract {

// `kept`: indexes into survey.runs, rising. Runs that an inline element parted are joined as they stand. A
// single <br> is a space, except where it parts paragraphs: after a whole sentence, before a bullet or dash,
// at the edge of a bold line. A short bold line before plain text is a heading. No block is empty.
[[nodiscard]] std::vector<Block> join_runs(const page::Document& doc, const Survey& survey,
                                           const std::vector<std::uint32_t>& kept, const Dropped& dropped);

}  // namespace rawi::extract
