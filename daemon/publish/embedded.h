// The in-process cluster with what tests need to break it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "daemon/publish/publisher.h"

namespace rawi::publish {

// Kafka protocol request types (https://kafka.apache.org/protocol#protocol_api_keys).
enum class Request : std::int16_t {
  produce = 0,
  find_coordinator = 10,
  init_producer_id = 22,
  add_partitions_to_txn = 24,
  end_txn = 26,
};

class BreakableCluster : public EmbeddedCluster {
 public:
  // The next requests of this type are answered with these error codes (Kafka's numbers; -195: the connection
  // breaks).
  virtual void fail_next(Request request, const std::vector<int>& errors) = 0;
  virtual void set_down(bool down) = 0;
};

[[nodiscard]] Result<std::unique_ptr<BreakableCluster>> start_breakable_cluster(const PublishOptions& options,
                                                                                int brokers);

}  // namespace rawi::publish
