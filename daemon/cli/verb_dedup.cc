#include <fstream>
#include <iostream>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "daemon/cli/io.h"
#include "daemon/cli/verbs.h"
#include "daemon/dedup/dedup_jsonl.h"

namespace rawi::cli {

void add_dedup(CLI::App& app, Context& context) {
  auto file = std::make_shared<std::string>();
  auto days = std::make_shared<int>(7);
  CLI::App* verb =
      app.add_subcommand("dedup", "Articles as JSON Lines, in order, to the story each one tells")
          ->fallthrough();
  verb->add_option("file", *file, "JSON Lines {\"id\",\"title\",\"body\",\"published_at\"?}; \"-\" is stdin")
      ->required();
  verb->add_option("--window-days", *days, "How far apart two reports of one story may be")
      ->check(CLI::Range(1, 90));
  verb->callback([file, days, &context] {
    std::ios::sync_with_stdio(false);
    std::ifstream from_file;
    if (*file != "-") from_file.open(*file, std::ios::binary);
    if (*file != "-" && !from_file) {
      complain(fmt::format("{}: cannot be read", *file));
      context.status = kBadInput;
      return;
    }
    const auto judged =
        dedup::judge_lines(*file == "-" ? std::cin : from_file, std::cout, {*days * 86'400LL});
    std::cout.flush();
    if (judged) return;
    complain(judged.error().within(*file == "-" ? "stdin" : *file).message);
    context.status = kBadInput;
  });
}

}  // namespace rawi::cli
