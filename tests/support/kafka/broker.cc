#include "tests/support/kafka/broker.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace rawi::testing {
namespace {

namespace fs = std::filesystem;

bool run(const std::string& environment, const std::string& arguments) {
  const std::string command = fmt::format("{} {} {} > /dev/null", environment, RAWI_KAFKA_SCRIPT, arguments);
  return std::system(command.c_str()) == 0;
}

// Left behind by a run that was killed, a pid file says nothing.
bool is_running(const std::string& dir) {
  std::ifstream file(dir + "/pid");
  pid_t pid = 0;
  return (file >> pid) && pid > 0 && ::kill(pid, 0) == 0;
}

void must(bool done, const std::string& what) {
  if (done) return;
  std::fprintf(stderr, "tests need a real Kafka, and kafka.sh could not %s\n", what.c_str());
  std::abort();
}

std::string temporary_folder() {
  std::string pattern = (fs::temp_directory_path() / "rawi-kafka-XXXXXX").string();
  must(::mkdtemp(pattern.data()) != nullptr, "make a folder");
  return pattern;
}

}  // namespace

KafkaBroker& KafkaBroker::shared() {
  static KafkaBroker broker{Shared{}};
  return broker;
}

KafkaBroker::KafkaBroker(Shared) : dir_(RAWI_KAFKA_SHARED_DIR), own_(!is_running(dir_)) {
  if (own_) {
    dir_ = temporary_folder();
    environment_ = fmt::format("RAWI_KAFKA_OWNER={}", ::getpid());
    must(run(environment_, "start " + dir_), "start");
  }
  read_env();
}

KafkaBroker::KafkaBroker(Own options)
    : dir_(temporary_folder()),
      environment_(fmt::format("RAWI_KAFKA_OWNER={} RAWI_KAFKA_ACL={}", ::getpid(), options.acl ? 1 : 0)) {
  start();
}

KafkaBroker::~KafkaBroker() {
  if (own_) static_cast<void>(run(environment_, "clean " + dir_));
}

void KafkaBroker::start() {
  must(run(environment_, "start " + dir_), "start");
  read_env();
}

void KafkaBroker::stop() { must(run(environment_, "stop " + dir_), "stop"); }
void KafkaBroker::kill() { must(run(environment_, "stop -9 " + dir_), "kill"); }

bool KafkaBroker::tool(const std::string& arguments) const {
  return run(environment_, fmt::format("admin {} {}", dir_, arguments));
}

void KafkaBroker::read_env() {
  std::ifstream file(dir_ + "/env");
  for (std::string line; std::getline(file, line);) {
    const auto equals = line.find('=');
    const std::string name = line.substr(0, equals), value = line.substr(equals + 1);
    if (name == "KAFKA_BOOTSTRAP") bootstrap_ = value;
    if (name == "KAFKA_SASL_SSL") sasl_ssl_ = value;
    if (name == "KAFKA_CA") ca_file_ = value;
  }
}

std::string unique_name(const std::string& stem) {
  static std::atomic<int> counter{0};
  const auto now = std::chrono::system_clock::now().time_since_epoch().count();
  return fmt::format("{}-{}-{}-{}", stem, now % 1'000'000'000'000, ::getpid(), ++counter);
}

}  // namespace rawi::testing
