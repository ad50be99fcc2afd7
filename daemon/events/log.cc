#include "daemon/events/log.h"

#include <unistd.h>

#include <chrono>
#include <cstdlib>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <nlohmann/json.hpp>

namespace rawi::events {
namespace {

constexpr std::size_t kMaxBursts = 4096;
constexpr std::int64_t kBurstSeconds = 60;

std::string_view level_name(Level level) {
  switch (level) {
    case Level::trace: return "trace";
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warn: return "warn";
    case Level::error: return "error";
  }
  return "info";
}

spdlog::level::level_enum spd_level(Level level) {
  switch (level) {
    case Level::trace: return spdlog::level::trace;
    case Level::debug: return spdlog::level::debug;
    case Level::info: return spdlog::level::info;
    case Level::warn: return spdlog::level::warn;
    case Level::error: return spdlog::level::err;
  }
  return spdlog::level::info;
}

// sd-daemon(3): syslog priorities as "<N>" prefixes.
std::string_view journal_prefix(Level level) {
  switch (level) {
    case Level::error: return "<3>";
    case Level::warn: return "<4>";
    case Level::info: return "<6>";
    default: return "<7>";
  }
}

std::string timestamp() {
  const auto now = std::chrono::system_clock::now();
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(static_cast<std::time_t>(ms / 1000)),
                     ms % 1000);
}

// U+202A..202E, U+2066..2069, U+200E/F, U+061C: they would reorder the rest of the line on a terminal.
std::size_t bidi_control_length(std::string_view s, std::size_t i) {
  const auto byte = [&](std::size_t at) { return at < s.size() ? static_cast<unsigned char>(s[at]) : 0u; };
  if (byte(i) == 0xD8 && byte(i + 1) == 0x9C) return 2;
  if (byte(i) != 0xE2) return 0;
  if (byte(i + 1) == 0x80 &&
      ((byte(i + 2) >= 0xAA && byte(i + 2) <= 0xAE) || byte(i + 2) == 0x8E || byte(i + 2) == 0x8F))
    return 3;
  return byte(i + 1) == 0x81 && byte(i + 2) >= 0xA6 && byte(i + 2) <= 0xA9 ? 3 : 0;
}

std::string harmless(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const auto c = static_cast<unsigned char>(value[i]);
    if (c < 0x20 || c == 0x7F) {
      out += c == '\n' ? "\\n" : fmt::format("\\x{:02x}", c);
    } else if (const auto length = bidi_control_length(value, i); length > 0) {
      i += length - 1;
    } else {
      out += value[i];
    }
  }
  return out;
}

bool needs_quotes(std::string_view value) {
  return value.empty() || value.find_first_of(" \"=") != std::string_view::npos;
}

}  // namespace

Log::Log(const LogOptions& options) : journald_(options.journald) {
  json_ = options.format == "json" || (options.format == "auto" && isatty(STDERR_FILENO) == 0);
  logger_ = std::make_shared<spdlog::logger>("rawi", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger_->set_pattern("%v");
  set_level(options.level);
  logger_->flush_on(spdlog::level::trace);
}

Log::~Log() = default;

void Log::set_level(const std::string& level) {
  logger_->set_level(spdlog::level::from_str(level == "error" ? "err" : level));
}

std::string Log::format(Level level, std::string_view event, std::initializer_list<Field> fields,
                        int suppressed) const {
  std::string prefix(journald_ ? journal_prefix(level) : "");
  if (json_) {
    nlohmann::ordered_json line = {{"at", timestamp()}, {"level", level_name(level)}, {"event", event}};
    for (const auto& field : fields) line[std::string(field.name)] = harmless(field.value);
    if (suppressed > 0) line["left_out"] = suppressed;
    return prefix + line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }
  std::string line = prefix + fmt::format("{} {:5} {}", timestamp(), level_name(level), event);
  for (const auto& field : fields) {
    const std::string value = harmless(field.value);
    line += needs_quotes(value) ? fmt::format(" {}=\"{}\"", field.name, value)
                                : fmt::format(" {}={}", field.name, value);
  }
  if (suppressed > 0) line += fmt::format(" left_out={}", suppressed);
  return line;
}

void Log::write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  if (!logger_->should_log(spd_level(level))) return;
  logger_->log(spd_level(level), "{}", format(level, event, fields, 0));
}

void Log::write_limited(Level level, std::string_view event, std::string_view key,
                        std::initializer_list<Field> fields) {
  if (!logger_->should_log(spd_level(level))) return;
  int suppressed = 0;
  {
    const auto now =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now().time_since_epoch())
            .count();
    const std::scoped_lock lock(mutex_);
    if (bursts_.size() > kMaxBursts) bursts_.clear();
    Burst& burst = bursts_[fmt::format("{}\n{}", event, key)];
    if (now < burst.until_s) {
      ++burst.suppressed;
      return;
    }
    suppressed = std::exchange(burst.suppressed, 0);
    burst.until_s = now + kBurstSeconds;
  }
  logger_->log(spd_level(level), "{}", format(level, event, fields, suppressed));
}

}  // namespace rawi::events
