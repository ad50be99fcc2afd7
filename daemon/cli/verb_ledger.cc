// `rawi ledger check|compact|export|totals`: the daemon's memory, looked after by hand.
#include <filesystem>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "daemon/cli/io.h"
#include "daemon/cli/setup.h"
#include "daemon/cli/verbs.h"
#include "daemon/ledger/ledger.h"

namespace rawi::cli {
namespace {

using Json = nlohmann::ordered_json;

int complained(const Error& error) {
  complain(error.message);
  return kBadInput;
}

int check(const std::string& path) {
  const auto report = ledger::check_ledger(path);
  if (!report) return complained(report.error());
  for (const auto& problem : report->problems) complain(problem);
  print_line(Json{{"ok", report->problems.empty()},
                  {"schema_version", report->schema_version},
                  {"links", report->links},
                  {"articles", report->articles},
                  {"fingerprints", report->fingerprints},
                  {"outbox", report->outbox_rows},
                  {"dead", report->dead},
                  {"file_bytes", report->file_bytes}}
                 .dump());
  return report->problems.empty() ? kDone : kBadInput;
}

int compact(const std::string& path) {
  const auto freed = ledger::compact_ledger(path);
  if (!freed) return complained(freed.error());
  print_line(Json{{"freed_bytes", *freed}}.dump());
  return kDone;
}

int export_all(const std::string& path) {
  const auto done = ledger::export_ledger(path, [](std::string_view line) {
    print_line(line);
    return true;
  });
  return done ? kDone : complained(done.error());
}

int totals(const std::string& path) {
  const auto opened = ledger::open_ledger(path);
  if (!opened) return complained(opened.error());
  const auto all = opened->ledger->totals();
  if (!all) return complained(all.error());
  for (const auto& [outlet, sums] : *all) {
    Json ended = Json::object();
    for (int i = 0; i < ledger::kOutcomes; ++i) {
      ended[std::string(to_string(static_cast<ledger::Outcome>(i)))] =
          sums.ended[static_cast<std::size_t>(i)];
    }
    print_line(
        Json{{"outlet", outlet}, {"started", sums.started}, {"in_flight", sums.in_flight}, {"ended", ended}}
            .dump());
  }
  return kDone;
}

}  // namespace

void add_ledger(CLI::App& app, Context& context) {
  CLI::App* verb =
      app.add_subcommand("ledger", "Check, compact, export or sum up the daemon's memory")->fallthrough();
  verb->require_subcommand(1);
  const auto add = [&](const char* name, const char* doc, int (*run)(const std::string&)) {
    verb->add_subcommand(name, doc)->fallthrough()->callback([run, &context] {
      const auto config = load_config(context);
      const std::string path =
          config ? (std::filesystem::path(config->state_dir) / "ledger.db").string() : "";
      context.status = config ? run(path) : complained(config.error());
    });
  };
  add("check", "Integrity and counts; the daemon must not be running", check);
  add("compact", "Give unused space back; the daemon must not be running", compact);
  add("export", "Every row as JSON Lines", export_all);
  add("totals", "Links started and how they ended, by outlet; the daemon must not be running", totals);
}

}  // namespace rawi::cli
