// Outbox -> Kafka, each row exactly once for a reader with isolation.level=read_committed.
//
// A batch of rows goes into one Kafka transaction together with a checkpoint record (key: instance id and
// ledger id, value: the last row's number). Only after Kafka has committed it are the rows taken from the
// ledger. At start, and whenever the outcome of a commit is not known, the last committed checkpoint is read
// back and decides.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "connectors/base/result.h"
#include "daemon/publish/options.h"
#include "daemon/publish/outbox_reader.h"

namespace rawi::publish {

struct PublisherState {
  enum class Phase {
    connecting,  // never reached Kafka since start
    ready,       // last attempt went through, or nothing was to do
    away,        // Kafka does not answer or refuses; trying again
    stalled,     // the ledger cannot be read or written; trying again
    fenced,      // another live daemon has this instance id: stopped for good
    failed,      // cannot go on: the message says why; stopped for good
    stopped,     // drained, or told to stop
  };
  Phase phase = Phase::connecting;
  std::string message;                                    // for people; empty when ready
  std::int64_t since_ms = 0;                              // of this phase, Unix time
  std::int64_t confirmed = 0;                             // highest outbox number known to be in Kafka
  std::int64_t transactions = 0, records = 0, bytes = 0;  // committed since start
  std::int64_t aborted = 0;                               // transactions
  std::int64_t reconnects = 0;                            // producers made after the first
  std::int64_t diverted = 0;   // rows that Kafka refused for good and that went to the rejected topic
  std::int64_t buried = 0;     // rows that were refused there as well
  std::uint64_t steps = 0;     // rises while the publisher's thread is alive, whatever Kafka does
  double last_commit_ms = 0;   // from begin to the committed answer
  double last_row_age_ms = 0;  // oldest row of the last batch: from its ledger commit to Kafka's
};

[[nodiscard]] std::string_view to_string(PublisherState::Phase phase);

// Owns one thread and one producer. All functions are thread-safe.
class Publisher {
 public:
  virtual ~Publisher() = default;  // stops at once

  virtual void start() = 0;

  // There are new outbox rows. Cheap; call after every ledger commit that had records.
  virtual void wake() = 0;

  [[nodiscard]] virtual PublisherState state() = 0;

  // Blocks until every row numbered <= `number` is in Kafka.
  // Errc::timeout: the message says what stands in the way, nothing is lost; Errc::fenced; Errc::refused when
  // stopped.
  [[nodiscard]] virtual Result<void> wait_for(std::int64_t number, int timeout_ms) = 0;

  // Publishes what the outbox holds now, then stops. At the deadline it stops all the same: the rest stays in
  // the ledger and is published after the next start (Errc::timeout).
  [[nodiscard]] virtual Result<void> drain(int timeout_ms) = 0;

  // Stops without waiting for the outbox; a transaction under way is left to be resolved at the next start.
  virtual void stop() = 0;
};

// `outbox` must outlive the publisher. Kafka is not asked for anything before start().
// Errc::bad_input: a property that librdkafka does not know, or that is not the caller's to set.
[[nodiscard]] Result<std::unique_ptr<Publisher>> make_publisher(PublishOptions options, OutboxReader& outbox);

// librdkafka's in-process cluster: memory only, gone with the object. Transactions are answered as a broker
// would, but its topics have no transaction markers: a reader sees what was aborted too, the checkpoint
// included. For the demo and for tests in which nothing is aborted; exactly-once needs a real broker.
class EmbeddedCluster {
 public:
  virtual ~EmbeddedCluster() = default;
  [[nodiscard]] virtual std::string bootstrap() const = 0;
};
[[nodiscard]] Result<std::unique_ptr<EmbeddedCluster>> start_embedded_cluster(const PublishOptions& options);

}  // namespace rawi::publish
