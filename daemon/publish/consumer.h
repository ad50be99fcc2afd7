// Reading partitions from given offsets, in no consumer group.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "connectors/base/result.h"
#include "daemon/publish/client.h"
#include "daemon/publish/handles.h"

namespace rawi::publish {

using TopicHandle = std::unique_ptr<rd_kafka_topic_t, Destroyer<&rd_kafka_topic_destroy>>;

class Consumer {
 public:
  enum class Isolation { committed, uncommitted };
  [[nodiscard]] static Result<std::unique_ptr<Consumer>> make(const PublishOptions& options,
                                                              Isolation isolation);
  explicit Consumer(std::unique_ptr<Client> client);
  ~Consumer();
  Consumer(const Consumer&) = delete;
  Consumer& operator=(const Consumer&) = delete;

  // Partition numbers. Errc::not_found: no such topic (none is created by asking). Errc::refused: not
  // authorized.
  [[nodiscard]] Result<std::vector<std::int32_t>> partitions(const std::string& topic, int timeout_ms);

  struct Range {
    std::int64_t low = 0, high = 0;  // high: the offset that the next record will get
  };
  // With Isolation::uncommitted `high` is the log's end, else the end of what is decided.
  [[nodiscard]] Result<Range> range(const std::string& topic, std::int32_t partition, int timeout_ms);

  // From `offset` on (or RD_KAFKA_OFFSET_BEGINNING, RD_KAFKA_OFFSET_END) next() yields the partition's
  // records.
  [[nodiscard]] Result<void> follow(const std::string& topic, std::int32_t partition, std::int64_t offset);
  void unfollow();

  // A record, or a notice (err _PARTITION_EOF with the offset reached), or nullptr where nothing came.
  [[nodiscard]] Message next(int timeout_ms);

  [[nodiscard]] std::string complaint() { return client_->last_complaint(); }

 private:
  rd_kafka_topic_t* topic(const std::string& name);

  std::unique_ptr<Client> client_;
  std::map<std::string, TopicHandle> topics_;
  Queue queue_;
  std::vector<std::pair<rd_kafka_topic_t*, std::int32_t>> followed_;
};

}  // namespace rawi::publish
