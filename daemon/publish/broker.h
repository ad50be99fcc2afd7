// What the publishing loop needs from Kafka: one transactional producer, one transaction at a time, and the
// checkpoint topic. KafkaBroker does it with librdkafka, the simulation in tests/publish with a model.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/ledger/changes.h"

namespace rawi::publish {

// What a call came to. Every call may take up to a few seconds and can be made again after `again`.
enum class Verdict {
  ok,
  again,    // not decided yet: the same call again, now or after a pause
  abort,    // the transaction cannot be committed: abort() it, then decide anew
  refused,  // Kafka will never take some of the records (Answer::refused); the transaction must be aborted
  lost,     // the producer is of no use any more, what became of its transaction is not known: disconnect()
  fenced,   // as lost, because the transactional id was taken: by another instance or by the broker's own
            // timeout
};

struct Refusal {
  std::int64_t number = 0;  // outbox number of the record
  std::string reason;       // Kafka's word
};

struct Answer {
  Verdict verdict = Verdict::ok;
  std::string message;  // for people; empty when ok
  std::vector<Refusal>
      refused;  // with Verdict::refused; empty: some record of the transaction, not known which
};

// What the checkpoint topic says of us.
struct Checkpoint {
  std::int64_t last = 0;  // last outbox number of our ledger in a committed transaction; 0: none
  std::string owner;      // who claimed our instance id last; empty: nobody
};

class Broker {
 public:
  virtual ~Broker() = default;

  // Makes a producer where there is none, makes sure of the topics, and takes the transactional id: older
  // instances are fenced, their open transactions aborted, commits under way completed.
  virtual Answer connect() = 0;

  // The newest committed checkpoint. Waits for transactions of the past to be decided.
  virtual Answer read_checkpoint(std::string_view ledger_id, Checkpoint& out) = 0;

  virtual Answer begin() = 0;
  // Queues a record of the transaction. refused: for good, by its own fault.
  virtual Answer send(std::int64_t number, const ledger::Record& record) = 0;
  virtual Answer send_checkpoint(std::string_view ledger_id, std::int64_t last) = 0;
  // Queues the note that this instance (`owner`) holds the instance id now.
  virtual Answer send_claim(std::string_view owner) = 0;
  virtual Answer commit() = 0;
  virtual Answer abort() = 0;

  // Gives up the producer with whatever it was doing.
  virtual void disconnect() = 0;
};

}  // namespace rawi::publish
