// The daemon's parts, in the order of their birth, and what it does beside its pipeline: watching the
// publisher, reporting, reloading. Private to daemon/.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "daemon/admin/board.h"
#include "daemon/admin/commands.h"
#include "daemon/admin/figures.h"
#include "daemon/admin/server.h"
#include "daemon/daemon.h"
#include "daemon/service/config_diff.h"
#include "daemon/service/notify.h"
#include "daemon/service/reload.h"
#include "daemon/service/stall_watch.h"
#include "daemon/signals.h"

namespace rawi::service {

[[nodiscard]] pipeline::Options pipeline_options(const config::Config& config);

class Service final : public Daemon, private admin::Commands {
 public:
  Service(config::Config config, std::vector<outlet::Outlet> outlets);
  ~Service() override;
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  Result<void> prepare();
  Ending run() override;
  Ending run_once() override;
  [[nodiscard]] publish::PublishOptions publish_options() const override { return publish_; }
  [[nodiscard]] events::Events& events() override { return events_; }

 private:
  using Reloaded = std::function<void(Result<admin::ReloadReport>)>;

  // service.cc: from nothing to work, and back
  Result<void> open_ledger();
  Result<void> open_kafka();
  [[nodiscard]] publish::PublishOptions options_of(const config::Config& config);
  Result<void> start(pipeline::Pipeline::Mode mode);
  Result<void> rebuild_ledger();
  Result<void> start_admin();
  void on_signal(int signal);
  Ending settle(int timeout_ms);
  [[nodiscard]] Result<void> drain(int timeout_ms);

  // report.cc: what people, Prometheus and systemd are told
  void outlets_changed();
  [[nodiscard]] Result<void> recall_articles();
  void watch_publisher();
  void report();
  [[nodiscard]] std::string look_for_stall();
  [[nodiscard]] admin::Status status_now(const pipeline::Load& load);
  [[nodiscard]] std::vector<admin::Reason> reasons(const admin::Status& status) const;
  void set_gauges(const admin::Status& status);
  void tell_systemd(const admin::Status& status);
  [[nodiscard]] std::string status_line(const admin::Status& status) const;

  // reloading.cc: new settings without a new start; all on the loop but reload() and pause()
  Result<admin::ReloadReport> reload() override;
  Result<void> pause(const std::string& outlet, bool paused) override;
  void begin_reload(Reloaded done);
  void take(Loaded& loaded, const Reloaded& done);
  void end_reload(const admin::ReloadReport& report, const Reloaded& done);
  void apply(Loaded& loaded, admin::ReloadReport& report);
  void reopen_kafka(std::unique_ptr<publish::Publisher> next, std::function<void()> then);
  void finish_reopening();

  config::Config config_;
  std::vector<outlet::Outlet> outlets_;  // until the pipeline has them
  OutletTexts outlet_texts_;
  events::Events events_;
  Notify notify_;
  admin::Board board_;
  admin::Figures figures_{board_};
  publish::PublishOptions publish_;
  std::unique_ptr<publish::EmbeddedCluster> cluster_;
  std::unique_ptr<ledger::Ledger> ledger_;
  std::unique_ptr<publish::OutboxReader> outbox_;
  std::unique_ptr<publish::Publisher> publisher_, next_publisher_;
  std::unique_ptr<pipeline::StoryJudge> judge_;
  pipeline::SystemLoop loop_;
  std::unique_ptr<pipeline::Workers> workers_;
  std::unique_ptr<fetch::Fetcher> fetcher_;
  std::unique_ptr<pipeline::Pipeline> pipeline_;
  std::unique_ptr<admin::Routes> routes_;
  std::unique_ptr<admin::Server> server_;
  std::unique_ptr<Signals> signals_;
  std::atomic<int> stop_signals_ = 0;
  bool serving_ = false, stopping_ = false;

  publish::PublisherState seen_;        // of the publisher, when it was last looked at
  publish::PublisherState past_;        // sums of publishers before this one
  std::int64_t last_commit_at_ms_ = 0;  // of Kafka
  std::int64_t started_ms_ = 0, next_outlets_ms_ = 0, next_feed_ms_ = 0, next_line_ms_ = 0;
  StallWatch stall_watch_;
  std::string stalled_;
  bool watching_ = true;
  bool ledger_was_lost_ = false;

  bool reloading_ = false, reload_again_ = false;
  std::function<void()> after_reopening_;
  std::jthread reader_, drainer_;  // of files; of the publisher that goes
};

}  // namespace rawi::service
