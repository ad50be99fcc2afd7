// `rawi status`, `top`, `health`, `reload`, `pause`, `resume`: a running daemon, asked over its admin API.
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "daemon/admin/client.h"
#include "daemon/admin/guard.h"
#include "daemon/cli/io.h"
#include "daemon/cli/setup.h"
#include "daemon/cli/status_text.h"
#include "daemon/cli/terminal.h"
#include "daemon/cli/verbs.h"

namespace rawi::cli {
namespace {

using Json = nlohmann::json;

constexpr int kAskMs = 5000, kReloadMs = 65'000;

struct Options {
  std::string url, outlet;
  bool json = false;
  int every_ms = 1000;
};

// Where the daemon is asked, and with which token.
struct Place {
  std::string base, token;
};

// --url, else admin.listen of the configuration; an address that means "every interface" is asked on
// loopback.
Result<Place> place_of(const Context& context, const Options& options) {
  const auto config = load_config(context);
  Place out;
  if (config) out.token = config->admin.token;
  if (!options.url.empty()) {
    out.base = options.url;
    return out;
  }
  if (!config) return fail(config.error());
  if (config->admin.listen.empty()) {
    return fail(Errc::bad_input, "admin.listen is empty in " + config->file +
                                     ": the daemon has no admin server to ask; set it, or give --url");
  }
  auto listen = admin::parse_listen(config->admin.listen);
  if (!listen) return fail(listen.error());
  if (listen->host == "0.0.0.0") listen->host = "127.0.0.1";
  if (listen->host == "::") listen->host = "::1";
  out.base = "http://" + listen->text();
  return out;
}

// One answer as JSON; what the daemon refuses becomes an error with its message.
Result<Json> ask_json(const Place& place, std::string_view method, std::string_view path, int timeout_ms) {
  auto answer = admin::ask(place.base, method, path, method == "POST" ? place.token : "", timeout_ms);
  if (!answer) return fail(answer.error());
  Json json = Json::parse(answer->body, nullptr, false);
  if (json.is_discarded()) {
    return fail(Errc::bad_input, fmt::format("{}{} answered {} and no JSON; is that a Rawi admin server?",
                                             place.base, path, answer->status));
  }
  if (json.is_object() && json.contains("error")) {
    return fail(Errc::refused, fmt::format("{}{}: {}", place.base, path, json.value("message", "refused")));
  }
  return json;
}

int complained(const Error& error) {
  complain(error.message);
  return kBadInput;
}

int status(const Context& context, const Options& options) {
  const auto place = place_of(context, options);
  if (!place) return complained(place.error());
  const auto json = ask_json(*place, "GET", "/api/status", kAskMs);
  if (!json) return complained(json.error());
  if (options.json) {
    print_line(json->dump());
    return kDone;
  }
  const auto outlets = ask_json(*place, "GET", "/api/outlets", kAskMs);
  if (!outlets) return complained(outlets.error());
  for (const auto& line : status_lines(*json, *outlets, kEveryOutlet)) print_line(line);
  return kDone;
}

// Redrawn in place on a terminal until q; elsewhere one picture a line group, until the pipe closes.
int top(const Context& context, const Options& options) {
  const auto place = place_of(context, options);
  if (!place) return complained(place.error());
  Terminal terminal;
  for (;;) {
    const auto json = ask_json(*place, "GET", "/api/status", kAskMs);
    const auto outlets = json ? ask_json(*place, "GET", "/api/outlets", kAskMs) : json;
    // A daemon that restarts is waited for on a terminal; a script wants to know.
    if (!outlets && !terminal.live()) return complained(outlets.error());
    const std::vector<std::string> lines = outlets ? status_lines(*json, *outlets, terminal.rows())
                                                   : std::vector<std::string>{outlets.error().message};
    if (!terminal.show(lines)) return kDone;
    if (!terminal.wait(options.every_ms)) return kDone;
  }
}

int health(const Context& context, const Options& options) {
  const auto place = place_of(context, options);
  if (!place) return complained(place.error());
  const auto answer = admin::ask(place->base, "GET", "/healthz", "", kAskMs);
  if (!answer) return complained(answer.error());
  print_line(answer->body);
  return answer->status == 200 ? kDone : kBadInput;
}

int change(const Context& context, const Options& options, const std::string& path) {
  const auto place = place_of(context, options);
  if (!place) return complained(place.error());
  if (place->token.empty()) {
    complain("admin.token is not set in the configuration: the daemon refuses changes without it");
    return kBadInput;
  }
  const auto json = ask_json(*place, "POST", path, kReloadMs);
  if (!json) return complained(json.error());
  print_line(json->dump());
  if (json->contains("problems")) {
    for (const auto& problem : (*json)["problems"]) complain(problem.get<std::string>());
  }
  return json->value("ok", false) ? kDone : kBadInput;
}

CLI::App* add_verb(CLI::App& app, const char* name, const char* doc, Options& options) {
  CLI::App* verb = app.add_subcommand(name, doc)->fallthrough();
  verb->add_option("--url", options.url,
                   "Admin server, as http://127.0.0.1:9480; default: admin.listen of the configuration");
  return verb;
}

}  // namespace

void add_status(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* verb =
      add_verb(app, "status", "How a running daemon stands: stages, outbox, Kafka, outlets", *options);
  verb->add_flag("--json", options->json, "The status as the API gives it");
  verb->callback([options, &context] { context.status = status(context, *options); });

  verb = add_verb(app, "top", "The same, live: redrawn in place on a terminal, q ends it", *options);
  verb->add_option("--every", options->every_ms, "Milliseconds between two pictures")
      ->check(CLI::Range(100, 3'600'000));
  verb->callback([options, &context] { context.status = top(context, *options); });

  verb = add_verb(app, "health", "Exit status 0 where the daemon is alive and moves, else 1", *options);
  verb->callback([options, &context] { context.status = health(context, *options); });

  verb = add_verb(app, "reload", "Have the daemon read its configuration and outlets anew", *options);
  verb->callback([options, &context] { context.status = change(context, *options, "/api/reload"); });

  for (const char* word : {"pause", "resume"}) {
    verb = add_verb(app, word,
                    word == std::string_view("pause") ? "Start nothing more of one outlet, until resumed"
                                                      : "Go on with a paused outlet",
                    *options);
    verb->add_option("outlet", options->outlet, "Its id")->required();
    verb->callback([options, word, &context] {
      context.status = change(context, *options, fmt::format("/api/outlets/{}/{}", options->outlet, word));
    });
  }
}

}  // namespace rawi::cli
