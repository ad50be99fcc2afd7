#include "daemon/publish/topic_setup.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace rawi::publish {
namespace {

// Small segments and eager cleaning keep the checkpoint topic short: it is read at every start.
constexpr std::array<std::pair<const char*, const char*>, 4> kCheckpointConfig = {{
    {"cleanup.policy", "compact"},
    {"segment.ms", "3600000"},
    {"segment.bytes", "16777216"},
    {"min.cleanable.dirty.ratio", "0.1"},
}};

int partitions_of(const std::string& topic, const PublishOptions& options) {
  return topic == options.topics.checkpoint ? 1 : options.partitions;
}

std::vector<std::pair<std::string, std::string>> config_of(const std::string& topic,
                                                           const PublishOptions& options) {
  std::vector<std::pair<std::string, std::string>> config;
  if (topic == options.topics.checkpoint) {
    for (const auto& [name, value] : kCheckpointConfig) config.emplace_back(name, value);
  } else if (options.retention_ms >= 0) {
    config.emplace_back("retention.ms", std::to_string(options.retention_ms));
  }
  return config;
}

std::string command(const std::string& topic, const PublishOptions& options) {
  std::string text = fmt::format("kafka-topics.sh --bootstrap-server {} --create --topic {} --partitions {}",
                                 options.bootstrap_servers, topic, partitions_of(topic, options));
  if (options.replication > 0) text += fmt::format(" --replication-factor {}", options.replication);
  for (const auto& [name, value] : config_of(topic, options))
    text += fmt::format(" --config {}={}", name, value);
  return text;
}

Error missing(const std::vector<std::string>& topics, const PublishOptions& options, Errc code,
              std::string_view why) {
  std::string text = fmt::format("kafka: topic missing{}{}; create it with:", why.empty() ? "" : ", ", why);
  for (const auto& topic : topics) text += "\n  " + command(topic, options);
  return {code, text};
}

// All topics are asked for and not ours by name: asking a broker for a missing name may make it create the
// topic, with the broker's defaults.
Result<std::set<std::string>> existing(Client& client, int timeout_ms) {
  const rd_kafka_metadata_t* raw = nullptr;
  const auto error = rd_kafka_metadata(client.get(), 1, nullptr, &raw, timeout_ms);
  client.poll(0);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
    const std::string complaint = client.last_complaint();
    return fail(Errc::network,
                fmt::format("kafka: {}", complaint.empty() ? rd_kafka_err2str(error) : complaint));
  }
  const Metadata metadata(raw);
  std::set<std::string> names;
  for (int i = 0; i < metadata->topic_cnt; ++i) names.insert(metadata->topics[i].topic);
  return names;
}

Result<NewTopic> new_topic(const std::string& topic, const PublishOptions& options) {
  std::array<char, 256> why{};
  NewTopic made(rd_kafka_NewTopic_new(topic.c_str(), partitions_of(topic, options), options.replication,
                                      why.data(), why.size()));
  if (!made) return fail(Errc::bad_input, fmt::format("kafka: topic {}: {}", topic, why.data()));
  for (const auto& [name, value] : config_of(topic, options)) {
    rd_kafka_NewTopic_set_config(made.get(), name.c_str(), value.c_str());
  }
  return made;
}

Result<void> judge(rd_kafka_event_t* event, const PublishOptions& options) {
  if (rd_kafka_event_error(event) != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return fail(Errc::network, fmt::format("kafka: creating topics: {}", rd_kafka_event_error_string(event)));
  }
  std::size_t count = 0;
  const auto* result = rd_kafka_event_CreateTopics_result(event);
  const auto** topics = rd_kafka_CreateTopics_result_topics(result, &count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto error = rd_kafka_topic_result_error(topics[i]);
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR || error == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) continue;
    const char* text = rd_kafka_topic_result_error_string(topics[i]);
    return fail(missing({rd_kafka_topic_result_name(topics[i])}, options, Errc::refused,
                        text != nullptr ? text : rd_kafka_err2str(error)));
  }
  return {};
}

Result<void> create(Client& client, const std::vector<std::string>& names, const PublishOptions& options,
                    int timeout_ms) {
  std::vector<NewTopic> owned;
  std::vector<rd_kafka_NewTopic_t*> topics;
  for (const auto& name : names) {
    auto made = new_topic(name, options);
    if (!made) return fail(made.error());
    topics.push_back(made->get());
    owned.push_back(std::move(*made));
  }
  const AdminOptions admin(rd_kafka_AdminOptions_new(client.get(), RD_KAFKA_ADMIN_OP_CREATETOPICS));
  rd_kafka_AdminOptions_set_operation_timeout(admin.get(), timeout_ms, nullptr, 0);
  const Queue queue(rd_kafka_queue_new(client.get()));
  rd_kafka_CreateTopics(client.get(), topics.data(), topics.size(), admin.get(), queue.get());
  const Event event(rd_kafka_queue_poll(queue.get(), timeout_ms + 1000));
  if (!event) return fail(Errc::timeout, "kafka: creating topics: no answer");
  return judge(event.get(), options);
}

}  // namespace

std::vector<std::string> topic_names(const Topics& topics) {
  std::set<std::string> names = {topics.articles, topics.duplicates, topics.rejected, topics.checkpoint};
  if (!topics.retractions.empty()) names.insert(topics.retractions);
  return {names.begin(), names.end()};
}

Result<void> ensure_topics(Client& client, const PublishOptions& options, int timeout_ms) {
  auto there = existing(client, timeout_ms);
  if (!there) return fail(there.error());
  std::vector<std::string> absent;
  for (const auto& name : topic_names(options.topics)) {
    if (there->count(name) == 0) absent.push_back(name);
  }
  if (absent.empty()) return {};
  if (!options.create_topics)
    return fail(missing(absent, options, Errc::not_found, "kafka.create_topics is off"));
  return create(client, absent, options, timeout_ms);
}

}  // namespace rawi::publish
