#include "daemon/publish/outbox_reader.h"

namespace rawi::publish {
namespace {

class LedgerOutbox final : public OutboxReader {
 public:
  explicit LedgerOutbox(ledger::Ledger& ledger) : ledger_(ledger) {}

  Result<std::vector<ledger::OutboxRow>> read(std::int64_t after, int max_rows,
                                              std::int64_t max_bytes) override {
    return ledger_.outbox(after, max_rows, max_bytes);
  }
  Result<void> confirm(std::int64_t up_to) override { return ledger_.confirm_outbox(up_to); }
  Result<void> bury(std::int64_t number, std::string_view reason) override {
    return ledger_.bury_outbox(number, reason);
  }
  std::string ledger_id() override { return ledger_.id(); }
  std::int64_t last_at_open() override { return ledger_.outbox_last_at_open(); }
  Result<void> renew_id() override { return ledger_.renew_id(); }

 private:
  ledger::Ledger& ledger_;
};

}  // namespace

std::unique_ptr<OutboxReader> outbox_of(ledger::Ledger& ledger) {
  return std::make_unique<LedgerOutbox>(ledger);
}

}  // namespace rawi::publish
