// Outbox -> broker: records/s with full batches, and how long a commit takes and a lone record waits.
//
//   bench_publish [RECORDS [BYTES]]     200000 records of 5 KB by default; RAWI_KAFKA=host:port, else its own
//   broker
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <random>
#include <thread>

#include "daemon/publish/outbox_reader.h"
#include "daemon/publish/publisher.h"
#include "tests/publish/support.h"
#include "tests/support/kafka/broker.h"

namespace {

using namespace rawi;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double percentile(std::vector<double> values, double p) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(p * static_cast<double>(values.size() - 1))];
}

// Arabic words at random: compresses about as real text does, and no two records are alike.
std::string text_like(std::size_t bytes, std::mt19937& random) {
  static constexpr const char* kWords[] = {
      "قال",    "في",   "مصدر",   "أمس",  "المدينة", "وزير",  "على",    "الزراعة", "من", "بعد",
      "اجتماع", "التي", "المياه", "خلال", "إلى",     "مشروع", "الطلاب", "جديد",    "أن", "هذا"};
  std::string text;
  while (text.size() < bytes) {
    text += kWords[random() % std::size(kWords)];
    text += random() % 12 == 0 ? std::to_string(random() % 100000) : " ";
  }
  return text;
}

void fill(ledger::Ledger& ledger, std::int64_t count, std::size_t bytes) {
  std::mt19937 random(7);
  constexpr std::int64_t kAtOnce = 1000;
  for (std::int64_t n = 1; n <= count;) {
    ledger::Changes changes;
    for (std::int64_t i = 0; i < kAtOnce && n <= count; ++i, ++n) {
      ledger::Record record = testing::numbered_record(n);
      record.value = fmt::format(R"({{"n":{},"body":"{}"}})", n, text_like(bytes, random));
      changes.emplace_back(std::move(record));
    }
    if (!ledger.commit(changes)) std::abort();
  }
}

void print_throughput(const publish::PublishOptions& options, ledger::Ledger& ledger, std::int64_t count) {
  const auto outbox = publish::outbox_of(ledger);
  auto publisher = std::move(*publish::make_publisher(options, *outbox));
  const double cpu = cpu_seconds();
  const auto begin = Clock::now();
  publisher->start();
  std::vector<double> commits;
  std::int64_t seen = 0;
  for (auto state = publisher->state(); state.confirmed < count; state = publisher->state()) {
    if (state.transactions != seen) commits.push_back(state.last_commit_ms);
    seen = state.transactions;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    if (seconds_since(begin) > 300) std::abort();
  }
  const double took = seconds_since(begin);
  const auto state = publisher->state();
  fmt::print(
      "throughput        {:.0f} records/s  {:.1f} MB/s  ({} records in {:.2f} s, connecting included)\n",
      static_cast<double>(count) / took, static_cast<double>(state.bytes) / took / 1e6, count, took);
  fmt::print("transactions      {}  commit p50 {:.0f} ms  p99 {:.0f} ms\n", state.transactions,
             percentile(commits, 0.5), percentile(commits, 0.99));
  fmt::print("publisher's CPU   {:.1f} us a record\n",
             (cpu_seconds() - cpu) / static_cast<double>(count) * 1e6);
}

void print_latency(const publish::PublishOptions& options, ledger::Ledger& ledger) {
  const auto outbox = publish::outbox_of(ledger);
  auto publisher = std::move(*publish::make_publisher(options, *outbox));
  publisher->start();
  std::vector<double> ages;
  constexpr int kLone = 100;
  for (int n = 0; n < kLone; ++n) {
    const auto begin = Clock::now();
    const auto number = testing::add_records(ledger, 1'000'000 + n, 1);
    publisher->wake();
    while (publisher->state().confirmed < number) std::this_thread::sleep_for(std::chrono::microseconds(200));
    if (n > 0) ages.push_back(seconds_since(begin) * 1000);  // the first one connects
  }
  fmt::print(
      "lone record       ledger commit to Kafka commit p50 {:.0f} ms  p99 {:.0f} ms  (batch_age_ms {})\n",
      percentile(ages, 0.5), percentile(ages, 0.99), options.batch_age_ms);
}

void measure(const std::string& bootstrap, const std::string& compression, std::int64_t count,
             std::size_t bytes) {
  const testing::TempDir dir;
  const auto ledger = testing::open_test_ledger(dir.path("ledger"));
  auto options = testing::test_options(bootstrap);
  options.partitions = 6;
  options.librdkafka["compression.type"] = compression;
  options.batch_rows = 5000;
  options.batch_bytes = 32 << 20;
  fmt::print("\n{} records of {} bytes, compression {}\n", count, bytes, compression);
  const auto begin = Clock::now();
  fill(*ledger, count, bytes);
  fmt::print("ledger            {:.0f} outbox rows/s written, 1000 a transaction\n",
             static_cast<double>(count) / seconds_since(begin));
  print_throughput(options, *ledger, count);
  options.batch_age_ms = 200;
  print_latency(options, *ledger);
}

}  // namespace

int main(int argc, char** argv) {
  const std::int64_t count = argc > 1 ? std::strtoll(argv[1], nullptr, 10) : 200'000;
  const std::size_t bytes = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 5000;
  ::setenv("RAWI_KAFKA_TIER", "4", 0);
  ::setenv("RAWI_KAFKA_HEAP", "1g", 0);
  const char* given = std::getenv("RAWI_KAFKA");
  const std::string bootstrap = given != nullptr ? given : testing::KafkaBroker::shared().bootstrap();
  for (const auto* compression : {"none", "lz4", "zstd"}) measure(bootstrap, compression, count, bytes);
  return 0;
}
