// What happens in the daemon, each as one typed call that writes the log line and moves the metric.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "connectors/base/result.h"
#include "daemon/events/log.h"

namespace rawi::events {

struct SourceRead {
  std::string outlet, url;
  std::string result;  // "ok", "not_modified", or the reason it was not read
  std::string detail;
  int status = 0;
  std::size_t links = 0, fresh = 0;  // listed; not known before
  std::size_t tolerated = 0;         // defects that were read all the same
};

struct LinkFinished {
  std::string outlet, url, request;  // `request` follows a link from discovery to commit
  std::string outcome;               // published, revised, duplicate, unchanged, rejected, gone, retry
  std::string reason, detail;        // of a rejection, retry or gone
  std::string article_id, title, extractor, story;
  int fetch_ms = 0;
  double read_seconds = 0;
};

struct Committed {
  std::size_t records = 0;
  std::int64_t last_outbox = 0;
  double commit_seconds = 0;  // one Kafka transaction
  double oldest_seconds = 0;  // from outbox row to commit, of the oldest record
};

// Depths at one moment; the pipeline sets them whenever they change.
struct Gauges {
  std::size_t links_waiting = 0, in_flight = 0, reading = 0, sources = 0, outlets = 0;
  std::int64_t outbox_rows = 0, outbox_bytes = 0;
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
  void kafka_log(int level, std::string_view facility, std::string_view message);
  void ledger_trouble(const Error& error);
  void ledger_commit(double seconds, std::size_t changes);
  void back_pressure(bool on, std::string_view why);
  void drift(const std::string& outlet, std::string_view what, std::string_view detail);
  void config_reloaded(bool ok, std::string_view detail);
  void note(Level level, std::string_view event, std::initializer_list<Field> fields);
  void set(const Gauges& gauges);

  // The Prometheus text exposition (version 0.0.4) of everything above.
  [[nodiscard]] std::string exposition() const;

  // Who else wants to see finished links (the status page). Called on the thread that reports; must be quick.
  // Set before threads start.
  void on_link_finished(std::function<void(const LinkFinished&)> observer);
  void on_committed(std::function<void(const Committed&)> observer);

 private:
  struct Metrics;
  Log log_;
  std::unique_ptr<Metrics> metrics_;
  std::function<void(const LinkFinished&)> link_observer_;
  std::function<void(const Committed&)> commit_observer_;
};

}  // namespace rawi::events
