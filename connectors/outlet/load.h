// Outlet files: YAML in the form that DESIGN.md and config/outlets/README.md show.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/base/result.h"
#include "connectors/outlet/outlet.h"
#include "connectors/settings/value.h"

namespace rawi::outlet {

// Reads one file. Errc::bad_input carries every problem of the file, one a line: "file:line:column: key.path:
// what is wrong, what would be right". Whether sample files exist and agree is for extract::check_samples to
// say.
[[nodiscard]] Result<Outlet> load_outlet(const std::string& path);

// The same from text; `file` names it in messages and its folder is what sample paths are relative to.
[[nodiscard]] Outlet read_outlet(std::string_view text, const std::string& file,
                                 settings::Problems& problems);

struct OutletFolder {
  std::vector<Outlet> outlets;        // the files without a problem, in the order of their names
  std::vector<std::string> problems;  // of all files; a folder that cannot be read is one
};

// Every *.yaml and *.yml of a folder (not of folders below it). An id that two files share is a problem of
// the later.
[[nodiscard]] OutletFolder load_outlets(const std::string& folder);

}  // namespace rawi::outlet
