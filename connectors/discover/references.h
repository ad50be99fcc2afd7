// Character references: what "&…;" stands for.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace rawi::discover {

// Entities a document declares for itself, plain text only.
using Entities = std::map<std::string, std::string, std::less<>>;

struct Reference {
  std::size_t length = 0;  // of "&…;" in the text; 0: the "&" starts no reference
  std::string text;        // what it stands for, UTF-8; empty for a character that XML cannot hold
  bool xml_own = false;    // known to every XML parser: numeric or one of the five
};

// The reference at the start of `text` (which starts with "&"): numeric ones, XML's five, HTML 4's names,
// `entities`. The semicolon is required. 0x80-0x9F mean windows-1252, as browsers read them (WHATWG
// HTML 13.2.5.80).
[[nodiscard]] Reference reference_at(std::string_view text, const Entities& entities = {});

void append_utf8(std::string& out, std::uint32_t code_point);

// Whether XML 1.0 allows the character (production Char).
[[nodiscard]] bool is_xml_character(std::uint32_t code_point);

}  // namespace rawi::discover
