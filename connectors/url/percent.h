// Percent-encoding (RFC 3986 section 2.1) and the character classes of URL components.
#pragma once

#include <string>
#include <string_view>

namespace rawi::url {

[[nodiscard]] int hex_value(char c);  // -1: no hexadecimal digit
[[nodiscard]] bool is_alpha(char c);
[[nodiscard]] bool is_digit(char c);
[[nodiscard]] bool is_unreserved(char c);  // RFC 3986 section 2.3
[[nodiscard]] std::string ascii_lower(std::string_view text);
[[nodiscard]] bool is_utf8(std::string_view bytes);  // RFC 3629: no overlong forms, no surrogates

// WHATWG URL standard, percent-encode sets: what a browser encodes before it sends.
enum class EncodeSet { control, fragment, query, special_query, path };

// Encodes the set's characters, controls and everything beyond ASCII; percent signs stay as written.
void append_encoded(std::string& out, std::string_view text, EncodeSet set);

// "%41" -> "A" for every valid triplet; other percent signs stay.
[[nodiscard]] std::string percent_decode(std::string_view text);

// RFC 3986 section 6.2.2: triplets of unreserved characters decoded, the others in upper case; a percent sign
// that starts no triplet and any character that the component may not hold encoded. Idempotent.
enum class Component { path, query };
[[nodiscard]] std::string normalize_percent(std::string_view text, Component component);

}  // namespace rawi::url
