// What systemd is told (sd_notify(3)); every call does nothing where no systemd listens.
#pragma once

#include <cstdint>
#include <string>

namespace rawi::service {

class Notify {
 public:
  Notify();  // reads $NOTIFY_SOCKET and $WATCHDOG_USEC

  void ready(const std::string& status) const;
  void reloading() const;
  void stopping(const std::string& status) const;
  void status(const std::string& status) const;  // the line that `systemctl status` shows
  // Starting takes this much longer than the unit file allows for.
  void extend_start(int seconds) const;

  // How often the watchdog wants to be fed, a third of its patience; 0: there is none.
  [[nodiscard]] std::int64_t watchdog_every_ms() const { return every_ms_; }
  void feed_watchdog() const;

 private:
  std::int64_t every_ms_ = 0;
};

}  // namespace rawi::service
