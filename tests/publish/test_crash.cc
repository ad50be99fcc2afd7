// Exactly once on a real Kafka: the publishing process is killed at random instants and at every named
// failpoint, the broker is killed and restarted in the middle; then a read-committed reader must find each
// record once.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>
#include <thread>

#include "tests/publish/support.h"
#include "tests/support/kafka/broker.h"

namespace rawi::publish {
namespace {

using testing::KafkaBroker;
using testing::named_options;
using testing::read_numbers;
using testing::TempDir;
using testing::unique_name;
using testing::wrong_with;

struct Child {
  Child(const std::string& ledger, const std::string& bootstrap, const std::string& name, std::int64_t count,
        const std::string& failpoint = "") {
    const std::string total = std::to_string(count);
    pid = ::fork();
    if (pid != 0) return;
    if (!failpoint.empty()) {
      ::setenv("RAWI_FAILPOINT", failpoint.c_str(), 1);
      ::setenv("RAWI_TEST_BATCH_ROWS", "5", 1);  // so that it is passed often enough
    }
    ::execl(RAWI_PUBLISH_CHILD, "publish_child", ledger.c_str(), bootstrap.c_str(), name.c_str(),
            total.c_str(), nullptr);
    ::_exit(127);
  }
  // Exit status, or minus the signal.
  int wait() const {
    int status = 0;
    ::waitpid(pid, &status, 0);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
  }
  void kill() const { ::kill(pid, SIGKILL); }
  pid_t pid = -1;
};

std::uint64_t fresh_seed() {
  const char* given = std::getenv("RAWI_SEED");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
}

// For longer runs by hand.
int times(const char* variable, int by_default) {
  const char* given = std::getenv(variable);
  return given != nullptr ? std::atoi(given) : by_default;
}

TEST(ExactlyOnce, HoweverOftenTheProcessIsKilled) {
  const auto seed = fresh_seed();
  SCOPED_TRACE("RAWI_SEED=" + std::to_string(seed));
  std::mt19937_64 random(seed);
  const TempDir dir;
  const std::string name = unique_name("kills"), bootstrap = KafkaBroker::shared().bootstrap();
  const int kills = times("RAWI_KILLS", 15);
  std::int64_t count = 0;
  for (int life = 0; life < kills; ++life) {
    count += 400;
    const Child child(dir.path("ledger"), bootstrap, name, count);
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 1500));  // the instant of death
    child.kill();
    static_cast<void>(child.wait());
  }
  ASSERT_EQ(Child(dir.path("ledger"), bootstrap, name, count).wait(), 0);
  EXPECT_EQ(wrong_with(read_numbers(named_options(bootstrap, name)), count), "");
}

class ExactlyOnceAt : public ::testing::TestWithParam<const char*> {};

TEST_P(ExactlyOnceAt, AKillThere) {
  const TempDir dir;
  const std::string name = unique_name("failpoint"), bootstrap = KafkaBroker::shared().bootstrap();
  std::int64_t count = 0;
  for (const int time : {1, 2, 5}) {
    count += 60;
    const std::string failpoint = std::string(GetParam()) + ":" + std::to_string(time);
    EXPECT_EQ(Child(dir.path("ledger"), bootstrap, name, count, failpoint).wait(), -SIGKILL) << failpoint;
  }
  count += 60;
  ASSERT_EQ(Child(dir.path("ledger"), bootstrap, name, count).wait(), 0);
  EXPECT_EQ(wrong_with(read_numbers(named_options(bootstrap, name)), count), "");
}

INSTANTIATE_TEST_SUITE_P(Failpoints, ExactlyOnceAt,
                         ::testing::Values("before_ledger_commit", "after_ledger_commit",
                                           "between_kafka_sends", "before_kafka_commit", "after_kafka_commit",
                                           "after_outbox_confirm"),
                         [](const auto& place) { return std::string(place.param); });

TEST(ExactlyOnce, HoweverOftenTheBrokerIsKilled) {
  const auto seed = fresh_seed();
  SCOPED_TRACE("RAWI_SEED=" + std::to_string(seed));
  std::mt19937_64 random(seed);
  KafkaBroker broker{KafkaBroker::Own{}};
  const TempDir dir;
  const std::string name = unique_name("restarts");
  const int restarts = times("RAWI_RESTARTS", 3);
  std::int64_t count = 0;
  for (int restart = 0; restart < restarts; ++restart) {
    count += 20'000;
    const Child child(dir.path("ledger"), broker.bootstrap(), name, count);
    std::this_thread::sleep_for(std::chrono::milliseconds(300 + random() % 2500));
    if (random() % 2 == 0) {
      broker.kill();
    } else {
      broker.stop();
    }
    const bool kill_child = random() % 3 == 0;
    if (kill_child) child.kill();
    broker.start();
    EXPECT_EQ(child.wait(), kill_child ? -SIGKILL : 0);
  }
  ASSERT_EQ(Child(dir.path("ledger"), broker.bootstrap(), name, count).wait(), 0);
  EXPECT_EQ(wrong_with(read_numbers(named_options(broker.bootstrap(), name)), count), "");
}

}  // namespace
}  // namespace rawi::publish
