// A daemon's publishing side as a program of its own, to be killed: commits numbered records to the ledger
// and publishes them. publish_child LEDGER BOOTSTRAP NAME COUNT: goes on from what the ledger says until
// COUNT records were committed, publishes the rest, exits 0. Built with the failpoints
// (RAWI_FAILPOINT=name[:n]) whatever the build.
#include <cstdio>
#include <cstdlib>

#include "daemon/publish/outbox_reader.h"
#include "daemon/publish/publisher.h"
#include "tests/publish/support.h"

namespace {

int run(const std::string& path, const std::string& bootstrap, const std::string& name, std::int64_t count) {
  using namespace rawi;
  const auto ledger = testing::open_test_ledger(path);
  const auto outbox = publish::outbox_of(*ledger);
  auto options = testing::named_options(bootstrap, name);
  options.transaction_timeout_ms = 10'000;
  if (const char* rows = std::getenv("RAWI_TEST_BATCH_ROWS")) options.batch_rows = std::atoi(rows);
  auto publisher = publish::make_publisher(options, *outbox);
  if (!publisher) return 2;
  (*publisher)->start();
  // Record n gets outbox number n: both go on from the last commit that held.
  for (std::int64_t last = ledger->outbox_last_at_open(); last < count;) {
    last = testing::add_records(*ledger, last + 1, std::min<std::int64_t>(7, count - last), 7, 1000);
    (*publisher)->wake();
  }
  constexpr int kPatienceMs = 120'000;
  if (auto drained = (*publisher)->drain(kPatienceMs); !drained) {
    std::fprintf(stderr, "publish_child: %s\n", drained.error().message.c_str());
    return 1;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  return run(argv[1], argv[2], argv[3], std::strtoll(argv[4], nullptr, 10));
}
