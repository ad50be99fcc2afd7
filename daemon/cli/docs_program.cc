// rawi(1): the verbs and options from CLI11, the rest in prose.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "daemon/cli/docs.h"
#include "daemon/cli/roff.h"

namespace rawi::cli {
namespace {

using roff::item;
using roff::paragraph;
using roff::section;

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

bool shown(const CLI::Option& option) { return !option.get_group().empty() && option.get_name() != "--help"; }

// "FILE", "[URL...]": a positional as the synopsis writes it.
std::string positional(const CLI::Option& option) {
  std::string name = option.get_name(true, false);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  if (option.get_items_expected_max() > 1) name += "...";
  return option.get_required() ? name : "[" + name + "]";
}

std::string options_of(const CLI::App& app) {
  std::string out;
  for (const CLI::Option* option : app.get_options()) {
    if (!shown(*option)) continue;
    const bool takes_value = option->get_items_expected_max() > 0;
    if (option->nonpositional()) {
      std::string names;
      for (const auto& name : option->get_snames()) names += (names.empty() ? "-" : ", -") + name;
      for (const auto& name : option->get_lnames()) names += (names.empty() ? "--" : ", --") + name;
      out += item(names, takes_value ? one_line(option->get_type_name()) : "", option->get_description());
    } else if (!option->get_description().empty()) {
      out += item(positional(*option), "", option->get_description());
    }
  }
  return out;
}

std::string synopsis_of(const CLI::App& app, const std::string& words) {
  std::string out = words;
  bool options = false;
  std::string positionals;
  for (const CLI::Option* option : app.get_options()) {
    if (!shown(*option)) continue;
    if (option->nonpositional())
      options = true;
    else
      positionals += " " + positional(*option);
  }
  return out + (options ? " [OPTION...]" : "") + positionals;
}

std::vector<const CLI::App*> verbs_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* verb) { return !verb->get_group().empty(); });
}

std::string verb_section(const CLI::App& verb, const std::string& words) {
  std::string out = roff::subsection(synopsis_of(verb, words));
  out += roff::escaped(verb.get_description()) + "\n";
  out += options_of(verb);
  for (const CLI::App* inner : verbs_of(verb)) {
    out += item(words + " " + inner->get_name(), "", inner->get_description());
    out += options_of(*inner);
  }
  return out;
}

std::string closing_sections() {
  std::string out = section("EXIT STATUS");
  out += item("0", "", "Done.");
  out += item("1", "", "The input or configuration was bad; the message names file, line and key.");
  out += item("2", "", "Wrong usage.");
  out += item("3", "", "The page or text was understood and refused.");
  out += item("4", "",
              "`run` was stopped in order and records still wait in the outbox for Kafka. They are safe and "
              "are sent at the next start.");
  out += section("SIGNALS");
  out += item("SIGTERM, SIGINT", "",
              "`run` takes no new work, finishes what is in flight until shutdown.drain_timeout_ms, and "
              "ends. A second signal ends it at once; nothing is lost by it.");
  out +=
      item("SIGHUP", "",
           "`run` reads its configuration and outlet files anew. A bad file changes nothing and says why.");
  out += section("ENVIRONMENT");
  out += item("RAWI_CONFIG", "", "The configuration file where --config is not given.");
  out += section("FILES");
  out += item("/etc/rawi/rawi.yaml", "", "The configuration; see rawi.yaml(5).");
  out += item("/etc/rawi/outlets/*.yaml", "", "One file an outlet.");
  out += item("/var/lib/rawi", "", "The ledger: what was seen, and what still has to be sent.");
  out += item("/usr/share/rawi/schema", "", "JSON Schemas of the records in Kafka.");
  out += section("SEE ALSO") + ".BR rawi.yaml (5),\n.BR kcat (1),\n.BR systemctl (1)\n";
  return out;
}

}  // namespace

std::string program_man_page(const CLI::App& app) {
  std::string out = roff::header("RAWI", 1, "User Commands", "rawi",
                                 "reads Arabic news sites and tells each article to Kafka once");
  out += section("SYNOPSIS") + fmt::format(".B {}\n[\\-\\-config FILE] VERB [OPTION...]\n", app.get_name());
  out += section("DESCRIPTION") + roff::escaped(app.get_description()) + "\n";
  out += paragraph(
      "Results go to standard output as JSON, one object a line; messages for people go to standard error.");
  out += section("OPTIONS") + options_of(app);
  out += section("VERBS");
  for (const CLI::App* verb : verbs_of(app))
    out += verb_section(*verb, app.get_name() + " " + verb->get_name());
  return out + closing_sections();
}

}  // namespace rawi::cli
