// The thread around the engine: requests come in over a mutex, answers leave through their callbacks.
#include "connectors/fetch/fetcher.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <mutex>
#include <random>
#include <thread>
#include <utility>

#include "connectors/fetch/engine.h"

namespace rawi::fetch {
namespace {

using Outcome = FetchResult::Outcome;
using Done = std::function<void(FetchResult)>;

class CurlFetcher final : public Fetcher {
 public:
  CurlFetcher(const FetchOptions& options, SlistHandle connect_to, std::unique_ptr<MultiLoop> loop)
      : max_queued_(options.max_queued),
        loop_(std::move(loop)),
        engine_(options, std::move(connect_to), *loop_),
        thread_([this] { run(); }) {}

  ~CurlFetcher() override { stop(); }
  CurlFetcher(const CurlFetcher&) = delete;
  CurlFetcher& operator=(const CurlFetcher&) = delete;

  void start(FetchRequest request, Done done) override {
    {
      const std::lock_guard lock(mutex_);
      if (!stopping_) {
        const bool taken = under_way_ < max_queued_;
        if (taken) ++under_way_;
        inbox_.push_back({std::move(request), std::move(done), taken});
        if (inbox_.size() == 1) loop_->wake();
        return;
      }
    }
    done(verdict(Outcome::cancelled, "cancelled", "the fetcher was stopped"));
  }

  void stop() override {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    loop_->wake();
    if (thread_.get_id() == std::this_thread::get_id()) return;
    const std::lock_guard lock(join_mutex_);
    if (thread_.joinable()) thread_.join();
  }

  [[nodiscard]] bool has_room() const override { return under_way_ < max_queued_; }

  [[nodiscard]] FetcherStats stats() const override {
    const std::lock_guard lock(mutex_);
    FetcherStats out = stats_;
    out.under_way = under_way_;
    return out;
  }

 private:
  struct Incoming {
    FetchRequest request;
    Done done;
    bool taken;
  };

  void admit(Incoming&& in) {
    if (!in.taken) {
      auto result =
          verdict(Outcome::retry_later, "queue_full", fmt::format("{} requests are under way", max_queued_));
      result.retry_after_s = 1;
      return in.done(std::move(result));
    }
    engine_.admit(std::move(in.request), [this, done = std::move(in.done)](FetchResult result) {
      --under_way_;
      done(std::move(result));
    });
  }

  // false: it is time to stop.
  bool take_incoming() {
    std::vector<Incoming> incoming;
    bool going_on = true;
    {
      const std::lock_guard lock(mutex_);
      incoming.swap(inbox_);
      going_on = !stopping_;
    }
    for (auto& in : incoming) admit(std::move(in));
    return going_on;
  }

  void publish_stats() {
    const FetcherStats now = engine_.stats();
    const std::lock_guard lock(mutex_);
    stats_ = now;
  }

  void run() {
    while (take_incoming()) {
      engine_.turn();
      publish_stats();
      loop_->wait(engine_.due_ms());
    }
    engine_.cancel_all();
  }

  const std::size_t max_queued_;
  const std::unique_ptr<MultiLoop> loop_;
  Engine engine_;  // the loop thread's alone once it runs
  mutable std::mutex mutex_;
  std::vector<Incoming> inbox_;  // under mutex_, as are the next two
  bool stopping_ = false;
  FetcherStats stats_;
  std::atomic<std::size_t> under_way_ = 0;
  std::mutex join_mutex_;
  std::thread thread_;  // last: it sees everything above built
};

// A polite crawler comes back to a host after its pause: worth keeping the connection, and TLS, as far as a
// half of the descriptors goes.
long idle_connections(int max_connections) {
  rlimit limit{};
  const long descriptors = getrlimit(RLIMIT_NOFILE, &limit) == 0
                               ? static_cast<long>(std::min<rlim_t>(limit.rlim_cur, 8192))
                               : 1024;
  return std::max<long>(descriptors / 2, max_connections);
}

}  // namespace

Result<std::unique_ptr<Fetcher>> make_fetcher(FetchOptions options) {
  if (!options.ca_file.empty() && access(options.ca_file.c_str(), R_OK) != 0) {
    return fail(Errc::bad_input, "the CA file cannot be read: " + options.ca_file);
  }
  if (options.max_connections < 1) return fail(Errc::bad_input, "max_connections must be at least 1");
  SlistHandle connect_to;
  for (const auto& mapping : options.connect_to) {
    if (std::count(mapping.begin(), mapping.end(), ':') < 3) {
      return fail(Errc::bad_input,
                  "connect_to wants HOST:PORT:CONNECT-TO-HOST:CONNECT-TO-PORT, not " + mapping);
    }
    curl_slist* list = curl_slist_append(connect_to.get(), mapping.c_str());
    if (list == nullptr) return fail(Errc::internal, "out of memory");
    (void)connect_to.release();
    connect_to.reset(list);
  }
  if (options.seed == 0) options.seed = std::random_device()();
  auto loop = MultiLoop::create(idle_connections(options.max_connections));
  if (!loop) return fail(loop.error());
  return std::make_unique<CurlFetcher>(options, std::move(connect_to), std::move(*loop));
}

FetchResult fetch_once(FetchRequest request, FetchOptions options) {
  auto fetcher = make_fetcher(std::move(options));
  if (!fetcher) return verdict(Outcome::failed, "bad_options", fetcher.error().message);
  std::promise<FetchResult> promise;
  auto future = promise.get_future();
  (*fetcher)->start(std::move(request), [&](FetchResult result) { promise.set_value(std::move(result)); });
  return future.get();
}

}  // namespace rawi::fetch
