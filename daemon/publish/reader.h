// Reading records back, as any consumer does: `rawi tail`, the demo, tests, and entering article keys into a
// fresh ledger.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/base/result.h"
#include "daemon/ledger/changes.h"
#include "daemon/publish/options.h"

namespace rawi::publish {

struct ReadRecord {
  std::string topic;
  std::int32_t partition = 0;
  std::int64_t offset = 0;
  std::int64_t timestamp_ms = 0;
  std::string key;
  std::optional<std::string> value;  // nullopt: a tombstone
  ledger::Headers headers;

  [[nodiscard]] std::string_view header(std::string_view name) const;  // empty where there is none
};

// Not thread-safe. Reads committed records only, belongs to no consumer group and stores no offsets.
class RecordReader {
 public:
  virtual ~RecordReader() = default;

  // The next record; nullopt where none came within `timeout_ms`. Errc::network, Errc::refused,
  // Errc::not_found.
  [[nodiscard]] virtual Result<std::optional<ReadRecord>> next(int timeout_ms) = 0;

  // Everything up to the end that the topics had when this was called; `visit` returns false to stop.
  [[nodiscard]] virtual Result<void> read_to_end(const std::function<bool(ReadRecord)>& visit,
                                                 int timeout_ms) = 0;
};

enum class ReadFrom { beginning, end };

// `options`: bootstrap_servers, librdkafka and log are used.
[[nodiscard]] Result<std::unique_ptr<RecordReader>> open_reader(const PublishOptions& options,
                                                                const std::vector<std::string>& topics,
                                                                ReadFrom from);

}  // namespace rawi::publish
