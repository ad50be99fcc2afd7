// The way of a link through the daemon: discover, fetch, read, judge, record. Publishing follows by itself
// from what is recorded.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "connectors/discover/discover.h"
#include "connectors/discover/site.h"
#include "connectors/extract/read.h"
#include "connectors/fetch/fetcher.h"
#include "connectors/outlet/outlet.h"
#include "daemon/events/events.h"
#include "daemon/ledger/ledger.h"
#include "daemon/pipeline/loop.h"
#include "daemon/pipeline/options.h"
#include "daemon/pipeline/story_judge.h"
#include "daemon/pipeline/task.h"
#include "daemon/pipeline/workers.h"
#include "daemon/schedule/drift.h"
#include "daemon/schedule/link_queue.h"
#include "daemon/schedule/source_schedule.h"

namespace rawi::pipeline {

// What the pipeline needs from the world. All outlive it. The fetcher's callbacks may come from any thread.
struct Parts {
  Loop& loop;
  fetch::Fetcher& fetcher;
  Workers& workers;
  ledger::Ledger& ledger;
  StoryJudge& judge;
  events::Events& events;
  std::function<void()> wake_publisher;  // after a commit that put rows into the outbox
};

using OutletPtr = std::shared_ptr<const outlet::Outlet>;

// An outlet's place in the schedule at one moment, for people to look at.
struct OutletPlace {
  struct Source {
    std::string url;
    outlet::Source::Kind kind = outlet::Source::Kind::feed;
    bool found = false;                        // no file declares it
    std::optional<std::int64_t> next_read_ms;  // nullopt: being read, or waiting for the outlet to be resumed
  };
  OutletPtr outlet;
  bool paused = false;
  std::size_t in_flight = 0, waiting = 0;  // links
  std::vector<Source> sources;
};

// What is under way and what waits, at one moment; publishing is not the pipeline's.
struct Load {
  events::StageLoads stages;
  std::size_t recording = 0;                         // changes decided and not yet in the ledger
  std::string ledger_trouble;                        // why the last commit failed; empty: it went through
  std::uint64_t fetched = 0, read = 0, commits = 0;  // since the start: what moves while work goes on
};

// Lives on its loop's thread: every function is called there.
class Pipeline {
 public:
  Pipeline(Parts parts, Options options);
  ~Pipeline();

  enum class Mode { daemon, once };

  // Takes up what the ledger remembers. Call once, before run() or run_once(), whichever `mode` names.
  [[nodiscard]] Result<void> open(std::vector<outlet::Outlet> outlets, Mode mode);

  // Outlets added, changed or removed; links in flight finish under the declaration they began with.
  void set_outlets(std::vector<outlet::Outlet> outlets);
  // Nothing more of the outlet is started; what is in flight ends. Lasts until it is lifted or the process
  // ends.
  void pause(const std::string& outlet, bool paused);
  void set_options(const Options& options);  // what is planned already stays planned

  // The daemon: returns once `stop` says so. Nothing new is started from then on; what is in flight gets
  // until `drain_ms` to finish.
  void run(const std::function<bool()>& stop, int drain_ms);

  // Every source is read once, every link that is due or that they list is followed to its end. False where
  // `stop` came first.
  bool run_once(const std::function<bool()>& stop);

  [[nodiscard]] std::size_t in_flight() const { return jobs_ + surveys_; }
  [[nodiscard]] const std::map<std::string, OutletPtr>& outlets() const { return outlets_; }
  [[nodiscard]] bool held_back() const { return !held_back_.empty(); }
  [[nodiscard]] const std::string& why_held_back() const { return held_back_; }
  [[nodiscard]] const Options& options() const { return options_; }
  [[nodiscard]] std::size_t paused() const;  // outlets
  [[nodiscard]] Load load() const;
  [[nodiscard]] std::vector<OutletPlace> places() const;

 private:
  struct Job;     // one link under way
  struct Survey;  // one source under way
  struct Known;   // what is known of an outlet's place in the schedule

  // pipeline.cc: the way
  Task follow(std::shared_ptr<Job> job);
  Task survey(std::shared_ptr<Survey> survey);
  void judge(Job& job, Article& article);
  Async<fetch::FetchResult> fetch(fetch::FetchRequest request);
  Async<extract::Reading> read(std::shared_ptr<Job> job);

  // pipeline/work.cc: which link is started when
  void pump();
  void start_link(const schedule::QueuedLink& next);
  void refill(const std::string& outlet);
  void plan_refill(const std::string& outlet, std::int64_t when_ms);
  void arm_refill(const std::string& outlet);
  [[nodiscard]] Result<void> recall_due();
  void queue_everything_known();
  [[nodiscard]] bool quiet() const;

  // pipeline/sources.cc: when a source is read, and what a reading leaves behind
  void plan_outlet(const OutletPtr& outlet);
  void plan_source(const OutletPtr& outlet, const outlet::Source& source, std::int64_t when_ms);
  [[nodiscard]] bool still_wanted(const std::string& outlet, const std::string& url) const;
  [[nodiscard]] bool recall_found(const OutletPtr& outlet);
  [[nodiscard]] std::int64_t resume_at_ms(const ledger::SourceState& state) const;
  void start_all_sources(const OutletPtr& outlet);
  void start_source(const OutletPtr& outlet, const outlet::Source& source);
  void discover(Survey& survey);
  void take_nested(Survey& survey, const discover::Found& found);
  void record_links(Survey& survey, const discover::Found& found);
  void finish(Survey& survey);

  // pipeline/first_contact.cc: an outlet that declares no sources
  Task meet(OutletPtr outlet);
  void take_found(const OutletPtr& outlet, const std::vector<discover::Confirmed>& sources);
  void take_source(const OutletPtr& outlet, const std::string& url, outlet::Source::Kind kind);

  // pipeline/step.cc: single steps of the way
  [[nodiscard]] static fetch::FetchRequest request_of(const Job& job);
  [[nodiscard]] static fetch::FetchRequest request_of(const Survey& survey);
  [[nodiscard]] extract::Reading read_page_of(const Job& job) const;
  void abandon(Job& job);
  void abandon(Survey& survey);

  // pipeline/record.cc: what is written
  void finish(Job& job, ledger::Outcome outcome, std::string reason, std::string detail);
  static void describe(Job& job, ledger::Outcome outcome, std::int64_t now_ms);
  void finish_without_page(Job& job);
  void finish_gone(Job& job);
  void retry_soon(Job& job, const Error& error);
  [[nodiscard]] static bool same_text(const ledger::ArticleState& before, const std::string& hash);
  void record_unchanged(Job& job, const Article& article, const std::string& hash,
                        const ledger::ArticleState& before);
  void record_new(Job& job, Article& article, const std::string& hash);
  void record_revision(Job& job, Article& article, const std::string& hash,
                       const ledger::ArticleState& before);
  void record_article(Job& job, Article& article, const std::string& hash, const Verdict& verdict,
                      std::int64_t seen_ms);
  void add_alias(const Job& job, const Article& article);
  [[nodiscard]] Result<std::optional<ledger::ArticleState>> known_article(const std::string& id);
  [[nodiscard]] std::optional<std::int64_t> next_look(const Job& job) const;
  void release(Job& job);

  // pipeline/batch.cc: the batch, and what holds work back
  void add(ledger::Change change);
  void flush();
  void watch();
  void watch_again();
  void tidy();

  Parts parts_;
  Options options_;
  std::map<std::string, OutletPtr> outlets_;
  std::map<std::string, Known> known_;
  std::set<std::string> paused_;
  schedule::LinkQueue queue_;
  schedule::DriftWatch drift_;
  std::size_t jobs_ = 0, surveys_ = 0, reading_ = 0;
  bool stopping_ = false, once_ = false, pumping_ = false;
  std::string held_back_;  // why nothing new is started; empty: work goes on
  std::uint64_t next_request_ = 1, fetched_ = 0, read_ = 0, commits_ = 0;

  // What is decided and not yet in the ledger. Kept until a commit succeeds.
  ledger::Changes batch_;
  std::vector<events::LinkFinished> finished_;
  std::map<std::string, ledger::ArticleState> batch_articles_;
  std::set<std::string> refill_after_commit_;
  std::vector<std::pair<std::string, std::int64_t>> due_after_commit_;
  bool flush_planned_ = false;
  std::string ledger_trouble_;  // why the last commit failed; empty: it went through
  std::int64_t outbox_last_ = 0;
};

}  // namespace rawi::pipeline
