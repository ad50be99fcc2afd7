#include "daemon/publish/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>

#include <nlohmann/json.hpp>

#include "daemon/publish/consumer.h"

namespace rawi::publish {
namespace {

using Clock = std::chrono::steady_clock;

std::string checkpoint_key(std::string_view instance, std::string_view ledger_id) {
  return fmt::format("{}/{}", instance, ledger_id);
}

int left_ms(Clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return static_cast<int>(std::max<std::int64_t>(left, 1));
}

struct Search {
  const PublishOptions& options;
  std::string_view ledger_id;
  Clock::time_point deadline;
  std::map<std::int32_t, Consumer::Range> ranges;

  Result<void> ask_ranges();
  Result<bool> read(std::int64_t window, Checkpoint& found);
};

Result<void> Search::ask_ranges() {
  auto asker = Consumer::make(options, Consumer::Isolation::uncommitted);
  if (!asker) return fail(asker.error());
  auto partitions = (*asker)->partitions(options.topics.checkpoint, left_ms(deadline));
  if (!partitions) return fail(partitions.error());
  for (const auto partition : *partitions) {
    auto range = (*asker)->range(options.topics.checkpoint, partition, left_ms(deadline));
    if (!range) return fail(range.error());
    if (range->high > range->low) ranges[partition] = *range;
  }
  return {};
}

// Whether everything there is was looked at.
Result<bool> Search::read(std::int64_t window, Checkpoint& found) {
  auto consumer = Consumer::make(options, Consumer::Isolation::committed);
  if (!consumer) return fail(consumer.error());
  std::map<std::int32_t, std::int64_t> missing;  // partition -> offset to reach
  bool whole = true;
  for (const auto& [partition, range] : ranges) {
    const std::int64_t from = std::max(range.low, range.high - window);
    whole = whole && from == range.low;
    if (auto done = (*consumer)->follow(options.topics.checkpoint, partition, from); !done)
      return fail(done.error());
    missing[partition] = range.high;
  }
  while (!missing.empty()) {
    const Message message = (*consumer)->next(left_ms(deadline));
    if (!message) {
      if (Clock::now() < deadline) continue;
      const std::string why = (*consumer)->complaint();
      return fail(Errc::timeout,
                  fmt::format("kafka: reading the checkpoint in {}: {}", options.topics.checkpoint,
                              why.empty() ? "a transaction there is still open" : why));
    }
    std::int64_t reached = message->offset;
    if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
      read_entry(options.instance_id, ledger_id, {static_cast<const char*>(message->key), message->key_len},
                 {static_cast<const char*>(message->payload), message->len}, found);
      ++reached;
    } else if (message->err != RD_KAFKA_RESP_ERR__PARTITION_EOF) {
      return fail(Errc::network, fmt::format("kafka: {}", rd_kafka_message_errstr(message.get())));
    }
    const auto at = missing.find(message->partition);
    if (at != missing.end() && reached >= at->second) missing.erase(at);
  }
  return whole;
}

}  // namespace

CheckpointEntry checkpoint_entry(std::string_view instance, std::string_view ledger_id, std::int64_t last) {
  return {checkpoint_key(instance, ledger_id),
          fmt::format(R"({{"schema":"rawi.checkpoint/1","last":{}}})", last)};
}

CheckpointEntry claim_entry(std::string_view instance, std::string_view owner) {
  const nlohmann::ordered_json json = {{"schema", "rawi.claim/1"}, {"owner", owner}};
  return {std::string(instance), json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)};
}

void read_entry(std::string_view instance, std::string_view ledger_id, std::string_view key,
                std::string_view value, Checkpoint& into) {
  const bool claim = key == instance;
  if (!claim && key != checkpoint_key(instance, ledger_id)) return;
  const auto json = nlohmann::json::parse(value, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return;
  if (claim) {
    if (json.contains("owner") && json["owner"].is_string()) into.owner = json["owner"].get<std::string>();
  } else if (json.contains("last") && json["last"].is_number_integer()) {
    into.last = std::max(into.last, json["last"].get<std::int64_t>());
  }
}

Result<Checkpoint> find_checkpoint(const PublishOptions& options, std::string_view ledger_id,
                                   int timeout_ms) {
  Search search{options, ledger_id, Clock::now() + std::chrono::milliseconds(timeout_ms), {}};
  if (auto asked = search.ask_ranges(); !asked) return fail(asked.error());
  Checkpoint found;
  constexpr std::int64_t kNear = 2000, kAll = INT64_MAX / 2;
  for (const std::int64_t window : {kNear, kAll}) {
    auto whole = search.read(window, found);
    if (!whole) return fail(whole.error());
    if (*whole || found.last > 0) break;
  }
  return found;
}

}  // namespace rawi::publish
