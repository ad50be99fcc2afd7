#include "connectors/fetch/robots_cache.h"

#include <algorithm>
#include <utility>

namespace rawi::fetch {
namespace {

using Outcome = FetchResult::Outcome;

enum class Verdict { rules, allow_all, unreachable };

Verdict verdict_of(const FetchResult& result) {
  if (result.outcome == Outcome::ok) return Verdict::rules;
  if (result.outcome == Outcome::retry_later) return Verdict::unreachable;
  // 4xx; also an empty body or an odd status.
  if (result.outcome == Outcome::gone || result.outcome == Outcome::http_error) return Verdict::allow_all;
  // Section 2.3.1.2: five redirects and no file is "unavailable"; so is a redirect to where we may not go.
  const bool led_astray = result.reason == "redirect_loop" || result.reason == "too_many_redirects" ||
                          result.reason == "bad_redirect";
  return led_astray || !result.redirects.empty() ? Verdict::allow_all : Verdict::unreachable;
}

}  // namespace

RobotsCache::Answer RobotsCache::ask(const std::string& origin, std::int64_t now_ms) {
  if (origins_.size() >= options_.max_origins && origins_.count(origin) == 0) make_room(now_ms);
  auto& known = origins_[origin];
  Answer answer;
  if (known.robots && now_ms < known.until_ms) {
    answer.kind = Answer::Kind::rules;
    answer.robots = known.robots;
  } else if (known.fetching) {
    answer.kind = Answer::Kind::wait;
  } else if (!known.robots && now_ms < known.until_ms) {
    answer.kind = Answer::Kind::unreachable;
    answer.why = known.why;
    answer.retry_after_ms = known.until_ms - now_ms;
  } else {
    known.fetching = true;
    known.attempts = 0;
  }
  return answer;
}

bool RobotsCache::learn(const std::string& origin, FetchResult result, std::int64_t now_ms) {
  auto& known = origins_[origin];
  const Verdict verdict = verdict_of(result);
  if (verdict != Verdict::unreachable) {
    known = {};
    known.robots =
        std::make_shared<const Robots>(Robots::parse(verdict == Verdict::rules ? result.body : ""));
    known.until_ms = now_ms + options_.fresh_ms;
    return true;
  }
  const bool may_pass =
      result.outcome == Outcome::retry_later && result.reason != "host_parked" && !result.retry_after_s;
  if (may_pass && !known.robots && ++known.attempts < options_.attempts) return false;
  known.fetching = false;
  known.attempts = 0;
  std::int64_t pause = options_.unreachable_ms;
  for (int i = 0; i < known.failures && pause < options_.unreachable_max_ms; ++i) pause *= 2;
  pause = std::min(pause, options_.unreachable_max_ms);
  pause = pause / 2 + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(pause / 2 + 1));
  pause = std::max<std::int64_t>(pause, std::int64_t{result.retry_after_s.value_or(0)} * 1000);
  known.until_ms = now_ms + pause;
  known.failures = std::min(known.failures + 1, 30);
  result.body.clear();
  known.why = std::move(result);
  return true;
}

void RobotsCache::forget(const std::string& origin) {
  const auto known = origins_.find(origin);
  if (known == origins_.end()) return;
  known->second.fetching = false;
  if (!known->second.robots && known->second.failures == 0) origins_.erase(known);
}

void RobotsCache::make_room(std::int64_t now_ms) {
  for (auto at = origins_.begin(); at != origins_.end();) {
    at = !at->second.fetching && at->second.until_ms <= now_ms ? origins_.erase(at) : std::next(at);
  }
  // All still fresh: any of them can be read again when it is asked for.
  for (auto at = origins_.begin(); at != origins_.end() && origins_.size() >= options_.max_origins;) {
    at = at->second.fetching ? std::next(at) : origins_.erase(at);
  }
}

}  // namespace rawi::fetch
