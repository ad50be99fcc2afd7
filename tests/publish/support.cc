#include "tests/publish/support.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

#include "tests/support/kafka/broker.h"

namespace rawi::testing {
namespace {

[[noreturn]] void give_up(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::abort();
}

}  // namespace

std::unique_ptr<ledger::Ledger> open_test_ledger(const std::string& path) {
  auto opened = ledger::open_ledger(path);
  if (!opened) give_up(opened.error().message);
  return std::move(opened->ledger);
}

ledger::Record numbered_record(std::int64_t n, std::size_t bytes, ledger::RecordKind kind) {
  ledger::Record record;
  record.kind = kind;
  record.outlet = "example";
  record.key = fmt::format("key-{}", n);
  std::string value = fmt::format(R"({{"n":{},"url":"https://example.org/{}","text":")", n, n);
  if (value.size() + 2 < bytes) value.append(bytes - value.size() - 2, 'x');
  record.value = value + "\"}";
  record.headers = {{"ce_id", record.key}, {"content-type", "application/json"}};
  return record;
}

std::int64_t add_records(ledger::Ledger& ledger, std::int64_t first, std::int64_t count, std::int64_t at_once,
                         std::size_t bytes) {
  std::int64_t last = 0;
  for (std::int64_t n = first; n < first + count;) {
    ledger::Changes changes;
    for (std::int64_t i = 0; i < at_once && n < first + count; ++i, ++n)
      changes.emplace_back(numbered_record(n, bytes));
    auto committed = ledger.commit(changes);
    if (!committed) give_up(committed.error().message);
    last = committed->outbox_last;
  }
  return last;
}

publish::PublishOptions test_options(const std::string& bootstrap) {
  return named_options(bootstrap, unique_name("t"));
}

publish::PublishOptions named_options(const std::string& bootstrap, const std::string& name) {
  publish::PublishOptions options;
  options.bootstrap_servers = bootstrap;
  options.instance_id = name;
  options.topics = {name + ".articles", name + ".duplicates", name + ".rejected", name + ".checkpoint", ""};
  options.partitions = 2;
  options.batch_age_ms = 20;
  options.backoff_max_ms = 1000;
  if (std::getenv("RAWI_TEST_VERBOSE") != nullptr) {
    options.log = [](publish::LogLevel, std::string_view text) {
      std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
    };
  }
  return options;
}

std::vector<publish::ReadRecord> read_all(const publish::PublishOptions& options,
                                          const std::vector<std::string>& topics) {
  constexpr int kPatienceMs = 90'000;
  auto reader = publish::open_reader(options, topics, publish::ReadFrom::beginning);
  if (!reader) give_up(reader.error().message);
  std::vector<publish::ReadRecord> records;
  auto done = (*reader)->read_to_end(
      [&](publish::ReadRecord record) {
        records.push_back(std::move(record));
        return true;
      },
      kPatienceMs);
  if (!done) give_up(done.error().message);
  return records;
}

std::map<std::int64_t, int> read_numbers(const publish::PublishOptions& options) {
  std::map<std::int64_t, int> numbers;
  for (const auto& record : read_all(options, {options.topics.articles})) {
    ++numbers[std::strtoll(record.key.c_str() + std::string_view("key-").size(), nullptr, 10)];
  }
  return numbers;
}

std::string wrong_with(const std::map<std::int64_t, int>& numbers, std::int64_t count) {
  std::string wrong;
  for (std::int64_t n = 1; n <= count; ++n) {
    const auto at = numbers.find(n);
    const int times = at == numbers.end() ? 0 : at->second;
    if (times != 1) wrong += fmt::format("{} is there {} times; ", n, times);
  }
  if (!numbers.empty() && numbers.rbegin()->first > count)
    wrong += fmt::format("up to {}", numbers.rbegin()->first);
  return wrong;
}

}  // namespace rawi::testing
