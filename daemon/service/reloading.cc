// New settings without a new start. The files are read off the pipeline's thread and checked as a whole; with
// one problem anywhere nothing changes.
#include <chrono>
#include <future>

#include <fmt/format.h>

#include "daemon/service/service.h"

namespace rawi::service {
namespace {

constexpr int kReopenDrainMs = 10'000;  // for what the publisher that goes still has
constexpr std::chrono::seconds kReloadPatience{60}, kPausePatience{5};
constexpr std::chrono::milliseconds kSlice{100};

// What another thread waits for; gives up with the daemon or when `patience` is over.
template <class T>
Result<T> wait_for(std::future<Result<T>> answer, std::chrono::milliseconds patience,
                   const admin::Board& board) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (answer.wait_for(kSlice) != std::future_status::ready) {
    if (board.closed()) return fail(Errc::timeout, "the daemon is stopping");
    if (std::chrono::steady_clock::now() > deadline)
      return fail(Errc::timeout, "the daemon did not get to it in time; it may still do it");
  }
  return answer.get();
}

}  // namespace

Result<admin::ReloadReport> Service::reload() {
  const auto answer = std::make_shared<std::promise<Result<admin::ReloadReport>>>();
  loop_.post([this, answer] {
    begin_reload([answer](Result<admin::ReloadReport> report) { answer->set_value(std::move(report)); });
  });
  return wait_for(answer->get_future(), kReloadPatience, board_);
}

Result<void> Service::pause(const std::string& outlet, bool paused) {
  const auto answer = std::make_shared<std::promise<Result<void>>>();
  loop_.post([this, answer, outlet, paused] {
    if (!pipeline_->outlets().contains(outlet))
      return answer->set_value(fail(Errc::not_found, fmt::format("no outlet is called {}", outlet)));
    pipeline_->pause(outlet, paused);
    events_.outlet_paused(outlet, paused);
    next_outlets_ms_ = 0;
    answer->set_value({});
  });
  return wait_for(answer->get_future(), kPausePatience, board_);
}

void Service::begin_reload(Reloaded done) {
  if (stopping_) return done(fail(Errc::busy, "the daemon is stopping"));
  if (reloading_) return done(fail(Errc::busy, "a reload is under way"));
  reloading_ = true;
  notify_.reloading();
  reader_ = std::jthread([this, done = std::move(done)] {
    const auto loaded = std::make_shared<Loaded>(load_files(config_.file));
    loop_.post([this, loaded, done] { take(*loaded, done); });
  });
}

void Service::take(Loaded& loaded, const Reloaded& done) {
  const auto report = std::make_shared<admin::ReloadReport>();
  report->problems = std::move(loaded.problems);
  std::unique_ptr<publish::Publisher> next;
  ConfigDiff diff;
  if (report->problems.empty()) {
    diff = take_over(config_, loaded.config);
    if (!diff.kafka.empty()) {
      auto made = publish::make_publisher(options_of(loaded.config), *outbox_);
      if (made)
        next = std::move(*made);
      else
        report->problems.push_back(fmt::format("{}: kafka: {}", config_.file, made.error().message));
    }
  }
  if (!report->problems.empty()) return end_reload(*report, done);
  report->changed = diff.live;
  report->changed.insert(report->changed.end(), diff.kafka.begin(), diff.kafka.end());
  report->restart_needed = std::move(diff.restart);
  apply(loaded, *report);
  if (!next) return end_reload(*report, done);
  publish_ = options_of(config_);
  reopen_kafka(std::move(next), [this, report, done] { end_reload(*report, done); });
}

// Links in flight finish under the declaration they began with; what waits stays in the ledger.
void Service::apply(Loaded& loaded, admin::ReloadReport& report) {
  OutletDiff outlets = compare(outlet_texts_, loaded.texts);
  report.added = std::move(outlets.added);
  report.changed_outlets = std::move(outlets.changed);
  report.removed = std::move(outlets.removed);
  config_ = std::move(loaded.config);
  outlet_texts_ = std::move(loaded.texts);
  events_.set_level(config_.log.level);
  if (routes_) routes_->set_access({config_.admin.token, config_.admin.hosts});
  pipeline_->set_options(pipeline_options(config_));
  if (!report.added.empty() || !report.changed_outlets.empty() || !report.removed.empty()) {
    pipeline_->set_outlets(std::move(loaded.outlets));
    outlets_changed();
  }
}

void Service::end_reload(const admin::ReloadReport& report, const Reloaded& done) {
  std::string detail;
  const auto say = [&](const char* what, const std::vector<std::string>& list) {
    if (!list.empty())
      detail += fmt::format("{}{}: {}", detail.empty() ? "" : "; ", what, fmt::join(list, ", "));
  };
  say("refused", report.problems);
  say("changed", report.changed);
  say("needs a restart", report.restart_needed);
  say("outlets added", report.added);
  say("outlets changed", report.changed_outlets);
  say("outlets removed", report.removed);
  events_.config_reloaded(report.problems.empty(), detail.empty() ? "nothing is different" : detail);
  reloading_ = false;
  notify_.ready(report.problems.empty() ? "reloaded"
                                        : "reload refused, going on as before: " + report.problems.front());
  done(report);
  if (std::exchange(reload_again_, false)) begin_reload([](const auto&) {});
}

// The old publisher gets its chance to finish; what it does not manage stays in the outbox, and the new one
// reads the checkpoint back before it sends anything.
void Service::reopen_kafka(std::unique_ptr<publish::Publisher> next, std::function<void()> then) {
  next_publisher_ = std::move(next);
  after_reopening_ = std::move(then);
  drainer_ = std::jthread([this, old = publisher_.get()] {
    const auto drained = old->drain(kReopenDrainMs);
    if (!drained) {
      events_.note(events::Level::warn, "kafka_reopened", {{"detail", drained.error().message}});
    }
    loop_.post([this] { finish_reopening(); });
  });
}

void Service::finish_reopening() {
  if (!next_publisher_) return;
  drainer_.join();
  watching_ = false;
  watch_publisher();
  watching_ = true;
  past_.transactions += seen_.transactions;
  past_.aborted += seen_.aborted;
  past_.records += seen_.records;
  past_.bytes += seen_.bytes;
  past_.reconnects += seen_.reconnects;
  past_.diverted += seen_.diverted;
  past_.buried += seen_.buried;
  seen_ = {};
  publisher_ = std::move(next_publisher_);
  publisher_->start();
  if (const auto then = std::exchange(after_reopening_, {})) then();
}

}  // namespace rawi::service
