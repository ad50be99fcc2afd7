// Reading and writing as every verb does: JSON to stdout, messages for people to stderr.
#pragma once

#include <string>
#include <string_view>

#include "connectors/base/result.h"

namespace rawi::cli {

// The whole of a file; "-" is stdin. The error names the file.
[[nodiscard]] Result<std::string> read_file(const std::string& path);

// One line to stdout, flushed with the next flush; one line to stderr with the "rawi: " prefix.
void print_line(std::string_view text);
void complain(std::string_view text);

}  // namespace rawi::cli
