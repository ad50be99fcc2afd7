// Text that was UTF-8 once, was read as windows-1252 or windows-1256 by somebody, and was written as UTF-8
// again: "Ø§Ù„" or "ط§ظ„" where "ال" was meant.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rawi::page {

// Cheap: does well-formed UTF-8 `text` hold the mark that such a misreading leaves of the Arabic article,
// repeatedly?
[[nodiscard]] bool looks_double_encoded(std::string_view text);

struct Undone {
  std::string text;
  std::size_t words = 0;  // undone
  std::size_t lost = 0;   // that still look misread and cannot be undone
};

// Undoes the misreading word by word; a word that is in order stays as it is, because read back it is no
// UTF-8.
[[nodiscard]] Undone undo_double_encoding(std::string_view text);

}  // namespace rawi::page
