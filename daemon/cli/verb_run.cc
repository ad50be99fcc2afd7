// `rawi run`: the daemon.
#include <memory>

#include <CLI/CLI.hpp>

#include "daemon/cli/io.h"
#include "daemon/cli/setup.h"
#include "daemon/cli/verbs.h"
#include "daemon/daemon.h"

namespace rawi::cli {
namespace {

int run_daemon(const Context& context, bool once) {
  auto config = load_config(context);
  auto outlets = config ? load_outlets(*config) : Result<std::vector<outlet::Outlet>>(fail(config.error()));
  if (!outlets) {
    complain(outlets.error().message);
    return kBadInput;
  }
  auto daemon = Daemon::make(std::move(*config), std::move(*outlets));
  if (!daemon) {
    complain(daemon.error().message);
    return kBadInput;
  }
  return static_cast<int>(once ? (*daemon)->run_once() : (*daemon)->run());
}

}  // namespace

void add_run(CLI::App& app, Context& context) {
  auto once = std::make_shared<bool>(false);
  CLI::App* verb =
      app.add_subcommand("run", "The daemon: find, fetch, read, deduplicate, publish")->fallthrough();
  verb->add_flag("--once", *once, "Everything due now, confirmed by Kafka, then exit");
  verb->callback([once, &context] { context.status = run_daemon(context, *once); });
}

}  // namespace rawi::cli
