// Records as a person wants to see them on a terminal: right-to-left text intact, nothing that could harm it.
#pragma once

#include <string>
#include <string_view>

#include "daemon/publish/reader.h"

namespace rawi::cli {

// A few lines for one record of any of the topics: title, outlet, date, first words, address.
[[nodiscard]] std::string show_record(const publish::ReadRecord& record);

}  // namespace rawi::cli
