#include "daemon/service/service.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "daemon/pipeline/match_hash.h"
#include "daemon/pipeline/story_judge.h"
#include "daemon/publish/rebuild.h"
#include "daemon/version.h"

namespace rawi::service {
namespace {

constexpr int kRebuildTimeoutMs = 60'000;
constexpr int kExitAtOnce = 130;
constexpr std::int64_t kDayMs = 86'400'000;
constexpr int kDrainSliceMs = 1000;

int reader_threads(int configured) {
  if (configured > 0) return configured;
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1);
}

bool journald() { return ::getenv("JOURNAL_STREAM") != nullptr; }

}  // namespace

pipeline::Options pipeline_options(const config::Config& c) {
  pipeline::Options out;
  out.source = {c.schedule.min_interval_ms, c.schedule.max_interval_ms};
  out.retry = {c.pipeline.link_tries, c.retry.first_ms, c.retry.longest_ms};
  out.revisit_window_ms = c.revisit.window_hours * 3'600'000LL;
  out.revisit_first_ms = c.revisit.first_ms;
  out.outbox_max_rows = c.outbox.max_rows;
  out.outbox_max_bytes = c.outbox.max_bytes;
  out.keep_links_ms = c.pipeline.keep_links_days * kDayMs;
  out.keep_fingerprints_ms = c.dedup.window_days * kDayMs;
  out.max_in_flight = c.pipeline.max_in_flight;
  out.duplicates_to_articles = c.dedup.publish_to == "articles";
  out.tombstones = c.kafka.tombstones;
  return out;
}

Service::Service(config::Config config, std::vector<outlet::Outlet> outlets)
    : config_(std::move(config)),
      outlets_(std::move(outlets)),
      outlet_texts_(texts_of(outlets_)),
      events_({config_.log.level, config_.log.format, journald()}) {}

// The server's threads and the helpers may still ask; they go first.
Service::~Service() {
  board_.close();
  server_.reset();
  signals_.reset();
}

Result<void> Service::open_ledger() {
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

publish::PublishOptions Service::options_of(const config::Config& config) {
  publish::PublishOptions out = rawi::publish_options(config);
  out.log = [this](publish::LogLevel level, std::string_view text) {
    events_.kafka_log(level >= publish::LogLevel::warn ? 3 : 7, "kafka", text);
  };
  if (cluster_) out.bootstrap_servers = cluster_->bootstrap();
  return out;
}

Result<void> Service::open_kafka() {
  publish_ = options_of(config_);
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

Result<void> Service::prepare() {
  signals_ = std::make_unique<Signals>([this](int signal) { on_signal(signal); });
  if (auto opened = open_ledger(); !opened) return opened;
  if (auto opened = open_kafka(); !opened) return opened;
  judge_ = pipeline::make_story_judge(config_.dedup.window_days * kDayMs);
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

Result<void> Service::start_admin() {
  if (config_.admin.listen.empty()) return {};
  const auto listen = admin::parse_listen(config_.admin.listen);
  if (!listen) return fail(listen.error());
  admin::Commands& commands = *this;
  routes_ = std::make_unique<admin::Routes>(board_, commands, events_,
                                            admin::Access{config_.admin.token, config_.admin.hosts});
  auto server = admin::start_server(*listen, *routes_, board_);
  if (!server) return fail(server.error());
  server_ = std::move(*server);
  events_.note(events::Level::info, "admin_listening",
               {{"address", admin::Listen{listen->host, server_->port()}.text()}});
  return {};
}

// What Kafka holds must not be told again: its keys are entered before anything is fetched.
Result<void> Service::rebuild_ledger() {
  notify_.extend_start(2 * kRebuildTimeoutMs / 1000);
  const auto judge = pipeline::make_story_judge(config_.dedup.window_days * kDayMs);
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
  return {};
}

Result<void> Service::start(pipeline::Pipeline::Mode mode) {
  started_ms_ = loop_.now_ms();
  events_.started(kVersion, config_.file, outlets_.size());
  events_.observe(figures_);
  if (mode == pipeline::Pipeline::Mode::daemon) {
    if (auto started = start_admin(); !started) return started;
  }
  if (ledger_was_lost_) {
    if (auto rebuilt = rebuild_ledger(); !rebuilt) return rebuilt;
  }
  publisher_->start();
  if (auto opened = pipeline_->open(std::exchange(outlets_, {}), mode); !opened) return opened;
  outlets_changed();
  if (mode == pipeline::Pipeline::Mode::daemon) {
    if (auto recalled = recall_articles(); !recalled) return recalled;
  }
  watch_publisher();
  report();
  return {};
}

void Service::on_signal(int signal) {
  if (signal == SIGHUP) {
    return loop_.post([this] {
      if (!serving_) return;
      if (reloading_) {
        reload_again_ = true;
      } else {
        begin_reload([](const auto&) {});
      }
    });
  }
  // Everything on disk and in Kafka is as after a crash, which is safe at every instant.
  if (stop_signals_.fetch_add(1) > 0) ::_exit(kExitAtOnce);
  loop_.post([] {});
}

// In slices, so that the watchdog is fed meanwhile.
Result<void> Service::drain(int timeout_ms) {
  const std::int64_t deadline = loop_.now_ms() + timeout_ms;
  for (;;) {
    const auto left = std::max<std::int64_t>(0, deadline - loop_.now_ms());
    notify_.feed_watchdog();
    board_.beat(admin::steady_ms());
    if (left <= kDrainSliceMs) return publisher_->drain(static_cast<int>(left));
    const auto empty = publisher_->wait_for(INT64_MAX, kDrainSliceMs);
    if (empty) publisher_->stop();
    if (empty || empty.error().code != Errc::timeout) return empty;
  }
}

// After the pipeline has stopped: the rest of the outbox, as far as time allows.
Ending Service::settle(int timeout_ms) {
  fetcher_->stop();
  finish_reopening();
  const auto drained = drain(timeout_ms);
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

Ending Service::run() {
  if (const auto started = start(pipeline::Pipeline::Mode::daemon); !started) {
    events_.note(events::Level::error, "cannot_start", {{"detail", started.error().message}});
    return Ending::failed;
  }
  serving_ = true;
  notify_.ready(fmt::format("{} outlets", pipeline_->outlets().size()));
  std::int64_t deadline = 0;
  pipeline_->run(
      [&] {
        if (stop_signals_ == 0) return false;
        deadline = loop_.now_ms() + config_.shutdown.drain_timeout_ms;
        stopping_ = true;
        notify_.stopping("finishing what is in flight");
        return true;
      },
      config_.shutdown.drain_timeout_ms);
  return settle(static_cast<int>(std::max<std::int64_t>(0, deadline - loop_.now_ms())));
}

Ending Service::run_once() {
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

}  // namespace rawi::service
