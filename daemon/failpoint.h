// Named places to die at, for crash tests: RAWI_FAILPOINT=name or name:3 (the third time) in the environment
// makes the process kill itself there as `kill -9` would. Compiled only where RAWI_FAILPOINTS is set;
// otherwise it is nothing.
#pragma once

#if defined(RAWI_FAILPOINTS) && RAWI_FAILPOINTS

#include <csignal>
#include <cstdlib>
#include <string_view>

#include <unistd.h>
#include <atomic>

namespace rawi {

inline void failpoint(std::string_view name) {
  static const char* const wanted = std::getenv("RAWI_FAILPOINT");
  if (wanted == nullptr) return;
  const std::string_view spec(wanted);
  const auto colon = spec.find(':');
  if (spec.substr(0, colon) != name) return;
  static std::atomic<long> left{
      colon == std::string_view::npos ? 1 : std::strtol(wanted + colon + 1, nullptr, 10)};
  if (left.fetch_sub(1) == 1) ::kill(::getpid(), SIGKILL);
}

}  // namespace rawi

#define RAWI_FAILPOINT(name) ::rawi::failpoint(name)
#else
#define RAWI_FAILPOINT(name) static_cast<void>(0)
#endif
