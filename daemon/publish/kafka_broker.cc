#include "daemon/publish/kafka_broker.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>

#include "daemon/publish/checkpoint.h"
#include "daemon/publish/topic_setup.h"

namespace rawi::publish {
namespace {

// How long one call may hold the publisher's thread. Calls that end with a retriable timeout go on in the
// background and are resumed by calling again (rdkafka.h, "This call is resumable").
constexpr int kSliceMs = 2000;
constexpr int kCheckpointMs = 5000;
constexpr int kQueueFullTries = 100, kQueueFullPollMs = 100;

// Errors that the same record will meet again.
bool for_good(rd_kafka_resp_err_t error) {
  switch (error) {
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
    case RD_KAFKA_RESP_ERR_INVALID_MSG_SIZE:
    case RD_KAFKA_RESP_ERR_INVALID_MSG:
    case RD_KAFKA_RESP_ERR_INVALID_RECORD:
    case RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE:
    case RD_KAFKA_RESP_ERR_INVALID_TIMESTAMP:
    case RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION:
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
    case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
    case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION: return true;
    default: return false;
  }
}

bool is_fencing(rd_kafka_resp_err_t error) {
  return error == RD_KAFKA_RESP_ERR__FENCED || error == RD_KAFKA_RESP_ERR_PRODUCER_FENCED ||
         error == RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH;
}

rd_kafka_vu_t field(rd_kafka_vtype_t type) {
  rd_kafka_vu_t out{};
  out.vtype = type;
  return out;
}

rd_kafka_vu_t memory(rd_kafka_vtype_t type, const std::string& bytes) {
  rd_kafka_vu_t out = field(type);
  out.u.mem.ptr = const_cast<char*>(bytes.data());  // copied (RD_KAFKA_MSG_F_COPY), never written to
  out.u.mem.size = bytes.size();
  return out;
}

std::vector<rd_kafka_vu_t> fields_of(const std::string& topic, std::int64_t number,
                                     const ledger::Record& record) {
  std::vector<rd_kafka_vu_t> fields = {field(RD_KAFKA_VTYPE_TOPIC), field(RD_KAFKA_VTYPE_MSGFLAGS),
                                       field(RD_KAFKA_VTYPE_OPAQUE), memory(RD_KAFKA_VTYPE_KEY, record.key)};
  fields[0].u.cstr = topic.c_str();
  fields[1].u.i = RD_KAFKA_MSG_F_COPY;
  // The opaque pointer comes back with the delivery report; it is only ever a number.
  fields[2].u.ptr =  // NOLINTNEXTLINE(performance-no-int-to-ptr)
      reinterpret_cast<void*>(static_cast<std::intptr_t>(number));
  if (record.value) fields.push_back(memory(RD_KAFKA_VTYPE_VALUE, *record.value));
  for (const auto& [name, value] : record.headers) {
    rd_kafka_vu_t header = field(RD_KAFKA_VTYPE_HEADER);
    header.u.header.name = name.c_str();
    header.u.header.val = value.data();
    header.u.header.size = static_cast<std::make_signed_t<std::size_t>>(value.size());
    fields.push_back(header);
  }
  return fields;
}

}  // namespace

Result<std::unique_ptr<Client>> KafkaBroker::make_producer(const PublishOptions& options,
                                                           Client::Delivered delivered) {
  Properties own = {
      {"transactional.id", options.instance_id}, {"enable.idempotence", "true"}, {"acks", "all"},
      {"partitioner", "murmur2_random"},  // as the Java client's: any producer puts a key where we do
      {"delivery.report.only.error", "true"},
  };
  // What a caller may know better.
  PublishOptions with_defaults = options;
  with_defaults.librdkafka.try_emplace("transaction.timeout.ms",
                                       std::to_string(options.transaction_timeout_ms));
  with_defaults.librdkafka.try_emplace("client.id", "rawi-" + options.instance_id);
  return Client::make(RD_KAFKA_PRODUCER, with_defaults, own, std::move(delivered));
}

// Fatal first: "there is no way for a producer instance to recover from fatal errors" (rdkafka.h). Neither
// abortable nor retriable: "treat these errors as fatal".
Answer KafkaBroker::judge(rd_kafka_error_t* raw) {
  const KafkaError error(raw);
  producer_->poll(0);
  if (!error) return {};
  auto code = rd_kafka_error_code(error.get());
  const std::string text = fmt::format("kafka: {}", rd_kafka_error_string(error.get()));
  std::array<char, 256> fatal_text{};
  const auto fatal = rd_kafka_fatal_error(producer_->get(), fatal_text.data(), fatal_text.size());
  if (fatal != RD_KAFKA_RESP_ERR_NO_ERROR) code = fatal;
  if (fatal != RD_KAFKA_RESP_ERR_NO_ERROR || rd_kafka_error_is_fatal(error.get()) != 0) {
    return {is_fencing(code) ? Verdict::fenced : Verdict::lost, text, {}};
  }
  if (rd_kafka_error_txn_requires_abort(error.get()) != 0) {
    return refused_deliveries({for_good(code) ? Verdict::refused : Verdict::abort, text, {}});
  }
  if (rd_kafka_error_is_retriable(error.get()) != 0) {
    const std::string complaint = producer_->last_complaint();
    return {Verdict::again, complaint.empty() ? text : "kafka: " + complaint, {}};
  }
  return {is_fencing(code) ? Verdict::fenced : Verdict::lost, text, {}};
}

// Which records the abort is about, where delivery reports told.
Answer KafkaBroker::refused_deliveries(Answer answer) {
  for (const auto& failure : failures_) {
    if (!for_good(failure.error)) continue;
    answer.verdict = Verdict::refused;
    answer.message = rd_kafka_err2str(failure.error);
    if (failure.number > 0) answer.refused.push_back({failure.number, answer.message});
  }
  return answer;
}

Answer KafkaBroker::connect() {
  if (!producer_) {
    auto made = make_producer(options_, [this](std::int64_t number, rd_kafka_resp_err_t error) {
      failures_.push_back({number, error});
    });
    if (!made) return {Verdict::again, made.error().message, {}};
    producer_ = std::move(*made);
    topics_ready_ = false;
  }
  if (!topics_ready_) {
    auto ready = ensure_topics(*producer_, options_, kSliceMs);
    if (!ready) return {Verdict::again, ready.error().message, {}};
    topics_ready_ = true;
  }
  return judge(rd_kafka_init_transactions(producer_->get(), kSliceMs));
}

Answer KafkaBroker::read_checkpoint(std::string_view ledger_id, Checkpoint& out) {
  auto found = find_checkpoint(options_, ledger_id, kCheckpointMs);
  if (!found) return {Verdict::again, found.error().message, {}};
  out = *found;
  return {};
}

Answer KafkaBroker::begin() {
  failures_.clear();
  sent_ = 0;
  return judge(rd_kafka_begin_transaction(producer_->get()));
}

const std::string& KafkaBroker::topic_of(ledger::RecordKind kind) const {
  const Topics& topics = options_.topics;
  switch (kind) {
    case ledger::RecordKind::article: return topics.articles;
    case ledger::RecordKind::duplicate: return topics.duplicates;
    case ledger::RecordKind::rejected: return topics.rejected;
    case ledger::RecordKind::retraction:
      return topics.retractions.empty() ? topics.articles : topics.retractions;
  }
  return topics.articles;
}

Answer KafkaBroker::send(std::int64_t number, const ledger::Record& record) {
  return produce(topic_of(record.kind), number, record);
}

Answer KafkaBroker::send_checkpoint(std::string_view ledger_id, std::int64_t last) {
  const auto entry = checkpoint_entry(options_.instance_id, ledger_id, last);
  return produce(options_.topics.checkpoint, 0,
                 {ledger::RecordKind::article, "", entry.key, entry.value, {}});
}

Answer KafkaBroker::send_claim(std::string_view owner) {
  const auto entry = claim_entry(options_.instance_id, owner);
  return produce(options_.topics.checkpoint, 0,
                 {ledger::RecordKind::article, "", entry.key, entry.value, {}});
}

Answer KafkaBroker::produce(const std::string& topic, std::int64_t number, const ledger::Record& record) {
  constexpr int kPollEvery = 500;
  if (++sent_ % kPollEvery == 0) producer_->poll(0);
  const auto fields = fields_of(topic, number, record);
  for (int attempt = 0; attempt < kQueueFullTries; ++attempt) {
    const KafkaError error(rd_kafka_produceva(producer_->get(), fields.data(), fields.size()));
    if (!error) return {};
    const auto code = rd_kafka_error_code(error.get());
    const std::string text = fmt::format("kafka: {}", rd_kafka_error_string(error.get()));
    if (code == RD_KAFKA_RESP_ERR__QUEUE_FULL) {
      producer_->poll(kQueueFullPollMs);
      continue;
    }
    if (for_good(code)) return {Verdict::refused, rd_kafka_error_string(error.get()), {}};
    const auto fatal = rd_kafka_fatal_error(producer_->get(), nullptr, 0);
    if (fatal == RD_KAFKA_RESP_ERR_NO_ERROR) return refused_deliveries({Verdict::abort, text, {}});
    return {is_fencing(fatal) ? Verdict::fenced : Verdict::lost, text, {}};
  }
  return {Verdict::abort, "kafka: the producer's queue stays full", {}};
}

Answer KafkaBroker::commit() { return judge(rd_kafka_commit_transaction(producer_->get(), kSliceMs)); }

Answer KafkaBroker::abort() {
  if (!producer_) return {Verdict::lost, "kafka: not connected", {}};
  failures_.clear();
  Answer answer = judge(rd_kafka_abort_transaction(producer_->get(), kSliceMs));
  if (answer.verdict == Verdict::abort || answer.verdict == Verdict::refused) answer.verdict = Verdict::lost;
  return answer;
}

void KafkaBroker::disconnect() {
  producer_.reset();
  failures_.clear();
}

}  // namespace rawi::publish
