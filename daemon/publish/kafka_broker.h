// Broker on librdkafka.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "daemon/publish/broker.h"
#include "daemon/publish/client.h"
#include "daemon/publish/options.h"

namespace rawi::publish {

class KafkaBroker final : public Broker {
 public:
  explicit KafkaBroker(const PublishOptions& options) : options_(options) {}

  // The producer's configuration; also tried once before anything runs, so that a bad property is told at
  // once.
  [[nodiscard]] static Result<std::unique_ptr<Client>> make_producer(const PublishOptions& options,
                                                                     Client::Delivered delivered);

  Answer connect() override;
  Answer read_checkpoint(std::string_view ledger_id, Checkpoint& out) override;
  Answer begin() override;
  Answer send(std::int64_t number, const ledger::Record& record) override;
  Answer send_checkpoint(std::string_view ledger_id, std::int64_t last) override;
  Answer send_claim(std::string_view owner) override;
  Answer commit() override;
  Answer abort() override;
  void disconnect() override;

 private:
  Answer judge(rd_kafka_error_t* error);
  Answer produce(const std::string& topic, std::int64_t number, const ledger::Record& record);
  [[nodiscard]] const std::string& topic_of(ledger::RecordKind kind) const;
  Answer refused_deliveries(Answer answer);

  const PublishOptions& options_;
  std::unique_ptr<Client> producer_;
  bool topics_ready_ = false;
  int sent_ = 0;
  struct Failure {
    std::int64_t number;
    rd_kafka_resp_err_t error;
  };
  std::vector<Failure> failures_;  // of the open transaction
};

}  // namespace rawi::publish
