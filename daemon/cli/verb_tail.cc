// `rawi tail`: the articles topic, read as any consumer reads it.
#include <csignal>
#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>

#include "daemon/cli/io.h"
#include "daemon/cli/setup.h"
#include "daemon/cli/show.h"
#include "daemon/cli/verbs.h"
#include "daemon/publish/reader.h"

namespace rawi::cli {
namespace {

volatile std::sig_atomic_t g_interrupted = 0;
constexpr int kPollMs = 250;

struct Options {
  bool from_beginning = false, json = false, until_end = false;
};

int tail(const Context& context, const Options& options) {
  const auto config = load_config(context);
  if (!config) {
    complain(config.error().message);
    return kBadInput;
  }
  const auto from =
      options.from_beginning || options.until_end ? publish::ReadFrom::beginning : publish::ReadFrom::end;
  auto reader = publish::open_reader(publish_options(*config), {config->kafka.articles}, from);
  if (!reader) {
    complain(reader.error().message);
    return kBadInput;
  }
  const auto print = [&](const publish::ReadRecord& record) {
    // A tombstone has no JSON of its own; consumers of the lines still have to see that the article is gone.
    print_line(options.json ? record.value.value_or("null") : show_record(record));
    std::fflush(stdout);
  };
  if (options.until_end) {
    const auto read = (*reader)->read_to_end(
        [&](publish::ReadRecord record) {
          print(record);
          return g_interrupted == 0;
        },
        30'000);
    if (!read) complain(read.error().message);
    return read ? kDone : kBadInput;
  }
  while (g_interrupted == 0) {
    const auto record = (*reader)->next(kPollMs);
    if (!record) {
      complain(record.error().message);
      return kBadInput;
    }
    if (*record) print(**record);
  }
  return kDone;
}

}  // namespace

void add_tail(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* verb =
      app.add_subcommand("tail", "Print the articles topic as it is read by a consumer")->fallthrough();
  verb->add_flag("--from-beginning", options->from_beginning, "Everything the topic holds first");
  verb->add_flag("--until-end", options->until_end, "Everything the topic holds now, then exit");
  verb->add_flag("--json", options->json, "The records as they are, one a line");
  verb->callback([options, &context] {
    std::signal(SIGINT, [](int) { g_interrupted = 1; });
    std::signal(SIGTERM, [](int) { g_interrupted = 1; });
    context.status = tail(context, *options);
  });
}

}  // namespace rawi::cli
