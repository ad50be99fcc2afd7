// One librdkafka client (producer or consumer) with its configuration and its complaints.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "connectors/base/result.h"
#include "daemon/publish/handles.h"
#include "daemon/publish/options.h"

namespace rawi::publish {

using Properties = std::map<std::string, std::string>;

// Errc::bad_input: names every property of `options.librdkafka` that librdkafka does not take, or that is
// Rawi's to set. A message never holds the value of a secret.
[[nodiscard]] Result<void> check_properties(const PublishOptions& options);

// Is alive as long as its callbacks may run. poll() serves them, in the caller's thread.
class Client {
 public:
  // `own`: set last, they win. `delivered` (producer): called by poll() and flush for every message that
  // failed, with the opaque number it was sent with.
  using Delivered = std::function<void(std::int64_t number, rd_kafka_resp_err_t error)>;
  [[nodiscard]] static Result<std::unique_ptr<Client>> make(rd_kafka_type_t type,
                                                            const PublishOptions& options,
                                                            const Properties& own,
                                                            Delivered delivered = nullptr);

  Client() = default;  // for make()

  [[nodiscard]] rd_kafka_t* get() const { return handle_.get(); }
  void poll(int timeout_ms) { rd_kafka_poll(handle_.get(), timeout_ms); }

  // What librdkafka complained of last (connection refused, authentication failed, …), for the state's
  // message.
  [[nodiscard]] std::string last_complaint();

 private:
  static void on_log(const rd_kafka_t* rk, int level, const char* facility, const char* text);
  static void on_error(rd_kafka_t* rk, int code, const char* reason, void* opaque);
  static void on_delivery(rd_kafka_t* rk, const rd_kafka_message_t* message, void* opaque);

  std::function<void(LogLevel, std::string_view)> log_;
  Delivered delivered_;
  std::mutex mutex_;
  std::string complaint_;
  std::string scram_hint_;
  Handle handle_;  // last: goes first, while the callbacks' targets are alive
};

}  // namespace rawi::publish
