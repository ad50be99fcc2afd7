// The daemon put together: configuration in, an exit status out. One object owns every part and their order
// of birth and death.
#pragma once

#include <memory>
#include <vector>

#include "connectors/outlet/outlet.h"
#include "daemon/config/config.h"
#include "daemon/pipeline.h"
#include "daemon/publish/publisher.h"

namespace rawi {

// How a run ended, as the process says it.
enum class Ending : int {
  done = 0,         // all that was decided is in Kafka
  failed = 1,       // could not start, or cannot go on: the message says why
  unpublished = 4,  // stopped in order; records wait in the outbox, safe, for the next start
};

// The kafka: settings as the publisher takes them.
[[nodiscard]] publish::PublishOptions publish_options(const config::Config& config);

class Daemon {
 public:
  // Opens the ledger, makes the fetcher and the publisher; starts nothing. The error names the key or file
  // that stands in the way.
  static Result<std::unique_ptr<Daemon>> make(config::Config config, std::vector<outlet::Outlet> outlets);
  virtual ~Daemon() = default;

  // Until SIGTERM or SIGINT: drains to the configured deadline. A second signal ends the process at once;
  // nothing is lost by it.
  [[nodiscard]] virtual Ending run() = 0;

  // Everything due is read, published and confirmed.
  [[nodiscard]] virtual Ending run_once() = 0;

  // The embedded cluster's address where the configuration asks for it, else what the configuration says.
  [[nodiscard]] virtual publish::PublishOptions publish_options() const = 0;
  [[nodiscard]] virtual events::Events& events() = 0;
};

}  // namespace rawi
