// What a package brings besides the binary, written from the program's own definitions: the verbs and options
// as CLI11 holds them, the keys as the settings table holds them. So none of it can say anything else than
// the program does.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace rawi::cli {

// rawi(1), roff with the man macros.
[[nodiscard]] std::string program_man_page(const CLI::App& app);

// rawi.yaml(5), roff with the man macros.
[[nodiscard]] std::string config_man_page();

// A bash completion script: verbs, their own verbs, options; files where an option or verb takes a value.
[[nodiscard]] std::string bash_completion(const CLI::App& app);

}  // namespace rawi::cli
