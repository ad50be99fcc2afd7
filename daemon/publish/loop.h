// The publisher's decisions, without threads, clocks or sockets: step() does one thing and says when to come
// back. tests/publish/simulation.cc drives it through thousands of crashes; tests/model/outbox.pml is the
// same protocol for an exhaustive checker, with these functions' names on its steps.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "daemon/publish/broker.h"
#include "daemon/publish/options.h"
#include "daemon/publish/outbox_reader.h"
#include "daemon/publish/publisher.h"

namespace rawi::publish {

class PublishLoop {
 public:
  // `owner`: a name no other process uses. References must outlive the loop.
  PublishLoop(const PublishOptions& options, std::string owner, OutboxReader& outbox, Broker& broker);

  // Does the next thing. Returns how long to wait before the next call, in ms; kIdle: until woken. `hurry`:
  // do not wait for a batch to fill.
  static constexpr int kIdle = -1;
  int step(std::int64_t now_ms, bool hurry);

  [[nodiscard]] const PublisherState& state() const { return state_; }
  [[nodiscard]] bool finished() const;  // fenced: step() does nothing any more
  [[nodiscard]] bool in_transaction() const {
    return stage_ == Stage::committing || stage_ == Stage::aborting;
  }
  // The last look into the outbox found nothing to send.
  [[nodiscard]] bool outbox_was_empty() const { return outbox_was_empty_; }
  // Of the newest transaction with rows: when it was begun, and when its oldest row was committed to the
  // ledger.
  [[nodiscard]] std::int64_t began_ms() const { return began_ms_; }
  [[nodiscard]] std::int64_t oldest_row_ms() const { return oldest_row_ms_; }

  // Aborts what is under way, as far as one call can, and leaves Kafka.
  void leave();

 private:
  enum class Stage { disconnected, disputed, checkpoint, claim, idle, committing, aborting, finished };
  // What the open transaction holds.
  enum class Content { rows, claim, probe };

  int connect();
  int look_who_fenced_us();
  int read_checkpoint();
  int claim();
  int next_batch(bool hurry);
  int commit();
  int abort();

  int open(Content content);
  Answer send_rows();
  Answer send_row(const ledger::OutboxRow& row);
  int committed();
  int committed_rows();
  void confirm();
  int bury();
  int broken(const Answer& answer);
  void suspect(const Answer& answer);
  int again_later(PublisherState::Phase phase, std::string message);
  int lost(const Answer& answer);
  void cut_batch();
  void enter(PublisherState::Phase phase, std::string message);

  const PublishOptions& options_;
  const std::string owner_;
  OutboxReader& outbox_;
  Broker& broker_;
  std::mt19937_64 random_;

  Stage stage_ = Stage::disconnected;
  PublisherState state_;
  std::int64_t now_ms_ = 0;
  int failures_ = 0;              // in a row; sets the backoff
  bool first_checkpoint_ = true;  // since the ledger was opened
  bool claimed_ = false;          // our claim is committed, since connect()
  std::string owner_seen_;        // who held the instance id when we took it; ourselves once claimed_
  bool outbox_was_empty_ = false;
  std::int64_t unconfirmed_ = 0;  // in Kafka, and the ledger could not be told yet

  Content content_ = Content::rows;
  std::vector<ledger::OutboxRow> batch_;
  std::int64_t batch_bytes_ = 0;
  std::int64_t began_ms_ = 0, oldest_row_ms_ = 0;
  bool undecided_ = false;  // commit was asked for: after an abort the checkpoint decides

  // Rows that Kafka did not take. A suspect is tried alone; refused alone, it is diverted to the rejected
  // topic; refused there as well, it is condemned: buried, unless an empty transaction fails too (then it is
  // not the row's fault).
  std::set<std::int64_t> suspects_;
  std::map<std::int64_t, std::string> diverted_;   // number -> Kafka's word
  std::map<std::int64_t, std::string> condemned_;  // number -> both of Kafka's words
};

}  // namespace rawi::publish
