// What the publisher's tests share: a ledger with numbered records, options with topics of their own, reading
// back.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "daemon/ledger/ledger.h"
#include "daemon/publish/options.h"
#include "daemon/publish/publisher.h"
#include "daemon/publish/reader.h"
#include "tests/support/files/temp_dir.h"

namespace rawi::testing {

[[nodiscard]] std::unique_ptr<ledger::Ledger> open_test_ledger(const std::string& path);

// The n-th record of a test: key and value say n. `bytes`: of the value.
[[nodiscard]] ledger::Record numbered_record(std::int64_t n, std::size_t bytes = 200,
                                             ledger::RecordKind kind = ledger::RecordKind::article);
// Commits records first .. first + count - 1, `at_once` in a transaction; returns the last outbox number.
std::int64_t add_records(ledger::Ledger& ledger, std::int64_t first, std::int64_t count,
                         std::int64_t at_once = 100, std::size_t bytes = 200);

// Topics and instance id that nobody else uses; quick batches.
[[nodiscard]] publish::PublishOptions test_options(const std::string& bootstrap);
// The same with a name given, for processes that share topics.
[[nodiscard]] publish::PublishOptions named_options(const std::string& bootstrap, const std::string& name);

// Everything committed in `topics`, to their end.
[[nodiscard]] std::vector<publish::ReadRecord> read_all(const publish::PublishOptions& options,
                                                        const std::vector<std::string>& topics);
// How often each n of numbered_record() is in the articles topic.
[[nodiscard]] std::map<std::int64_t, int> read_numbers(const publish::PublishOptions& options);
// "" where 1..count are there once each; otherwise what is wrong, for people.
[[nodiscard]] std::string wrong_with(const std::map<std::int64_t, int>& numbers, std::int64_t count);

}  // namespace rawi::testing
