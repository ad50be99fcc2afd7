// What the extractor saw of a rejected page: read anew from the kept bytes when somebody asks.
#pragma once

#include <string>

#include "daemon/admin/snapshot.h"

namespace rawi::admin {

inline constexpr std::size_t kInspectBlocks = 400;
inline constexpr std::size_t kInspectTextBytes = 64 << 10;

// JSON: fields with their evidence, the page's blocks with those chosen as the article's text, its text.
// Needs `item.page`. Bounded in time and size; thread-safe. Works on a thread of its own: those of the HTTP
// server have a tenth of a megabyte of stack, and pages are read with more.
[[nodiscard]] std::string inspection_json(const RejectedItem& item);

}  // namespace rawi::admin
