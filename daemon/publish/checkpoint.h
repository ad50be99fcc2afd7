// The checkpoint topic: what is in it, and finding our newest entry.
#pragma once

#include <string>
#include <string_view>

#include "connectors/base/result.h"
#include "daemon/ledger/changes.h"
#include "daemon/publish/broker.h"
#include "daemon/publish/options.h"

namespace rawi::publish {

// Two records an instance writes, compacted by key:
//   instance/ledger  {"schema":"rawi.checkpoint/1","last":N}    N: last outbox number of that ledger that is
//   in Kafka instance         {"schema":"rawi.claim/1","owner":"…"}       which process took the instance id
//   last
// The ledger is part of the key because a new ledger counts from 1 again.
struct CheckpointEntry {
  std::string key, value;
};
[[nodiscard]] CheckpointEntry checkpoint_entry(std::string_view instance, std::string_view ledger_id,
                                               std::int64_t last);
[[nodiscard]] CheckpointEntry claim_entry(std::string_view instance, std::string_view owner);

// Takes over what an entry says, where it is one of ours.
void read_entry(std::string_view instance, std::string_view ledger_id, std::string_view key,
                std::string_view value, Checkpoint& into);

// Reads committed entries up to the topic's present end, waiting for open transactions to be decided. Begins
// near the end and goes back to the beginning only where our checkpoint is not among the newest entries.
[[nodiscard]] Result<Checkpoint> find_checkpoint(const PublishOptions& options, std::string_view ledger_id,
                                                 int timeout_ms);

}  // namespace rawi::publish
