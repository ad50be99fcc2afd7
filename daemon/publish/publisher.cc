#include "daemon/publish/publisher.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>

#include "daemon/publish/kafka_broker.h"
#include "daemon/publish/loop.h"

namespace rawi::publish {
namespace {

using Phase = PublisherState::Phase;
using Steady = std::chrono::steady_clock;

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// No other process, here or elsewhere, now or later, uses it; and an operator can find the one that does.
std::string owner_name() {
  std::array<char, 256> host{};
  if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '?';
  std::random_device random;
  return fmt::format("{}/{}/{:08x}", host.data(), ::getpid(), random());
}

class ThreadedPublisher final : public Publisher {
 public:
  ThreadedPublisher(PublishOptions options, OutboxReader& outbox)
      : options_(std::move(options)),
        outbox_(outbox),
        broker_(options_),
        loop_(options_, owner_name(), outbox, broker_) {
    state_.since_ms = now_ms();
  }
  ~ThreadedPublisher() override {
    request_stop();
    if (thread_.joinable()) thread_.join();
  }
  ThreadedPublisher(const ThreadedPublisher&) = delete;
  ThreadedPublisher& operator=(const ThreadedPublisher&) = delete;

  void start() override {
    const std::lock_guard lock(mutex_);
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
  }

  void wake() override {
    const std::lock_guard lock(mutex_);
    woken_ = true;
    changed_.notify_all();
  }

  PublisherState state() override {
    const std::lock_guard lock(mutex_);
    return state_;
  }

  Result<void> wait_for(std::int64_t number, int timeout_ms) override {
    return wait(timeout_ms, [this, number] { return state_.confirmed >= number; });
  }

  Result<void> drain(int timeout_ms) override {
    auto drained = wait(timeout_ms, [] { return false; });
    stop();
    return drained;
  }

  void stop() override {
    request_stop();
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !thread_.joinable() || ended_; });
  }

 private:
  // Until `reached`, or until a look into the outbox that began after this call finds it empty.
  Result<void> wait(int timeout_ms, const std::function<bool()>& reached) {
    std::unique_lock lock(mutex_);
    const std::uint64_t looks = looks_begun_;
    ++waiters_;
    woken_ = true;
    changed_.notify_all();
    const auto done = [&] { return reached() || empty_look_ > looks || ended_ || loop_over(); };
    const bool in_time = changed_.wait_for(lock, std::chrono::milliseconds(timeout_ms), done);
    --waiters_;
    if (reached() || empty_look_ > looks) return {};
    if (state_.phase == Phase::fenced) return fail(Errc::fenced, state_.message);
    if (!in_time) return fail(Errc::timeout, not_published());
    return fail(Errc::refused, "the publisher was stopped; what is unpublished is safe in the ledger");
  }

  [[nodiscard]] bool loop_over() const {
    return state_.phase == Phase::fenced || state_.phase == Phase::failed;
  }

  [[nodiscard]] std::string not_published() const {
    const std::string why = state_.message.empty() ? std::string(to_string(state_.phase)) : state_.message;
    return fmt::format(
        "not everything could be published in time ({}); it is safe in the ledger and goes out after the "
        "next start",
        why);
  }

  void request_stop() {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }

  void run() {
    std::unique_lock lock(mutex_);
    while (!stopping_ && !loop_.finished()) {
      const bool hurry = waiters_ > 0;
      const std::uint64_t look = ++looks_begun_;
      woken_ = false;
      lock.unlock();
      const int wait_ms = one_step(hurry);
      lock.lock();
      publish_state(look);
      if (wait_ms == 0) continue;
      // A batch that fills and a broker that is away are waited for in full; only an idle publisher is woken
      // by a row.
      const auto wanted = [&] { return stopping_ || (wait_ms < 0 && woken_) || (waiters_ > 0 && !hurry); };
      if (wait_ms < 0) {
        changed_.wait_for(lock, kIdleWait, wanted);
      } else {
        changed_.wait_for(lock, std::chrono::milliseconds(wait_ms), wanted);
      }
    }
    lock.unlock();
    loop_.leave();
    lock.lock();
    publish_state(0);
    ended_ = true;
    changed_.notify_all();
  }

  int one_step(bool hurry) {
    const std::int64_t transactions = loop_.state().transactions;
    const auto oldest = loop_.oldest_row_ms();
    const int wait_ms = loop_.step(now_ms(), hurry);
    if (loop_.state().transactions > transactions) {
      const std::int64_t now = now_ms();
      last_commit_ms_ = static_cast<double>(now - loop_.began_ms());
      if (loop_.oldest_row_ms() != oldest)
        last_row_age_ms_ = static_cast<double>(now - loop_.oldest_row_ms());
    }
    // While Kafka is away nobody would look whether there is anything to wait for at all.
    if (hurry && !loop_.finished() && loop_.state().phase != Phase::ready) peek();
    return wait_ms;
  }

  void peek() {
    auto rows = outbox_.read(loop_.state().confirmed, 1, 1);
    peeked_empty_ = rows && rows->empty();
  }

  // Under the mutex.
  void publish_state(std::uint64_t look) {
    const PublisherState before = state_;
    state_ = loop_.state();
    state_.steps = before.steps + 1;
    state_.last_commit_ms = last_commit_ms_;
    state_.last_row_age_ms = last_row_age_ms_;
    if (look > 0 && (loop_.outbox_was_empty() || peeked_empty_)) empty_look_ = look;
    peeked_empty_ = false;
    tell(before);
    changed_.notify_all();
  }

  void tell(const PublisherState& before) const {
    if (!options_.log || (before.phase == state_.phase && before.message == state_.message)) return;
    const bool fine = state_.phase == Phase::ready || state_.phase == Phase::stopped;
    if (fine && before.phase == state_.phase) return;
    const LogLevel level = fine                            ? LogLevel::info
                           : state_.phase == Phase::fenced ? LogLevel::error
                                                           : LogLevel::warn;
    options_.log(level, fmt::format("publisher {}{}{}", to_string(state_.phase),
                                    state_.message.empty() ? "" : ": ", state_.message));
  }

  static constexpr std::chrono::milliseconds kIdleWait{1000};

  const PublishOptions options_;
  OutboxReader& outbox_;
  KafkaBroker broker_;
  PublishLoop loop_;  // the thread's own
  double last_commit_ms_ = 0, last_row_age_ms_ = 0;
  bool peeked_empty_ = false;

  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  PublisherState state_;
  bool stopping_ = false, ended_ = false, woken_ = false;
  int waiters_ = 0;
  std::uint64_t looks_begun_ = 0, empty_look_ = 0;
  std::thread thread_;
};

}  // namespace

std::string_view to_string(Phase phase) {
  switch (phase) {
    case Phase::connecting: return "connecting";
    case Phase::ready: return "ready";
    case Phase::away: return "away";
    case Phase::stalled: return "stalled";
    case Phase::fenced: return "fenced";
    case Phase::failed: return "failed";
    case Phase::stopped: return "stopped";
  }
  return "?";
}

Result<std::unique_ptr<Publisher>> make_publisher(PublishOptions options, OutboxReader& outbox) {
  if (auto checked = check_properties(options); !checked) return fail(checked.error());
  if (options.seed == 0)
    options.seed = (std::uint64_t{std::random_device{}()} << 32) | std::random_device{}();
  // Some properties are only refused together with others (timeouts): a producer is made once to hear it now.
  if (auto tried = KafkaBroker::make_producer(options, nullptr); !tried) return fail(tried.error());
  return std::unique_ptr<Publisher>(std::make_unique<ThreadedPublisher>(std::move(options), outbox));
}

}  // namespace rawi::publish
