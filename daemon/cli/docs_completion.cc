// The bash completion script.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "daemon/cli/docs.h"

namespace rawi::cli {
namespace {

struct Words {
  std::string options;      // all of them, with dashes
  std::string with_values;  // those after which a value stands, joined by |
};

Words words_of(const CLI::App& app) {
  Words out;
  const auto add = [&out](const CLI::Option& option, const std::string& word) {
    out.options += (out.options.empty() ? "" : " ") + word;
    if (option.get_items_expected_max() > 0) out.with_values += (out.with_values.empty() ? "" : "|") + word;
  };
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;
    for (const auto& name : option->get_snames()) add(*option, "-" + name);
    for (const auto& name : option->get_lnames()) add(*option, "--" + name);
  }
  return out;
}

std::string verbs_of(const CLI::App& app) {
  std::string out;
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App* a) { return !a->get_group().empty(); }))
    out += (out.empty() ? "" : " ") + verb->get_name();
  return out;
}

constexpr std::string_view kHead = R"(# bash completion for rawi; written by `rawi docs completion`.
_rawi() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} verb= inner= i verbs= options= values=
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      --config) ((i++)) ;;
      -*) ;;
      *) if [[ -z $verb ]]; then verb=${COMP_WORDS[i]}; elif [[ -z $inner ]]; then inner=${COMP_WORDS[i]}; fi ;;
    esac
  done
  case $verb in
)";

constexpr std::string_view kTail = R"(    *) return ;;
  esac
  # After an option that takes a value, and for a verb's own arguments: files, by `complete -o default`.
  [[ -n $values && $prev == @($values) ]] && return
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$cur"))
  elif [[ -n $verbs && -z $inner ]]; then
    COMPREPLY=($(compgen -W "$verbs" -- "$cur"))
  fi
}
complete -o default -F _rawi rawi
)";

std::string row(const std::string& pattern, const CLI::App& app, const Words& global) {
  const Words own = words_of(app);
  const bool top = pattern == "''";
  return fmt::format("    {}) options='{}{}{}' values='{}{}{}' verbs='{}' ;;\n", pattern, own.options,
                     top || global.options.empty() ? "" : " ", top ? "" : global.options, own.with_values,
                     top || own.with_values.empty() ? "" : "|", top ? "" : global.with_values, verbs_of(app));
}

}  // namespace

std::string bash_completion(const CLI::App& app) {
  Words global = words_of(app);
  // Each verb has a --help of its own.
  for (const std::string_view help : {"-h ", "--help ", "-h", "--help"}) {
    const std::size_t at = global.options.find(help);
    if (at != std::string::npos) global.options.erase(at, help.size());
  }
  std::string out{kHead};
  out += row("''", app, {});
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App* a) { return !a->get_group().empty(); }))
    out += row(verb->get_name(), *verb, global);
  out += kTail;
  return out;
}

}  // namespace rawi::cli
