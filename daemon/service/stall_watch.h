// Whether every stage that has work moves. Pure: the clock is given in.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rawi::service {

// One stage at one moment.
struct Motion {
  std::string_view name;
  bool busy = false;           // it has work that should move
  std::uint64_t progress = 0;  // anything that changes when the work moves
  std::int64_t patience_ms = 0;
};

class StallWatch {
 public:
  // Which stage has been busy without moving for longer than its patience, in a sentence; empty: none. An
  // idle stage is never stuck.
  [[nodiscard]] std::string look(std::int64_t now_ms, const std::vector<Motion>& stages);

 private:
  struct Seen {
    std::uint64_t progress = 0;
    std::int64_t since_ms = 0;
    bool busy = false;
  };
  std::map<std::string, Seen, std::less<>> seen_;
};

}  // namespace rawi::service
