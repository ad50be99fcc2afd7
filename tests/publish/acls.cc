#include "tests/publish/acls.h"

#include <librdkafka/rdkafka.h>

#include <array>
#include <memory>

namespace rawi::testing {
namespace {

struct Free {
  void operator()(rd_kafka_t* object) const { rd_kafka_destroy(object); }
  void operator()(rd_kafka_AclBinding_t* object) const { rd_kafka_AclBinding_destroy(object); }
  void operator()(rd_kafka_queue_t* object) const { rd_kafka_queue_destroy(object); }
  void operator()(rd_kafka_event_t* object) const { rd_kafka_event_destroy(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

struct Rule {
  rd_kafka_ResourceType_t resource;
  std::string name;
  rd_kafka_ResourcePatternType_t pattern;
  rd_kafka_AclOperation_t operation;
};

std::string create(rd_kafka_t* client, const std::string& principal, const Rule& rule) {
  std::array<char, 256> why{};
  const Owned<rd_kafka_AclBinding_t> binding(
      rd_kafka_AclBinding_new(rule.resource, rule.name.c_str(), rule.pattern, principal.c_str(), "*",
                              rule.operation, RD_KAFKA_ACL_PERMISSION_TYPE_ALLOW, why.data(), why.size()));
  if (!binding) return why.data();
  const Owned<rd_kafka_queue_t> queue(rd_kafka_queue_new(client));
  std::array<rd_kafka_AclBinding_t*, 1> bindings = {binding.get()};
  rd_kafka_CreateAcls(client, bindings.data(), bindings.size(), nullptr, queue.get());
  constexpr int kPatienceMs = 20'000;
  const Owned<rd_kafka_event_t> event(rd_kafka_queue_poll(queue.get(), kPatienceMs));
  if (!event) return "no answer";
  if (rd_kafka_event_error(event.get()) != RD_KAFKA_RESP_ERR_NO_ERROR)
    return rd_kafka_event_error_string(event.get());
  std::size_t count = 0;
  const auto** results =
      rd_kafka_CreateAcls_result_acls(rd_kafka_event_CreateAcls_result(event.get()), &count);
  const rd_kafka_error_t* error = count == 1 ? rd_kafka_acl_result_error(results[0]) : nullptr;
  return error == nullptr ? "" : rd_kafka_error_string(error);
}

}  // namespace

std::string allow_writing(const std::string& bootstrap, const std::string& principal,
                          const std::string& prefix, const std::vector<std::string>& topics) {
  std::array<char, 256> why{};
  rd_kafka_conf_t* conf = rd_kafka_conf_new();
  rd_kafka_conf_set(conf, "bootstrap.servers", bootstrap.c_str(), nullptr, 0);
  const Owned<rd_kafka_t> client(rd_kafka_new(RD_KAFKA_PRODUCER, conf, why.data(), why.size()));
  if (!client) return why.data();
  std::vector<Rule> rules = {
      {RD_KAFKA_RESOURCE_TOPIC, prefix, RD_KAFKA_RESOURCE_PATTERN_PREFIXED, RD_KAFKA_ACL_OPERATION_DESCRIBE},
      {RD_KAFKA_RESOURCE_TOPIC, prefix, RD_KAFKA_RESOURCE_PATTERN_PREFIXED, RD_KAFKA_ACL_OPERATION_READ},
  };
  for (const auto& topic : topics) {
    rules.push_back(
        {RD_KAFKA_RESOURCE_TOPIC, topic, RD_KAFKA_RESOURCE_PATTERN_LITERAL, RD_KAFKA_ACL_OPERATION_WRITE});
  }
  for (const auto& rule : rules) {
    const std::string wrong = create(client.get(), principal, rule);
    if (!wrong.empty()) return wrong;
  }
  return "";
}

}  // namespace rawi::testing
