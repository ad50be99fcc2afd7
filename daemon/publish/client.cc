#include "daemon/publish/client.h"

#include <fmt/format.h>

#include <array>

namespace rawi::publish {
namespace {

// Exactly-once rests on these.
constexpr std::array<std::string_view, 15> kOwn = {"transactional.id",
                                                   "enable.idempotence",
                                                   "acks",
                                                   "request.required.acks",
                                                   "bootstrap.servers",
                                                   "metadata.broker.list",
                                                   "group.id",
                                                   "enable.auto.commit",
                                                   "isolation.level",
                                                   "auto.offset.reset",
                                                   "enable.partition.eof",
                                                   "partitioner",
                                                   "test.mock.num.brokers",
                                                   "delivery.report.only.error",
                                                   "allow.auto.create.topics"};

bool is_secret(std::string_view name) {
  for (const std::string_view part : {"password", "secret", "ssl.key", "jaas", "oauthbearer.config"}) {
    if (name.find(part) != std::string_view::npos) return true;
  }
  return false;
}

// Empty: taken.
std::string set(rd_kafka_conf_t* conf, const std::string& name, const std::string& value) {
  std::array<char, 512> why{};
  if (rd_kafka_conf_set(conf, name.c_str(), value.c_str(), why.data(), why.size()) == RD_KAFKA_CONF_OK)
    return {};
  if (is_secret(name)) return fmt::format("kafka.librdkafka.{}: not taken (value not shown)", name);
  return fmt::format("kafka.librdkafka.{}: {}", name, why.data());
}

std::string apply(rd_kafka_conf_t* conf, const Properties& properties) {
  std::string problems;
  for (const auto& [name, value] : properties) {
    const std::string problem = set(conf, name, value);
    if (problem.empty()) continue;
    if (!problems.empty()) problems += "\n";
    problems += problem;
  }
  return problems;
}

// librdkafka before 2.6.1 sends a nonce that Kafka refuses since 3.8.1 and 4.0, and Kafka's answer blames the
// password (https://github.com/confluentinc/librdkafka/pull/4895).
std::string scram_hint(const PublishOptions& options) {
  constexpr int kFixed = 0x020601ff;
  for (const auto* name : {"sasl.mechanisms", "sasl.mechanism"}) {
    const auto mechanism = options.librdkafka.find(name);
    if (mechanism == options.librdkafka.end() || !mechanism->second.starts_with("SCRAM")) continue;
    if (rd_kafka_version() >= kFixed) continue;
    return fmt::format(
        " (librdkafka {} cannot do SCRAM with Kafka 3.8.1 and later, whatever the password: use PLAIN or "
        "OAUTHBEARER over TLS, or librdkafka 2.6.1)",
        rd_kafka_version_str());
  }
  return {};
}

LogLevel level_of(int syslog_level) {
  constexpr int kError = 3, kWarning = 4, kInfo = 6;
  if (syslog_level <= kError) return LogLevel::error;
  if (syslog_level <= kWarning) return LogLevel::warn;
  return syslog_level <= kInfo ? LogLevel::info : LogLevel::debug;
}

}  // namespace

Result<void> check_properties(const PublishOptions& options) {
  std::string problems;
  for (const std::string_view own : kOwn) {
    if (options.librdkafka.count(std::string(own)) == 0) continue;
    if (!problems.empty()) problems += "\n";
    problems += fmt::format("kafka.librdkafka.{}: Rawi sets this itself; exactly-once rests on it", own);
  }
  const Conf conf(rd_kafka_conf_new());
  const std::string refused = apply(conf.get(), options.librdkafka);
  if (!problems.empty() && !refused.empty()) problems += "\n";
  problems += refused;
  if (!problems.empty()) return fail(Errc::bad_input, problems);
  return {};
}

Result<std::unique_ptr<Client>> Client::make(rd_kafka_type_t type, const PublishOptions& options,
                                             const Properties& own, Delivered delivered) {
  auto client = std::make_unique<Client>();
  client->log_ = options.log;
  client->scram_hint_ = scram_hint(options);
  client->delivered_ = std::move(delivered);
  Conf conf(rd_kafka_conf_new());
  std::string problems = set(conf.get(), "bootstrap.servers", options.bootstrap_servers);
  problems += apply(conf.get(), options.librdkafka);
  problems += apply(conf.get(), own);
  if (!problems.empty()) return fail(Errc::bad_input, problems);
  rd_kafka_conf_set_opaque(conf.get(), client.get());
  rd_kafka_conf_set_log_cb(conf.get(), &Client::on_log);
  rd_kafka_conf_set_error_cb(conf.get(), &Client::on_error);
  bool oauth = false;
  for (const auto* name : {"sasl.mechanisms", "sasl.mechanism"}) {
    const auto mechanism = options.librdkafka.find(name);
    oauth = oauth || (mechanism != options.librdkafka.end() && mechanism->second == "OAUTHBEARER");
  }
  if (oauth) rd_kafka_conf_enable_sasl_queue(conf.get(), 1);
  if (type == RD_KAFKA_PRODUCER) rd_kafka_conf_set_dr_msg_cb(conf.get(), &Client::on_delivery);
  std::array<char, 512> why{};
  client->handle_.reset(rd_kafka_new(type, conf.get(), why.data(), why.size()));
  if (!client->handle_) return fail(Errc::bad_input, fmt::format("kafka: {}", why.data()));
  static_cast<void>(conf.release());  // librdkafka's since it said yes
  // Tokens must be fetched before the first connection, when nobody polls yet.
  if (oauth) KafkaError(rd_kafka_sasl_background_callbacks_enable(client->get())).reset();
  return client;
}

std::string Client::last_complaint() {
  const std::lock_guard lock(mutex_);
  return complaint_;
}

void Client::on_log(const rd_kafka_t* rk, int level, const char* facility, const char* text) {
  const auto* client = static_cast<const Client*>(rd_kafka_opaque(rk));
  if (client == nullptr || !client->log_) return;
  // The same properties configure producer and consumers; each warns about the other's.
  if (std::string_view(facility) == "CONFWARN") level = 7;
  client->log_(level_of(level), fmt::format("librdkafka {}: {}", facility, text));
}

void Client::on_error(rd_kafka_t* /*rk*/, int code, const char* reason, void* opaque) {
  auto* client = static_cast<Client*>(opaque);
  const std::lock_guard lock(client->mutex_);
  client->complaint_ =
      fmt::format("{}: {}", rd_kafka_err2str(static_cast<rd_kafka_resp_err_t>(code)), reason);
  if (code == RD_KAFKA_RESP_ERR__AUTHENTICATION) client->complaint_ += client->scram_hint_;
}

void Client::on_delivery(rd_kafka_t* /*rk*/, const rd_kafka_message_t* message, void* opaque) {
  auto* client = static_cast<Client*>(opaque);
  if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR || !client->delivered_) return;
  client->delivered_(reinterpret_cast<std::intptr_t>(message->_private), message->err);
}

}  // namespace rawi::publish
