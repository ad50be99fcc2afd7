// `rawi demo`: the whole way on this machine with nothing else installed.
#pragma once

#include <functional>
#include <string>

#include "connectors/base/result.h"
#include "daemon/publish/reader.h"

namespace rawi::demo {

struct DemoOptions {
  std::string work_dir;  // for configuration and ledger; empty: a temporary folder, removed at the end
  bool json = false;     // print the records as they are
  std::function<std::string(const publish::ReadRecord&)> show;  // a record as a person wants to see it
};

// Prints to stdout: progress while it works, the articles read back from the topic, a summary of outcomes.
// Returns whether what was published is what was read back.
[[nodiscard]] Result<bool> run_demo(const DemoOptions& options);

}  // namespace rawi::demo
