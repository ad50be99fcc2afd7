// `rawi docs`: what the packages are made with. Not shown in the help: nobody runs it by hand.
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "daemon/cli/docs.h"
#include "daemon/cli/verbs.h"

namespace rawi::cli {

void add_docs(CLI::App& app, Context&) {
  auto page = std::make_shared<std::string>();
  CLI::App* verb = app.add_subcommand("docs", "Print a man page or the bash completion")->group("");
  verb->add_option("page", *page, "man: rawi(1), config-man: rawi.yaml(5), completion: for bash")
      ->required()
      ->check(CLI::IsMember({"man", "config-man", "completion"}));
  verb->callback([page, &app] {
    std::cout << (*page == "man"          ? program_man_page(app)
                  : *page == "config-man" ? config_man_page()
                                          : bash_completion(app));
  });
}

}  // namespace rawi::cli
