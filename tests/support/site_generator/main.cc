// site_generator: serves made-up news sites on loopback until it is told to stop (SIGTERM, SIGINT, or stdin
// closed with
// --until-stdin-closes). Writes DIR/outlets/*.yaml and DIR/manifest.jsonl, then prints one JSON line:
// {"port":…,"hosts":…,"articles":…,"started_ms":…,"connect_to":"::127.0.0.1:PORT"}
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include <chrono>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "tests/support/site_generator/server.h"

namespace {

using rawi::test::Site;
using rawi::test::SitePlan;

bool write_files(const Site& site, const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder / "outlets", error);
  for (int host = 0; host < site.plan().hosts; ++host) {
    std::ofstream out(folder / "outlets" / fmt::format("outlet{:04}.yaml", host));
    out << site.outlet_file(host);
    if (!out.flush()) return false;
  }
  std::ofstream manifest(folder / "manifest.jsonl");
  for (int article = 0; article < site.plan().articles; ++article)
    manifest << site.manifest_line(article) << '\n';
  return static_cast<bool>(manifest.flush());
}

void wait_for_the_end(bool until_stdin_closes) {
  if (until_stdin_closes) {
    char byte = 0;
    while (::read(STDIN_FILENO, &byte, 1) > 0) {
    }
    return;
  }
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  int caught = 0;
  sigwait(&signals, &caught);
}

}  // namespace

int main(int argc, char** argv) {
  SitePlan plan;
  std::string folder;
  int port = 0;
  bool until_stdin_closes = false;
  CLI::App app("Made-up news sites on loopback, for crash tests and benchmarks");
  app.add_option("--hosts", plan.hosts, "How many outlets")->check(CLI::Range(1, 5000));
  app.add_option("--articles", plan.articles, "How many articles over all of them")
      ->check(CLI::Range(1, 99'999));
  app.add_option("--seed", plan.seed, "Another seed, other articles");
  app.add_option("--over-ms", plan.over_ms, "Articles appear evenly over this time; 0: all at once");
  app.add_option("--copies", plan.copies, "Share that repeats another host's article word for word");
  app.add_option("--revised", plan.revised, "Share that changes once");
  app.add_option("--revise-after-ms", plan.revise_after_ms, "How long after it appeared");
  app.add_option("--feed-entries", plan.feed_entries, "How many of the newest a feed lists; 0: all");
  app.add_option("--started-ms", plan.started_ms,
                 "Unix milliseconds the plan starts at; 0: now. Kept over a restart of this server");
  app.add_option("--port", port, "0: any free one");
  app.add_option("--dir", folder, "Where outlet files and the manifest go")->required();
  app.add_flag("--until-stdin-closes", until_stdin_closes, "End when standard input is closed");
  CLI11_PARSE(app, argc, argv);

  // Before the server's thread starts, so that it inherits the mask.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  if (plan.started_ms == 0) {
    plan.started_ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                          std::chrono::system_clock::now().time_since_epoch())
                          .count() /
                      1000 * 1000;
  }
  const Site site(plan);
  if (!write_files(site, folder)) {
    std::fprintf(stderr, "site_generator: cannot write below %s\n", folder.c_str());
    return 1;
  }
  const rawi::test::SiteServer server(site, port);
  if (server.port() == 0) {
    std::fprintf(stderr, "site_generator: cannot listen on port %d\n", port);
    return 1;
  }
  fmt::print(
      "{{\"port\":{0},\"hosts\":{1},\"articles\":{2},\"started_ms\":{3},\"connect_to\":\"::127.0.0.1:{0}\"}}"
      "\n",
      server.port(), plan.hosts, plan.articles, plan.started_ms);
  std::fflush(stdout);
  wait_for_the_end(until_stdin_closes);
  const auto figures = server.figures();
  std::fprintf(stderr, "site_generator: %llu requests, %llu not modified, %llu not found, %llu bytes\n",
               static_cast<unsigned long long>(figures.requests),
               static_cast<unsigned long long>(figures.not_modified),
               static_cast<unsigned long long>(figures.not_found),
               static_cast<unsigned long long>(figures.bytes_sent));
  return 0;
}
