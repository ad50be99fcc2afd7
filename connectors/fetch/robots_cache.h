// What every origin's robots.txt says, for how long, and what holds while it cannot be read (RFC 9309
// section 2.3).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <unordered_map>

#include "connectors/fetch/fetcher.h"
#include "connectors/fetch/robots.h"

namespace rawi::fetch {

struct RobotsCacheOptions {
  std::int64_t fresh_ms = 24 * 3'600'000;  // section 2.4
  std::int64_t unreachable_ms = 30'000;    // until the next try; doubles
  std::int64_t unreachable_max_ms = 3'600'000;
  int attempts = 4;                  // before who waits is told that it is unreachable
  std::size_t max_origins = 20'000;  // beyond it the ones that nobody waits for are forgotten
  std::uint64_t seed = 0;
};

// Times are milliseconds of one monotonic clock, given by the caller. Not thread-safe.
class RobotsCache {
 public:
  struct Answer {
    enum class Kind {
      rules,        // `robots` holds; never null
      fetch,        // unknown or too old: fetch it, tell learn(), ask again
      wait,         // somebody is fetching it already
      unreachable,  // disallowed until `retry_after_ms`, because of `why`
    } kind = Kind::fetch;
    std::shared_ptr<const Robots> robots;
    FetchResult why;  // outcome, reason and detail of the failed fetch
    std::int64_t retry_after_ms = 0;
  };

  explicit RobotsCache(RobotsCacheOptions options) : options_(options), random_(options.seed) {}

  // After Kind::fetch the origin counts as being fetched until learn() or forget().
  Answer ask(const std::string& origin, std::int64_t now_ms);

  // How the fetch of an origin's robots.txt ended. Section 2.3.1: 2xx holds, 4xx and too many redirects allow
  // all, 5xx (429 too: it says "later", not "none") and no answer disallow all; a copy that was read before
  // stays in force then. false: not settled, fetch it once more.
  [[nodiscard]] bool learn(const std::string& origin, FetchResult result, std::int64_t now_ms);

  // The fetch was never made.
  void forget(const std::string& origin);

  [[nodiscard]] std::size_t size() const { return origins_.size(); }

 private:
  struct Origin {
    std::shared_ptr<const Robots> robots;
    std::int64_t until_ms = 0;  // robots: fresh; no robots: not to be tried before
    bool fetching = false;
    int attempts = 0, failures = 0;
    FetchResult why;
  };

  void make_room(std::int64_t now_ms);

  RobotsCacheOptions options_;
  std::mt19937_64 random_;
  std::unordered_map<std::string, Origin> origins_;
};

}  // namespace rawi::fetch
