// What a changed rawi.yaml means for a daemon that runs.
#pragma once

#include <string>
#include <vector>

#include "daemon/config/config.h"

namespace rawi::service {

struct ConfigDiff {
  std::vector<std::string> live;     // keys that are in force at once
  std::vector<std::string> kafka;    // keys for which the publisher is drained and opened anew
  std::vector<std::string> restart;  // keys that keep their old value until the next start

  [[nodiscard]] bool empty() const { return live.empty() && kafka.empty() && restart.empty(); }
};

// Compares key by key; `after` gets the values of `before` for the keys that need a restart, so that it is
// what is in force from now on.
[[nodiscard]] ConfigDiff take_over(const config::Config& before, config::Config& after);

}  // namespace rawi::service
