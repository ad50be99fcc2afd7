// What the admin server can ask of the daemon.
#pragma once

#include <string>
#include <vector>

#include "connectors/base/result.h"

namespace rawi::admin {

// What a reload did; with problems it did nothing.
struct ReloadReport {
  std::vector<std::string> problems;        // file:line:column: key: what is wrong, what would be right
  std::vector<std::string> changed;         // keys of rawi.yaml in force from now on
  std::vector<std::string> restart_needed;  // keys that are different in the file and keep their old value
  std::vector<std::string> added, changed_outlets, removed;  // outlet ids
};

// Called on the server's threads; each call waits for the pipeline's thread, but not for ever:
// Errc::timeout.
class Commands {
 public:
  virtual ~Commands() = default;
  [[nodiscard]] virtual Result<ReloadReport> reload() = 0;
  // Errc::not_found where there is no such outlet.
  [[nodiscard]] virtual Result<void> pause(const std::string& outlet, bool paused) = 0;
};

}  // namespace rawi::admin
