// What happens in the daemon, each as one typed call that writes the log line and moves the metric.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/base/result.h"
#include "daemon/events/log.h"
#include "daemon/events/stage.h"

namespace rawi::events {

struct SourceRead {
  std::string outlet, url;
  std::string result;  // "ok", "not_modified", or the reason it was not read
  std::string detail;
  int status = 0;
  std::size_t links = 0, fresh = 0;  // listed; not known before
  std::size_t tolerated = 0;         // defects that were read all the same
  std::int64_t at_ms = 0;            // Unix time
  int fetch_ms = 0;
  std::int64_t wire_bytes = 0;
};

// The page of a rejected link, kept for whoever asks what was seen; at most kRefusedPageBytes of it.
struct RefusedPage {
  std::string bytes, url, content_type;  // url: after redirects
  std::string link_title;
  int status = 0;
  std::size_t size_bytes = 0;  // of the whole page
};
inline constexpr std::size_t kRefusedPageBytes = 512 << 10;

struct LinkFinished {
  std::string outlet, url, request;  // `request` follows a link from discovery to commit
  std::string outcome;               // published, revised, duplicate, unchanged, rejected, gone, retry
  std::string reason, detail;        // of a rejection, retry or gone
  std::string article_id, article_url, title, extractor, story, relation;
  std::string published_at;  // as the page states it
  int status = 0;            // HTTP; 0: nothing was fetched
  int fetch_ms = 0;
  std::int64_t wire_bytes = 0;
  double read_seconds = 0, judge_seconds = 0;
  std::int64_t at_ms = 0;                   // Unix time
  std::int64_t outbox = 0;                  // its records are in Kafka once this outbox number is confirmed
  std::shared_ptr<const RefusedPage> page;  // of a rejected link whose page was fetched
};

struct Committed {
  std::size_t records = 0;
  std::int64_t transactions = 0, bytes = 0;
  std::int64_t last_outbox = 0;
  double commit_seconds = 0;  // one Kafka transaction
  double oldest_seconds = 0;  // from outbox row to commit, of the oldest record
};

// Figures of one moment; whoever owns the parts sets them now and then.
struct Gauges {
  StageLoads stages;
  std::size_t outlets = 0;
  std::int64_t outbox_rows = 0, outbox_bytes = 0, outbox_dead = 0;
  std::int64_t outbox_limit_rows = 0, outbox_limit_bytes = 0;
  double outbox_oldest_seconds = 0;
  std::int64_t ledger_file_bytes = 0, ledger_wal_bytes = 0;
  std::size_t fetch_connections = 0, hosts_parked = 0;
  bool ready = false, ledger_trouble = false;
};

// Who else wants to see what happens (the status page, the demo). Called on the thread that reports, after
// log and metric; must be quick and must not call Events.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void source_read(const SourceRead&) {}
  virtual void link_finished(const LinkFinished&) {}
  virtual void committed(const Committed&) {}
  virtual void ledger_commit(double /*seconds*/, std::size_t /*changes*/) {}
  virtual void drift(const std::string& /*outlet*/, std::string_view /*kind*/, std::string_view /*detail*/) {}
};

// Thread-safe. Owns the metrics registry.
class Events {
 public:
  explicit Events(const LogOptions& options);
  ~Events();
  Events(const Events&) = delete;
  Events& operator=(const Events&) = delete;

  void started(std::string_view version, std::string_view config, std::size_t outlets);
  void stopped(std::string_view how, std::int64_t unpublished);
  void source_read(const SourceRead& event);
  void link_started(const std::string& outlet);
  void link_finished(const LinkFinished& event);
  void committed(const Committed& event);
  void refused_record(std::string_view key, std::string_view reason, bool kept_in_ledger);
  void kafka_state(std::string_view state, std::string_view detail, bool up);
  void kafka_trouble(std::int64_t aborted, std::int64_t reconnects);  // since it was last reported
  void kafka_log(int level, std::string_view facility, std::string_view message);
  void ledger_trouble(const Error& error);
  void ledger_commit(double seconds, std::size_t changes);
  void back_pressure(bool on, std::string_view why);
  void drift(const std::string& outlet, std::string_view what, std::string_view detail);
  void config_reloaded(bool ok, std::string_view detail);
  void note(Level level, std::string_view event, std::initializer_list<Field> fields);
  void admin_refused(std::string_view reason, std::string_view path, std::string_view peer);
  // A stage has work and does not move, or does again.
  void stalled(bool on, std::string_view detail);
  void set(const Gauges& gauges);

  // These are the outlets there are: series of others that say how an outlet is now are dropped.
  void outlets(const std::vector<std::string>& ids);
  void outlet_paused(const std::string& outlet, bool paused);
  // What an earlier run knew: when the outlet last gave an article, Unix milliseconds.
  void last_article(const std::string& outlet, std::int64_t at_ms);

  void set_level(const std::string& level);  // as LogOptions::level

  // The Prometheus text exposition (version 0.0.4) of everything above.
  [[nodiscard]] std::string exposition() const;

  // `observer` must outlive this. Call before threads start.
  void observe(Observer& observer);

 private:
  struct Metrics;
  Log log_;
  std::unique_ptr<Metrics> metrics_;
  std::vector<Observer*> observers_;
};

}  // namespace rawi::events
