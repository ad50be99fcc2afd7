#include "connectors/fetch/engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace rawi::fetch {
namespace {

using Outcome = FetchResult::Outcome;

constexpr int kHopPriority = std::numeric_limits<int>::max();         // what was begun is brought to its end
constexpr int kRobotsPriority = std::numeric_limits<int>::max() - 1;  // without it nobody of the host may go
constexpr int kRobotsRedirects = 5;                                   // RFC 9309 section 2.3.1.2

HostQueueOptions queue_options(const FetchOptions& options) {
  HostQueueOptions out;
  out.delay_ms = options.delay_ms;
  out.backoff_ms = options.backoff_ms;
  out.park_after = options.park_after;
  out.park_ms = options.park_ms;
  out.park_max_ms = std::max(out.park_max_ms, out.park_ms);
  out.patience_ms = options.patience_ms;
  out.seed = options.seed;
  return out;
}

RobotsCacheOptions robots_options(const FetchOptions& options) {
  RobotsCacheOptions out;
  out.seed = options.seed + 1;
  return out;
}

int seconds_up(std::int64_t ms) { return static_cast<int>((ms + 999) / 1000); }

HostQueue::Report report_of(const FetchResult& result) {
  using Kind = HostQueue::Report::Kind;
  if (result.outcome != Outcome::retry_later) return {Kind::answered, std::nullopt};
  if (result.status == 429 || result.status == 503) {
    std::optional<std::int64_t> wait;
    if (result.retry_after_s) wait = std::int64_t{*result.retry_after_s} * 1000;
    return {Kind::throttled, wait};
  }
  return {Kind::failed, std::nullopt};
}

}  // namespace

Engine::Engine(const FetchOptions& options, SlistHandle connect_to, MultiLoop& loop)
    : options_(options),
      connect_to_(std::move(connect_to)),
      loop_(loop),
      queue_(queue_options(options)),
      robots_(robots_options(options)) {}

Engine::~Engine() { cancel_all(); }

void Engine::admit(FetchRequest request, std::function<void(FetchResult)> done) {
  auto owner = std::make_unique<FetchJob>();
  FetchJob& job = *owner;
  job.id = ++last_id_;
  job.done = std::move(done);
  job.request = std::move(request);
  jobs_.emplace(job.id, std::move(owner));
  auto target = url::parse(job.request.url);
  if (!target) return end(job, verdict(Outcome::refused, "bad_url", target.error().message));
  job.target = std::move(*target);
  job.so_far.url = job.target.to_string();
  approach(job);
}

void Engine::approach(FetchJob& job) {
  if (auto no = objection(job.target, options_.allow_private_addresses)) return end(job, std::move(*no));
  job.group = url::registrable_domain(job.target.host);
  if (job.request.kind == FetchRequest::Kind::robots) return enqueue(job);
  ask_robots(job);
}

void Engine::ask_robots(FetchJob& job) {
  const std::string origin = job.target.origin();
  auto answer = robots_.ask(origin, monotonic_ms());
  switch (answer.kind) {
    case RobotsCache::Answer::Kind::rules: {
      if (!answer.robots->allowed(options_.robots_agent, job.target.path_and_query())) {
        return end(job, verdict(Outcome::refused, "robots_disallow", origin + "/robots.txt disallows it"));
      }
      const double delay_s = answer.robots->crawl_delay_s(options_.robots_agent).value_or(0);
      job.crawl_delay = delay_s > 0;
      queue_.set_crawl_delay(job.group, static_cast<std::int64_t>(
                                            std::min(delay_s * 1000, double(options_.max_crawl_delay_ms))));
      return enqueue(job);
    }
    case RobotsCache::Answer::Kind::fetch:
      waiting_for_robots_[origin].push_back(job.id);
      return fetch_robots(origin);
    case RobotsCache::Answer::Kind::wait: waiting_for_robots_[origin].push_back(job.id); return;
    case RobotsCache::Answer::Kind::unreachable: break;
  }
  // A host that cannot be reached at all says so in its own words; only a reachable one has an unreachable
  // robots.txt.
  FetchResult why = std::move(answer.why);
  const bool own_word = why.outcome != Outcome::retry_later || why.status == 0;
  FetchResult result = verdict(why.outcome, own_word ? why.reason : "robots_unreachable",
                               fmt::format("{}/robots.txt: {} {}", origin, why.reason, why.detail));
  if (why.outcome == Outcome::retry_later) result.retry_after_s = seconds_up(answer.retry_after_ms);
  end(job, std::move(result));
}

void Engine::fetch_robots(const std::string& origin) {
  auto owner = std::make_unique<FetchJob>();
  FetchJob& job = *owner;
  job.id = ++last_id_;
  job.robots_of = origin;
  job.request.kind = FetchRequest::Kind::robots;
  job.request.priority = kRobotsPriority;
  job.request.url = origin + "/robots.txt";
  job.so_far.url = job.request.url;
  jobs_.emplace(job.id, std::move(owner));
  auto target = url::parse(job.request.url);
  if (!target) return end(job, verdict(Outcome::refused, "bad_url", target.error().message));
  job.target = std::move(*target);
  approach(job);
}

void Engine::robots_learned(const std::string& origin, FetchResult result) {
  if (result.outcome == Outcome::cancelled) return robots_.forget(origin);
  if (!robots_.learn(origin, std::move(result), monotonic_ms())) return fetch_robots(origin);
  const auto waiting = waiting_for_robots_.find(origin);
  if (waiting == waiting_for_robots_.end()) return;
  const std::vector<Id> ids = std::move(waiting->second);
  waiting_for_robots_.erase(waiting);
  for (const Id id : ids) {
    if (const auto job = jobs_.find(id); job != jobs_.end()) ask_robots(*job->second);
  }
}

void Engine::enqueue(FetchJob& job) {
  HostQueue::Entry entry;
  entry.job = job.id;
  entry.group = job.group;
  entry.host = job.target.host;
  entry.priority = job.so_far.redirects.empty() ? job.request.priority : kHopPriority;
  entry.delay_ms = job.request.delay_ms;
  if (const auto refused = queue_.push(std::move(entry), monotonic_ms())) send_away({*refused});
}

void Engine::send_away(const std::vector<HostQueue::Refusal>& refusals) {
  for (const auto& refusal : refusals) {
    const auto job = jobs_.find(refusal.job);
    if (job == jobs_.end()) continue;
    const std::string host = job->second->target.host;
    FetchResult result =
        refusal.parked ? verdict(Outcome::retry_later, "host_parked", host + " failed several times in a row")
                       : verdict(Outcome::retry_later, "host_throttled", host + " asked to come back later");
    result.retry_after_s = seconds_up(refusal.retry_after_ms);
    end(*job->second, std::move(result));
  }
}

EasyHandle Engine::take_handle(FetchJob& job) {
  if (job.own_handle) return std::move(job.own_handle);
  if (spare_handles_.empty() || job.request.cookies) return EasyHandle(curl_easy_init());
  EasyHandle handle = std::move(spare_handles_.back());
  spare_handles_.pop_back();
  return handle;
}

void Engine::launch(FetchJob& job) {
  ++active_;
  ++exchanges_;
  EasyHandle handle = take_handle(job);
  if (!handle) {
    --active_;
    const auto away = queue_.finished(job.group, job.target.host, {}, monotonic_ms());
    end(job, verdict(Outcome::retry_later, "memory", "libcurl has no handle left"));
    return send_away(away);
  }
  job.transfer = std::make_unique<Transfer>(options_, connect_to_.get(), std::move(handle), job.target,
                                            job.request, job.id);
  if (job.crawl_delay) job.transfer->use_own_connection();
  job.launched_ms = monotonic_ms();
  job.answer_due_ms = job.launched_ms + options_.first_byte_timeout_ms;
  answers_due_.emplace(job.answer_due_ms, job.id);
  if (!loop_.add(job.transfer->easy())) land(job, CURLE_FAILED_INIT, false);
}

// Whoever has not answered in time is taken off the wire; who is still connecting has libcurl's own timeout.
void Engine::check_answers() {
  const std::int64_t now_ms = monotonic_ms();
  while (!answers_due_.empty() && answers_due_.begin()->first <= now_ms) {
    const Id id = answers_due_.begin()->second;
    answers_due_.erase(answers_due_.begin());
    FetchJob& job = *jobs_.at(id);
    if (job.transfer->answered()) continue;
    curl_off_t asked_us = 0;  // since the launch; 0: still connecting
    curl_easy_getinfo(job.transfer->easy(), CURLINFO_PRETRANSFER_TIME_T, &asked_us);
    const std::int64_t waited_ms = asked_us == 0 ? 0 : now_ms - job.launched_ms - asked_us / 1000;
    const std::int64_t left_ms = options_.first_byte_timeout_ms - waited_ms;
    if (left_ms <= 0) {
      land(job, CURLE_OPERATION_TIMEDOUT, true);
      continue;
    }
    job.answer_due_ms = now_ms + left_ms;
    answers_due_.emplace(job.answer_due_ms, id);
  }
}

void Engine::land(FetchJob& job, CURLcode code, bool first_byte_missed) {
  --active_;
  answers_due_.erase({job.answer_due_ms, job.id});
  loop_.remove(job.transfer->easy());
  Exchange exchange = job.transfer->conclude(code, first_byte_missed);
  EasyHandle handle = job.transfer->release();
  job.transfer.reset();
  job.request.cookies ? void(job.own_handle = std::move(handle))
                      : spare_handles_.push_back(std::move(handle));
  wire_bytes_ += static_cast<std::uint64_t>(exchange.result.wire_bytes);
  const auto away = queue_.finished(job.group, job.target.host, report_of(exchange.result), monotonic_ms());
  if (exchange.location.empty()) {
    end(job, std::move(exchange.result));
  } else if (auto over =
                 follow(job, exchange, job.robots_of.empty() ? options_.max_redirects : kRobotsRedirects)) {
    end(job, std::move(*over));
  } else {
    approach(job);
  }
  send_away(away);
}

void Engine::end(FetchJob& job, FetchResult result) {
  result = with_history(job, std::move(result));
  const auto owner = std::move(jobs_.at(job.id));
  jobs_.erase(owner->id);
  if (owner->robots_of.empty()) {
    owner->done(std::move(result));
  } else {
    robots_learned(owner->robots_of, std::move(result));
  }
}

void Engine::turn() {
  CURLcode code = CURLE_OK;
  while (CURL* easy = loop_.take_ended(code)) {
    char* transfer = nullptr;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
    land(*jobs_.at(reinterpret_cast<Transfer*>(transfer)->job_id()), code, false);
  }
  check_answers();
  while (active_ < static_cast<std::size_t>(options_.max_connections)) {
    const auto id = queue_.pop(monotonic_ms());
    if (!id) break;
    launch(*jobs_.at(*id));
  }
}

std::optional<std::int64_t> Engine::due_ms() {
  std::optional<std::int64_t> due;
  if (!answers_due_.empty()) due = answers_due_.begin()->first;
  if (active_ >= static_cast<std::size_t>(options_.max_connections)) return due;
  const auto next = queue_.next_due_ms();
  return due && next ? std::min(*due, *next) : due ? due : next;
}

void Engine::cancel_all() {
  while (!jobs_.empty()) {
    FetchJob& job = *jobs_.begin()->second;
    if (job.transfer) {
      // A name lookup under way is left to its thread instead of being waited for.
      curl_easy_setopt(job.transfer->easy(), CURLOPT_QUICK_EXIT, 1L);
      loop_.remove(job.transfer->easy());
      --active_;
    }
    end(job, verdict(Outcome::cancelled, "cancelled", "the fetcher was stopped"));
  }
  answers_due_.clear();
}

FetcherStats Engine::stats() {
  // Counting is linear in the hosts that fail, and this is asked at every turn.
  if (const auto now_ms = monotonic_ms(); now_ms - parked_counted_ms_ >= 1000) {
    parked_counted_ms_ = now_ms;
    parked_ = queue_.parked(now_ms);
  }
  FetcherStats out;
  out.active = active_;
  out.groups = queue_.groups();
  out.parked = parked_;
  out.exchanges = exchanges_;
  out.wire_bytes = wire_bytes_;
  return out;
}

}  // namespace rawi::fetch
