// The `rules` part of an outlet file.
#pragma once

#include <string>
#include <vector>

#include "connectors/outlet/outlet.h"
#include "connectors/settings/value.h"

namespace rawi::outlet {

// Each reports what is wrong and returns what could be read. `path` is the key path for messages.
[[nodiscard]] Rules read_rules(const settings::Value& value, const std::string& path,
                               settings::Problems& problems);
[[nodiscard]] std::optional<page::Selector> read_selector(const settings::Value& value,
                                                          const std::string& path,
                                                          settings::Problems& problems);
[[nodiscard]] std::vector<Pattern> read_patterns(const settings::Value& value, const std::string& path,
                                                 settings::Problems& problems);

// The items of a list, or a single value standing for a list of one: "body: .text" and "body: [.text]" are
// the same.
[[nodiscard]] std::vector<const settings::Value*> items_of(const settings::Value& value);

}  // namespace rawi::outlet
