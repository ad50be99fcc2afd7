#include "daemon/service/notify.h"

#include <systemd/sd-daemon.h>

#include <ctime>

#include <fmt/format.h>

namespace rawi::service {
namespace {

void tell(const std::string& state) { sd_notify(0, state.c_str()); }

}  // namespace

Notify::Notify() {
  std::uint64_t patience_us = 0;
  if (sd_watchdog_enabled(0, &patience_us) > 0) every_ms_ = static_cast<std::int64_t>(patience_us / 3000);
}

void Notify::ready(const std::string& status) const { tell(fmt::format("READY=1\nSTATUS={}", status)); }

// The time is what Type=notify-reload asks for; others pass over it.
void Notify::reloading() const {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  tell(fmt::format("RELOADING=1\nMONOTONIC_USEC={}", now.tv_sec * 1'000'000LL + now.tv_nsec / 1000));
}

void Notify::stopping(const std::string& status) const { tell(fmt::format("STOPPING=1\nSTATUS={}", status)); }

void Notify::status(const std::string& status) const { tell("STATUS=" + status); }

void Notify::extend_start(int seconds) const {
  tell(fmt::format("EXTEND_TIMEOUT_USEC={}", seconds * 1'000'000LL));
}

void Notify::feed_watchdog() const {
  if (every_ms_ > 0) tell("WATCHDOG=1");
}

}  // namespace rawi::service
