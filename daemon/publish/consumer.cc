#include "daemon/publish/consumer.h"

#include <fmt/format.h>

namespace rawi::publish {
namespace {

Errc errc_of(rd_kafka_resp_err_t error) {
  switch (error) {
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
    case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
    case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION: return Errc::not_found;
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
    case RD_KAFKA_RESP_ERR__AUTHENTICATION: return Errc::refused;
    case RD_KAFKA_RESP_ERR__TIMED_OUT: return Errc::timeout;
    default: return Errc::network;
  }
}

}  // namespace

Result<std::unique_ptr<Consumer>> Consumer::make(const PublishOptions& options, Isolation isolation) {
  const Properties own = {
      {"isolation.level", isolation == Isolation::committed ? "read_committed" : "read_uncommitted"},
      {"enable.partition.eof", "true"},
      {"enable.auto.commit", "false"},
      {"auto.offset.reset", "earliest"},
      {"fetch.error.backoff.ms", "50"},
      {"fetch.wait.max.ms", "50"},
  };
  auto client = Client::make(RD_KAFKA_CONSUMER, options, own);
  if (!client) return fail(client.error());
  return std::make_unique<Consumer>(std::move(*client));
}

Consumer::Consumer(std::unique_ptr<Client> client)
    : client_(std::move(client)), queue_(rd_kafka_queue_new(client_->get())) {}

Consumer::~Consumer() { unfollow(); }

rd_kafka_topic_t* Consumer::topic(const std::string& name) {
  auto& slot = topics_[name];
  if (!slot) slot.reset(rd_kafka_topic_new(client_->get(), name.c_str(), nullptr));
  return slot.get();
}

Result<std::vector<std::int32_t>> Consumer::partitions(const std::string& name, int timeout_ms) {
  const rd_kafka_metadata_t* raw = nullptr;
  const auto error = rd_kafka_metadata(client_->get(), 0, topic(name), &raw, timeout_ms);
  client_->poll(0);
  const Metadata metadata(raw);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
    const std::string complaint = client_->last_complaint();
    return fail(errc_of(error), fmt::format("kafka: topic {}: {}", name,
                                            complaint.empty() ? rd_kafka_err2str(error) : complaint));
  }
  if (metadata->topic_cnt != 1) return fail(Errc::not_found, fmt::format("kafka: topic {}: no answer", name));
  const auto& found = metadata->topics[0];
  if (found.err != RD_KAFKA_RESP_ERR_NO_ERROR || found.partition_cnt == 0) {
    return fail(found.err != RD_KAFKA_RESP_ERR_NO_ERROR ? errc_of(found.err) : Errc::not_found,
                fmt::format("kafka: topic {}: {}", name, rd_kafka_err2str(found.err)));
  }
  std::vector<std::int32_t> ids;
  ids.reserve(static_cast<std::size_t>(found.partition_cnt));
  for (int i = 0; i < found.partition_cnt; ++i) ids.push_back(found.partitions[i].id);
  return ids;
}

Result<Consumer::Range> Consumer::range(const std::string& name, std::int32_t partition, int timeout_ms) {
  Range range;
  const auto error = rd_kafka_query_watermark_offsets(client_->get(), name.c_str(), partition, &range.low,
                                                      &range.high, timeout_ms);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return fail(errc_of(error),
                fmt::format("kafka: offsets of {}[{}]: {}", name, partition, rd_kafka_err2str(error)));
  }
  return range;
}

Result<void> Consumer::follow(const std::string& name, std::int32_t partition, std::int64_t offset) {
  rd_kafka_topic_t* handle = topic(name);
  if (rd_kafka_consume_start_queue(handle, partition, offset, queue_.get()) != 0) {
    const auto error = rd_kafka_last_error();
    return fail(errc_of(error),
                fmt::format("kafka: reading {}[{}]: {}", name, partition, rd_kafka_err2str(error)));
  }
  followed_.emplace_back(handle, partition);
  return {};
}

void Consumer::unfollow() {
  for (const auto& [handle, partition] : followed_) rd_kafka_consume_stop(handle, partition);
  followed_.clear();
}

Message Consumer::next(int timeout_ms) {
  client_->poll(0);
  return Message(rd_kafka_consume_queue(queue_.get(), timeout_ms));
}

}  // namespace rawi::publish
