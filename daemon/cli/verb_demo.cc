#include <memory>

#include <CLI/CLI.hpp>

#include "daemon/cli/io.h"
#include "daemon/cli/show.h"
#include "daemon/cli/verbs.h"
#include "daemon/demo/demo.h"

namespace rawi::cli {

void add_demo(CLI::App& app, Context& context) {
  auto options = std::make_shared<demo::DemoOptions>();
  options->show = show_record;
  CLI::App* verb = app.add_subcommand(
      "demo", "The whole way on this machine: bundled sites, embedded Kafka, articles read back");
  verb->add_flag("--json", options->json, "Print the records as they are");
  verb->add_option("--work-dir", options->work_dir, "Keep configuration and ledger there");
  verb->callback([options, &context] {
    const auto shown = demo::run_demo(*options);
    if (!shown) complain(shown.error().message);
    if (shown && !*shown) complain("what was read back is not what was published");
    context.status = shown && *shown ? kDone : kBadInput;
  });
}

}  // namespace rawi::cli
