#include "daemon/demo/demo.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "connectors/outlet/load.h"
#include "daemon/config/config.h"
#include "daemon/daemon.h"
#include "daemon/demo/site_files.h"
#include "daemon/demo/site_server.h"

namespace rawi::demo {
namespace {

namespace fs = std::filesystem;

constexpr int kReadBackMs = 20'000;
constexpr std::string_view kOutletsFolder = "outlets/";

// A folder that is removed with everything in it, unless it was named by the user.
class WorkDir {
 public:
  explicit WorkDir(const std::string& named) : path_(named), owned_(named.empty()) {
    if (!owned_) return;
    std::string pattern = (fs::temp_directory_path() / "rawi-demo-XXXXXX").string();
    if (::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~WorkDir() {
    std::error_code ignored;
    if (owned_ && !path_.empty()) fs::remove_all(path_, ignored);
  }
  WorkDir(const WorkDir&) = delete;
  WorkDir& operator=(const WorkDir&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
  bool owned_;
};

Result<void> write_file(const fs::path& path, std::string_view bytes) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  std::ofstream out(path, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!out) return fail(Errc::io, fmt::format("{}: cannot be written", path.string()));
  return {};
}

Result<void> write_config(const fs::path& folder, int port) {
  for (std::size_t i = 0; i < kSiteFileCount; ++i) {
    const std::string_view path = kSiteFiles[i].path;
    if (!path.starts_with(kOutletsFolder)) continue;
    if (auto written = write_file(folder / path, kSiteFiles[i].bytes()); !written) return written;
  }
  return write_file(folder / "rawi.yaml", fmt::format("state_dir: state\n"
                                                      "outlets_dir: outlets\n"
                                                      "kafka: {{bootstrap_servers: embedded}}\n"
                                                      "fetch:\n"
                                                      "  connect_to: [\"::127.0.0.1:{}\"]\n"
                                                      "  allow_private_addresses: true\n"
                                                      "  delay_ms: 20\n"
                                                      "admin: {{listen: \"\"}}\n"
                                                      "log: {{level: error, format: text}}\n",
                                                      port));
}

// One line that is rewritten on a terminal; elsewhere a line an event.
class Progress final : public events::Observer {
 public:
  void link_finished(const events::LinkFinished& event) override {
    const std::scoped_lock lock(mutex_);
    ++outcomes_[event.outcome == "rejected" ? "rejected: " + event.reason : event.outcome];
    ++total_;
    const std::string_view what =
        event.title.empty() ? std::string_view(event.url) : std::string_view(event.title);
    if (terminal_) {
      std::printf("\r\033[K  %d pages · %s: \u2067%s\u2069", total_, event.outcome.c_str(),
                  std::string(what).c_str());
    } else {
      std::printf("  %s: %s\n", event.outcome.c_str(), std::string(what).c_str());
    }
    std::fflush(stdout);
  }
  void end() const {
    if (terminal_) std::printf("\r\033[K");
  }
  [[nodiscard]] const std::map<std::string, int>& outcomes() const { return outcomes_; }
  [[nodiscard]] int total() const { return total_; }

 private:
  const bool terminal_ = ::isatty(STDOUT_FILENO) == 1;
  std::mutex mutex_;
  std::map<std::string, int> outcomes_;
  int total_ = 0;
};

struct ReadBack {
  std::vector<publish::ReadRecord> articles, duplicates;
};

Result<ReadBack> read_back(Daemon& daemon) {
  const publish::PublishOptions options = daemon.publish_options();
  ReadBack out;
  for (auto [topic, into] :
       {std::pair{&options.topics.articles, &out.articles}, {&options.topics.duplicates, &out.duplicates}}) {
    auto reader = publish::open_reader(options, {*topic}, publish::ReadFrom::beginning);
    if (!reader) return fail(reader.error());
    const auto read = (*reader)->read_to_end(
        [into = into](publish::ReadRecord record) {
          into->push_back(std::move(record));
          return true;
        },
        kReadBackMs);
    if (!read) return fail(read.error());
  }
  return out;
}

void print_summary(const Progress& progress, const SiteServer& site, const ReadBack& read, double seconds) {
  std::printf("\n%d links followed in %.1f s (%d HTTP requests):\n", progress.total(), seconds,
              site.requests());
  for (const auto& [outcome, count] : progress.outcomes()) std::printf("  %4d  %s\n", count, outcome.c_str());
  std::printf("Read back from Kafka: %zu articles, %zu duplicates.\n", read.articles.size(),
              read.duplicates.size());
}

}  // namespace

Result<bool> run_demo(const DemoOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  auto site = SiteServer::start();
  if (!site) return fail(site.error());
  const WorkDir work(options.work_dir);
  if (auto written = write_config(work.path(), (*site)->port()); !written) return fail(written.error());
  auto config = config::load((work.path() / "rawi.yaml").string());
  if (!config) return fail(config.error());
  outlet::OutletFolder outlets = outlet::load_outlets(config->outlets_dir);
  if (!outlets.problems.empty()) return fail(Errc::internal, outlets.problems.front());
  std::printf("Reading %zu small news sites on 127.0.0.1:%d, Kafka in this process …\n",
              outlets.outlets.size(), (*site)->port());

  Progress progress;
  auto daemon = Daemon::make(std::move(*config), std::move(outlets.outlets));
  if (!daemon) return fail(daemon.error());
  (*daemon)->events().observe(progress);
  const Ending ending = (*daemon)->run_once();
  progress.end();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();

  const auto read = read_back(**daemon);
  if (!read) return fail(read.error());
  std::printf("\nThe articles as a consumer of the topic reads them:\n\n");
  for (const auto& record : read->articles) {
    std::printf("%s\n", options.json ? record.value.value_or("null").c_str() : options.show(record).c_str());
  }
  if (!options.json) {
    for (const auto& record : read->duplicates)
      std::printf("Told before, on another outlet:\n%s\n", options.show(record).c_str());
  }
  print_summary(progress, **site, *read, seconds);
  const auto count = [&](const char* outcome) {
    const auto it = progress.outcomes().find(outcome);
    return it == progress.outcomes().end() ? 0 : it->second;
  };
  return ending == Ending::done && static_cast<int>(read->articles.size()) == count("published") &&
         static_cast<int>(read->duplicates.size()) == count("duplicate") && !read->articles.empty();
}

}  // namespace rawi::demo
