// `rawi check`: everything that can be known to be wrong before the daemon runs, all of it at once.
#include <iostream>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "connectors/extract/samples.h"
#include "connectors/outlet/load.h"
#include "daemon/admin/guard.h"
#include "daemon/cli/io.h"
#include "daemon/cli/setup.h"
#include "daemon/cli/verbs.h"

namespace rawi::cli {
namespace {

struct Report {
  std::size_t outlets = 0, samples = 0;
  std::vector<std::string> problems;

  void add_lines(const std::string& text) {
    std::size_t from = 0;
    while (from <= text.size()) {
      const std::size_t end = std::min(text.find('\n', from), text.size());
      if (end > from) problems.push_back(text.substr(from, end - from));
      from = end + 1;
    }
  }
};

void check_outlets(const std::string& folder, Report& report) {
  const outlet::OutletFolder loaded = outlet::load_outlets(folder);
  report.problems.insert(report.problems.end(), loaded.problems.begin(), loaded.problems.end());
  report.outlets = loaded.outlets.size();
  for (const auto& outlet : loaded.outlets) {
    report.samples += outlet.samples.size();
    for (const auto& difference : extract::check_samples(outlet)) report.problems.push_back(difference);
  }
}

int check(const Context& context) {
  Report report;
  const auto config = load_config(context);
  std::string outlets_dir;
  if (config) {
    outlets_dir = config->outlets_dir;
    if (const auto listen = admin::parse_listen(config->admin.listen);
        !listen && !config->admin.listen.empty())
      report.problems.push_back(config->file + ": " + listen.error().message);
  } else {
    report.add_lines(config.error().message);
    // A wrong key elsewhere in the file must not hide what is wrong with the outlets beside it.
    outlets_dir = config::outlets_dir_of(context.config.empty() ? config::default_path() : context.config);
  }
  if (!outlets_dir.empty()) check_outlets(outlets_dir, report);
  for (const auto& problem : report.problems) std::cerr << problem << '\n';
  const nlohmann::ordered_json summary = {{"ok", report.problems.empty()},
                                          {"outlets", report.outlets},
                                          {"samples", report.samples},
                                          {"problems", report.problems}};
  print_line(summary.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  return report.problems.empty() ? kDone : kBadInput;
}

}  // namespace

void add_check(CLI::App& app, Context& context) {
  auto reference = std::make_shared<bool>(false);
  CLI::App* verb =
      app.add_subcommand("check", "Validate the configuration, every outlet file and their samples")
          ->fallthrough();
  verb->add_flag("--reference", *reference, "Print every key with type, range, default and meaning instead");
  verb->callback([reference, &context] {
    if (!*reference) {
      context.status = check(context);
      return;
    }
    config::Config defaults;
    std::cout << settings::reference_markdown(config::table_of(defaults));
  });
}

}  // namespace rawi::cli
