#include "daemon/daemon.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>

#include <fmt/format.h>

#include "daemon/pipeline/match_hash.h"
#include "daemon/pipeline/story_judge.h"
#include "daemon/publish/rebuild.h"
#include "daemon/signals.h"
#include "daemon/version.h"

namespace rawi {
namespace {

constexpr std::int64_t kWatchMs = 100;
constexpr int kRebuildTimeoutMs = 60'000;
constexpr int kExitAtOnce = 130;

pipeline::Options pipeline_options(const config::Config& c) {
  pipeline::Options out;
  out.source = {c.schedule.min_interval_ms, c.schedule.max_interval_ms};
  out.retry = {c.pipeline.link_tries, c.retry.first_ms, c.retry.longest_ms};
  out.revisit_window_ms = c.revisit.window_hours * 3'600'000LL;
  out.revisit_first_ms = c.revisit.first_ms;
  out.outbox_max_rows = c.outbox.max_rows;
  out.outbox_max_bytes = c.outbox.max_bytes;
  out.keep_links_ms = c.pipeline.keep_links_days * 86'400'000LL;
  out.keep_fingerprints_ms = c.dedup.window_days * 86'400'000LL;
  out.max_in_flight = c.pipeline.max_in_flight;
  out.duplicates_to_articles = c.dedup.publish_to == "articles";
  out.tombstones = c.kafka.tombstones;
  return out;
}

int reader_threads(int configured) {
  if (configured > 0) return configured;
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1);
}

class RealDaemon final : public Daemon {
 public:
  RealDaemon(config::Config config, std::vector<outlet::Outlet> outlets)
      : config_(std::move(config)),
        outlets_(std::move(outlets)),
        events_({config_.log.level, config_.log.format, journald()}) {}

  Result<void> prepare();
  Ending run() override;
  Ending run_once() override;
  [[nodiscard]] publish::PublishOptions publish_options() const override { return publish_; }
  [[nodiscard]] events::Events& events() override { return events_; }
  Standing standing() override;

 private:
  static bool journald() { return ::getenv("JOURNAL_STREAM") != nullptr; }
  Result<void> open_ledger();
  Result<void> open_kafka();
  Result<void> start(pipeline::Pipeline::Mode mode);
  void on_signal(int signal);
  void watch_publisher();
  Ending settle(int timeout_ms);

  config::Config config_;
  std::vector<outlet::Outlet> outlets_;
  events::Events events_;
  publish::PublishOptions publish_;
  std::unique_ptr<publish::EmbeddedCluster> cluster_;
  std::unique_ptr<ledger::Ledger> ledger_;
  std::unique_ptr<publish::OutboxReader> outbox_;
  std::unique_ptr<publish::Publisher> publisher_;
  std::unique_ptr<pipeline::StoryJudge> judge_;
  pipeline::SystemLoop loop_;
  std::unique_ptr<pipeline::Workers> workers_;
  std::unique_ptr<fetch::Fetcher> fetcher_;
  std::unique_ptr<pipeline::Pipeline> pipeline_;
  std::unique_ptr<Signals> signals_;
  std::atomic<int> stop_signals_ = 0;
  publish::PublisherState seen_;
  std::int64_t started_ms_ = 0;
  bool ledger_was_lost_ = false;
};

Result<void> RealDaemon::open_ledger() {
  std::error_code error;
  std::filesystem::create_directories(config_.state_dir, error);
  if (error) {
    return fail(Errc::io,
                fmt::format("state_dir {}: {}; name a folder that {} may write in", config_.state_dir,
                            error.message(), ::getuid() == 0 ? "root" : "this user"));
  }
  ledger::LedgerOptions options;
  options.notice = [this](const std::string& text) {
    events_.note(events::Level::warn, "ledger", {{"detail", text}});
  };
  auto opened =
      ledger::open_ledger((std::filesystem::path(config_.state_dir) / "ledger.db").string(), options);
  if (!opened) return fail(opened.error());
  ledger_ = std::move(opened->ledger);
  ledger_was_lost_ = !opened->set_aside.empty();
  return {};
}

Result<void> RealDaemon::open_kafka() {
  publish_ = rawi::publish_options(config_);
  publish_.log = [this](publish::LogLevel level, std::string_view text) {
    events_.kafka_log(level >= publish::LogLevel::warn ? 3 : 7, "kafka", text);
  };
  if (publish_.bootstrap_servers == "embedded") {
    auto cluster = publish::start_embedded_cluster(publish_);
    if (!cluster) return fail(cluster.error());
    cluster_ = std::move(*cluster);
    publish_.bootstrap_servers = cluster_->bootstrap();
  }
  outbox_ = publish::outbox_of(*ledger_);
  auto publisher = publish::make_publisher(publish_, *outbox_);
  if (!publisher) return fail(publisher.error());
  publisher_ = std::move(*publisher);
  return {};
}

Result<void> RealDaemon::prepare() {
  signals_ = std::make_unique<Signals>([this](int signal) { on_signal(signal); });
  if (auto opened = open_ledger(); !opened) return opened;
  if (auto opened = open_kafka(); !opened) return opened;
  judge_ = pipeline::make_story_judge(config_.dedup.window_days * 86'400'000LL);
  workers_ = std::make_unique<pipeline::Workers>(reader_threads(config_.pipeline.threads));
  auto fetcher = fetch::make_fetcher(config_.fetch);
  if (!fetcher) return fail(fetcher.error());
  fetcher_ = std::move(*fetcher);
  pipeline_ =
      std::make_unique<pipeline::Pipeline>(pipeline::Parts{loop_, *fetcher_, *workers_, *ledger_, *judge_,
                                                           events_, [this] { publisher_->wake(); }},
                                           pipeline_options(config_));
  return {};
}

Result<void> RealDaemon::start(pipeline::Pipeline::Mode mode) {
  started_ms_ = loop_.now_ms();
  events_.started(kVersion, config_.file, outlets_.size());
  if (ledger_was_lost_) {
    // What Kafka holds must not be told again: its keys are entered before anything is fetched.
    const auto judge = pipeline::make_story_judge(config_.dedup.window_days * 86'400'000LL);
    const auto complete = [&](std::string_view json, ledger::ArticleState& state, ledger::Changes& beside) {
      const Article article = pipeline::article_of_record(json);
      state.match_hash = pipeline::match_hash(article);
      state.title_hash = pipeline::title_hash(article.title);
      const auto verdict = judge->judge(article, state.seen_at_ms);
      beside.emplace_back(ledger::Fingerprint{state.outlet, state.id, verdict.fingerprint, state.seen_at_ms});
    };
    const auto rebuilt = publish::rebuild_from_topic(publish_, *ledger_, complete, kRebuildTimeoutMs);
    if (!rebuilt) return fail(rebuilt.error().within("entering what Kafka holds into the new ledger"));
    events_.note(events::Level::warn, "ledger_rebuilt", {{"articles", fmt::to_string(rebuilt->articles)}});
  }
  publisher_->start();
  if (auto opened = pipeline_->open(outlets_, mode); !opened) return opened;
  watch_publisher();
  return {};
}

void RealDaemon::on_signal(int signal) {
  if (signal == SIGHUP) return;
  // Everything on disk and in Kafka is as after a crash, which is safe at every instant.
  if (stop_signals_.fetch_add(1) > 0) ::_exit(kExitAtOnce);
  loop_.post([] {});
}

// The publisher lives on a thread of its own; what it did since the last look becomes events here.
void RealDaemon::watch_publisher() {
  using Phase = publish::PublisherState::Phase;
  const publish::PublisherState now = publisher_->state();
  if (now.phase != seen_.phase || now.message != seen_.message) {
    events_.kafka_state(publish::to_string(now.phase), now.message,
                        now.phase == Phase::ready || now.phase == Phase::stopped);
  }
  if (now.records > seen_.records) {
    events_.committed({static_cast<std::size_t>(now.records - seen_.records), now.confirmed,
                       now.last_commit_ms / 1000.0, now.last_row_age_ms / 1000.0});
  }
  for (auto n = seen_.diverted; n < now.diverted; ++n) events_.refused_record("", now.message, false);
  for (auto n = seen_.buried; n < now.buried; ++n) events_.refused_record("", now.message, true);
  seen_ = now;
  if (now.phase == Phase::fenced || now.phase == Phase::failed) stop_signals_.fetch_add(1);
  loop_.at(loop_.now_ms() + kWatchMs, [this] { watch_publisher(); });
}

// After the pipeline has stopped: the rest of the outbox, as far as time allows.
Ending RealDaemon::settle(int timeout_ms) {
  fetcher_->stop();
  const auto drained = publisher_->drain(timeout_ms);
  watch_publisher();
  const ledger::OutboxDepth left = ledger_->outbox_depth();
  events_.stopped(drained ? "drained" : to_string(drained.error().code), left.rows);
  if (drained) return Ending::done;
  using Phase = publish::PublisherState::Phase;
  const auto phase = publisher_->state().phase;
  events_.note(events::Level::error, "unpublished",
               {{"records", fmt::to_string(left.rows)},
                {"detail", drained.error().message},
                {"safe", fmt::format("they are in {}/ledger.db and are published at the next start",
                                     config_.state_dir)}});
  return phase == Phase::fenced || phase == Phase::failed ? Ending::failed : Ending::unpublished;
}

Ending RealDaemon::run() {
  if (const auto started = start(pipeline::Pipeline::Mode::daemon); !started) {
    events_.note(events::Level::error, "cannot_start", {{"detail", started.error().message}});
    return Ending::failed;
  }
  const std::int64_t drain = config_.shutdown.drain_timeout_ms;
  std::int64_t deadline = 0;
  pipeline_->run(
      [&] {
        if (stop_signals_ == 0) return false;
        deadline = loop_.now_ms() + drain;
        return true;
      },
      static_cast<int>(drain));
  return settle(static_cast<int>(std::max<std::int64_t>(0, deadline - loop_.now_ms())));
}

Ending RealDaemon::run_once() {
  if (const auto started = start(pipeline::Pipeline::Mode::once); !started) {
    events_.note(events::Level::error, "cannot_start", {{"detail", started.error().message}});
    return Ending::failed;
  }
  // A full outbox that Kafka does not take must not hold a one-time run for ever.
  std::int64_t held_since = 0;
  const bool finished = pipeline_->run_once([&] {
    if (!pipeline_->held_back())
      held_since = 0;
    else if (held_since == 0)
      held_since = loop_.now_ms();
    return stop_signals_ > 0 ||
           (held_since > 0 && loop_.now_ms() - held_since > config_.shutdown.once_timeout_ms);
  });
  const Ending ending = settle(config_.shutdown.once_timeout_ms);
  return finished && ending == Ending::done ? Ending::done : Ending::failed;
}

Standing RealDaemon::standing() {
  return {started_ms_, pipeline_->in_flight(), pipeline_->held_back(), publisher_->state(),
          ledger_->outbox_depth()};
}

}  // namespace

publish::PublishOptions publish_options(const config::Config& config) {
  publish::PublishOptions out;
  const config::Kafka& kafka = config.kafka;
  out.bootstrap_servers = kafka.bootstrap_servers;
  out.topics.articles = kafka.articles;
  out.topics.duplicates = kafka.duplicates;
  out.topics.rejected = kafka.rejected;
  out.topics.checkpoint = kafka.checkpoint;
  out.instance_id = config.instance_id;
  out.librdkafka = kafka.librdkafka;
  out.create_topics = kafka.create_topics;
  out.partitions = kafka.partitions;
  out.replication = kafka.replication;
  out.retention_ms = kafka.retention_ms;
  out.batch_rows = kafka.batch_rows;
  out.batch_bytes = kafka.batch_bytes;
  out.batch_age_ms = kafka.batch_age_ms;
  return out;
}

Result<std::unique_ptr<Daemon>> Daemon::make(config::Config config, std::vector<outlet::Outlet> outlets) {
  auto daemon = std::make_unique<RealDaemon>(std::move(config), std::move(outlets));
  if (auto prepared = daemon->prepare(); !prepared) return fail(prepared.error());
  return std::unique_ptr<Daemon>(std::move(daemon));
}

}  // namespace rawi
