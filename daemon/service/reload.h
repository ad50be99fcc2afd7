// The files a reload reads, off the pipeline's thread, and what is different in the outlets.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "connectors/outlet/outlet.h"
#include "daemon/config/config.h"

namespace rawi::service {

// Outlet id -> its file's text and name: an outlet has changed where these have.
using OutletTexts = std::map<std::string, std::string>;

struct Loaded {
  config::Config config;
  std::vector<outlet::Outlet> outlets;
  OutletTexts texts;
  std::vector<std::string> problems;  // of all files; with any, the rest is not to be used
};

// Reads `config_file` and every outlet file that goes with it.
[[nodiscard]] Loaded load_files(const std::string& config_file);

[[nodiscard]] OutletTexts texts_of(const std::vector<outlet::Outlet>& outlets);

struct OutletDiff {
  std::vector<std::string> added, changed, removed;
};
[[nodiscard]] OutletDiff compare(const OutletTexts& before, const OutletTexts& after);

}  // namespace rawi::service
