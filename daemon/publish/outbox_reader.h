// What the publisher needs from the ledger.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/base/result.h"
#include "daemon/ledger/ledger.h"

namespace rawi::publish {

// Called from the publisher's thread only. See the functions of the same meaning in ledger.h.
class OutboxReader {
 public:
  virtual ~OutboxReader() = default;
  [[nodiscard]] virtual Result<std::vector<ledger::OutboxRow>> read(std::int64_t after, int max_rows,
                                                                    std::int64_t max_bytes) = 0;
  [[nodiscard]] virtual Result<void> confirm(std::int64_t up_to) = 0;
  [[nodiscard]] virtual Result<void> bury(std::int64_t number, std::string_view reason) = 0;
  [[nodiscard]] virtual std::string ledger_id() = 0;
  [[nodiscard]] virtual std::int64_t last_at_open() = 0;
  [[nodiscard]] virtual Result<void> renew_id() = 0;
};

// `ledger` must outlive what is returned.
[[nodiscard]] std::unique_ptr<OutboxReader> outbox_of(ledger::Ledger& ledger);

}  // namespace rawi::publish
