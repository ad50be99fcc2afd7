// Text as roff takes it.
#pragma once

#include <string>
#include <string_view>

namespace rawi::cli::roff {

// Nothing in `text` is read as a command or an escape: backslashes, leading dots and quotes; a hyphen is the
// one that can be copied into a shell. `bold` between backticks where `backticks` is set.
[[nodiscard]] std::string escaped(std::string_view text, bool backticks = false);

// ".TH …" and the NAME section.
[[nodiscard]] std::string header(std::string_view title, int section, std::string_view manual,
                                 std::string_view name, std::string_view purpose);

[[nodiscard]] std::string section(std::string_view title);     // .SH
[[nodiscard]] std::string subsection(std::string_view title);  // .SS
[[nodiscard]] std::string paragraph(std::string_view text);    // .PP, with backticks
// .TP: `tag` in bold, then `rest` as it is, then the text.
[[nodiscard]] std::string item(std::string_view tag, std::string_view rest, std::string_view text);

}  // namespace rawi::cli::roff
