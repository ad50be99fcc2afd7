// Structured log lines on stderr: text for a terminal, JSON lines otherwise. Field names are stable.
#pragma once

#include <initializer_list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace spdlog {
class logger;
}

namespace rawi::events {

enum class Level { trace, debug, info, warn, error };

struct Field {
  std::string_view name;
  std::string value;
};

struct LogOptions {
  std::string level = "info";
  std::string format = "auto";  // auto | text | json
  bool journald = false;        // prefix lines with the journal's <priority>
};

// Thread-safe. Writes never throw; control characters and bidi overrides in values are escaped, so that a
// hostile title cannot forge a line or turn a terminal around.
class Log {
 public:
  explicit Log(const LogOptions& options);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void write(Level level, std::string_view event, std::initializer_list<Field> fields);

  void set_level(const std::string& level);  // as LogOptions::level

  // As write(), but the same event and key at most once a minute; the next line says how many were left out.
  void write_limited(Level level, std::string_view event, std::string_view key,
                     std::initializer_list<Field> fields);

 private:
  struct Burst {
    std::int64_t until_s = 0;
    int suppressed = 0;
  };
  [[nodiscard]] std::string format(Level level, std::string_view event, std::initializer_list<Field> fields,
                                   int suppressed) const;

  std::shared_ptr<spdlog::logger> logger_;
  bool json_ = false, journald_ = false;
  std::mutex mutex_;
  std::map<std::string, Burst, std::less<>> bursts_;  // bounded: cleared when it grows
};

}  // namespace rawi::events
