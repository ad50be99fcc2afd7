// The rule for all later years at the end of a zone file, "EET-2EEST,M4.5.5/0,M10.5.4/24" (RFC 8536
// section 3.3.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rawi::arabic {

class PosixRule {
 public:
  [[nodiscard]] static std::optional<PosixRule> parse(std::string_view text);
  [[nodiscard]] int offset_at(std::int64_t unix_seconds) const;

 private:
  struct Change {  // M form: `day` is the weekday, `week` 1..5; J form: week 0, `day` 1..365; n form: week
                   // -1, `day` 0..365
    int month = 0, week = 0, day = 0;
    int second = 7200;

    [[nodiscard]] std::int64_t local_seconds(int year) const;
  };
  struct Reader;

  int standard_ = 0, summer_ = 0;  // seconds east of UTC
  std::optional<Change> start_, end_;
};

}  // namespace rawi::arabic
