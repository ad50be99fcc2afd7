// The command line's verbs. Each adds itself to the application and leaves its exit status in `status`.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace rawi::cli {

// Exit statuses of every verb (DESIGN.md, "The command line").
inline constexpr int kDone = 0;
inline constexpr int kBadInput = 1;
inline constexpr int kUsage = 2;
inline constexpr int kRefused = 3;  // the page or text was understood and refused

// What all verbs share. `config` is empty until --config or one of its defaults names a file.
struct Context {
  std::string config;
  int status = kDone;
};

void add_run(CLI::App& app, Context& context);
void add_check(CLI::App& app, Context& context);
void add_extract(CLI::App& app, Context& context);
void add_discover(CLI::App& app, Context& context);
void add_dedup(CLI::App& app, Context& context);
void add_normalize(CLI::App& app, Context& context);
void add_date(CLI::App& app, Context& context);
void add_robots(CLI::App& app, Context& context);
void add_canonical(CLI::App& app, Context& context);
void add_ledger(CLI::App& app, Context& context);
void add_status(CLI::App& app, Context& context);  // and top, health, reload, pause, resume
void add_tail(CLI::App& app, Context& context);
void add_demo(CLI::App& app, Context& context);
void add_docs(CLI::App& app, Context& context);

// The whole program: parses the command line, runs the verb, returns the exit status.
int run(int argc, char** argv);

}  // namespace rawi::cli
