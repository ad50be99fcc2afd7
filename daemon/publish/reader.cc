#include "daemon/publish/reader.h"

#include <fmt/format.h>

#include <chrono>

#include "daemon/publish/consumer.h"

namespace rawi::publish {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kAskTimeoutMs = 5000;

std::optional<std::string> bytes_of(const void* data, std::size_t size) {
  if (data == nullptr) return std::nullopt;
  return std::string(static_cast<const char*>(data), size);
}

ledger::Headers headers_of(const rd_kafka_message_t* message) {
  ledger::Headers out;
  rd_kafka_headers_t* headers = nullptr;
  if (rd_kafka_message_headers(message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR) return out;
  const char* name = nullptr;
  const void* value = nullptr;
  std::size_t size = 0;
  for (std::size_t i = 0;
       rd_kafka_header_get_all(headers, i, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR; ++i) {
    out.emplace_back(name, bytes_of(value, size).value_or(""));
  }
  return out;
}

ReadRecord record_of(const rd_kafka_message_t* message) {
  ReadRecord record;
  record.topic = rd_kafka_topic_name(message->rkt);
  record.partition = message->partition;
  record.offset = message->offset;
  record.timestamp_ms = rd_kafka_message_timestamp(message, nullptr);
  record.key = bytes_of(message->key, message->key_len).value_or("");
  record.value = bytes_of(message->payload, message->len);
  record.headers = headers_of(message);
  return record;
}

int left_ms(Clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return left > 0 ? static_cast<int>(left) : 0;
}

class Reader final : public RecordReader {
 public:
  Reader(PublishOptions options, std::unique_ptr<Consumer> consumer)
      : options_(std::move(options)), consumer_(std::move(consumer)) {}

  Result<void> begin(const std::vector<std::string>& topics, ReadFrom from) {
    const std::int64_t offset = from == ReadFrom::beginning ? RD_KAFKA_OFFSET_BEGINNING : RD_KAFKA_OFFSET_END;
    for (const auto& topic : topics) {
      auto partitions = consumer_->partitions(topic, kAskTimeoutMs);
      if (!partitions) return fail(partitions.error());
      for (const auto partition : *partitions) {
        if (auto done = consumer_->follow(topic, partition, offset); !done) return done;
        followed_.emplace_back(topic, partition);
      }
    }
    return {};
  }

  Result<std::optional<ReadRecord>> next(int timeout_ms) override {
    const auto deadline = Clock::now() + std::chrono::milliseconds(timeout_ms);
    do {
      const Message message = consumer_->next(left_ms(deadline));
      if (!message) continue;
      if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
        reached_[{rd_kafka_topic_name(message->rkt), message->partition}] = message->offset + 1;
        return std::optional<ReadRecord>(record_of(message.get()));
      }
      if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
        reached_[{rd_kafka_topic_name(message->rkt), message->partition}] = message->offset;
      } else {
        return fail(Errc::network, fmt::format("kafka: {}", rd_kafka_message_errstr(message.get())));
      }
      if (stop_at_notice_) return std::optional<ReadRecord>();
    } while (Clock::now() < deadline);
    return std::optional<ReadRecord>();
  }

  Result<void> read_to_end(const std::function<bool(ReadRecord)>& visit, int timeout_ms) override {
    const auto deadline = Clock::now() + std::chrono::milliseconds(timeout_ms);
    auto ends = ends_of_log();
    if (!ends) return fail(ends.error());
    stop_at_notice_ = true;
    auto done = read_until(*ends, visit, deadline);
    stop_at_notice_ = false;
    return done;
  }

 private:
  using Place = std::pair<std::string, std::int32_t>;

  // The log's end, open transactions included: a reader of committed records must wait for their end.
  Result<std::map<Place, std::int64_t>> ends_of_log() {
    auto asker = Consumer::make(options_, Consumer::Isolation::uncommitted);
    if (!asker) return fail(asker.error());
    std::map<Place, std::int64_t> ends;
    for (const auto& [topic, partition] : followed_) {
      auto range = (*asker)->range(topic, partition, kAskTimeoutMs);
      if (!range) return fail(range.error());
      if (range->high > range->low) ends[{topic, partition}] = range->high;
    }
    return ends;
  }

  bool passed(const std::map<Place, std::int64_t>& ends) const {
    for (const auto& [place, end] : ends) {
      const auto reached = reached_.find(place);
      if (reached == reached_.end() || reached->second < end) return false;
    }
    return true;
  }

  Result<void> read_until(const std::map<Place, std::int64_t>& ends,
                          const std::function<bool(ReadRecord)>& visit, Clock::time_point deadline) {
    while (!passed(ends)) {
      auto record = next(left_ms(deadline));
      if (!record) return fail(record.error());
      if (*record && !visit(std::move(**record))) return {};
      if (Clock::now() >= deadline && !passed(ends)) {
        return fail(Errc::timeout,
                    "kafka: the end of the topics was not reached in time " + consumer_->complaint());
      }
    }
    return {};
  }

  const PublishOptions options_;
  std::unique_ptr<Consumer> consumer_;
  std::vector<Place> followed_;
  std::map<Place, std::int64_t> reached_;
  bool stop_at_notice_ = false;
};

}  // namespace

std::string_view ReadRecord::header(std::string_view name) const {
  for (const auto& [known, text] : headers) {
    if (known == name) return text;
  }
  return {};
}

Result<std::unique_ptr<RecordReader>> open_reader(const PublishOptions& options,
                                                  const std::vector<std::string>& topics, ReadFrom from) {
  auto consumer = Consumer::make(options, Consumer::Isolation::committed);
  if (!consumer) return fail(consumer.error());
  auto reader = std::make_unique<Reader>(options, std::move(*consumer));
  if (auto begun = reader->begin(topics, from); !begun) return fail(begun.error());
  return std::unique_ptr<RecordReader>(std::move(reader));
}

}  // namespace rawi::publish
