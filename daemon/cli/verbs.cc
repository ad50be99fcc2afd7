#include "daemon/cli/verbs.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "daemon/version.h"

namespace rawi::cli {

int run(int argc, char** argv) {
  Context context;
  CLI::App app{"Rawi reads Arabic news sites and publishes each article, cleaned, once, to Kafka.", "rawi"};
  app.require_subcommand(1);
  app.set_version_flag("--version", fmt::format("rawi {}", kVersion), "Print the version");
  app.add_option("--config", context.config,
                 "Configuration file; default: $RAWI_CONFIG, ./config/rawi.yaml, /etc/rawi/rawi.yaml");
  add_run(app, context);
  add_check(app, context);
  add_extract(app, context);
  add_discover(app, context);
  add_dedup(app, context);
  add_normalize(app, context);
  add_date(app, context);
  add_robots(app, context);
  add_canonical(app, context);
  add_ledger(app, context);
  add_status(app, context);
  add_tail(app, context);
  add_demo(app, context);
  add_docs(app, context);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  return context.status;
}

}  // namespace rawi::cli
