// Where the pipeline's thread puts what it knows and the server's threads take it from. Every call is short
// and none waits for a client: a reader of the feed that falls behind misses what the ring no longer holds.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/admin/snapshot.h"

namespace rawi::admin {

// One server-sent event, ready to be sent.
struct FeedItem {
  std::uint64_t number = 0;  // rises by one
  std::string_view kind;     // article, rejected
  std::string data;          // one line of JSON
};

struct Health {
  bool ok = true;
  double progress_age_seconds = 0;
  std::string detail;
};

// Thread-safe.
class Board {
 public:
  static constexpr std::size_t kLatest = 50;                 // of articles, and of rejected pages
  static constexpr std::size_t kPending = 200;               // articles that Kafka has not confirmed
  static constexpr std::size_t kPageBytes = 12 << 20;        // of kept pages in all
  static constexpr std::size_t kFeed = 256;                  // events that a reader can catch up with
  static constexpr std::int64_t kLongestSilenceMs = 30'000;  // of the pipeline's thread

  // The pipeline's thread is alive; `steady_ms` of a clock that never jumps.
  void beat(std::int64_t steady_ms) { beat_ms_ = steady_ms; }
  void show(std::shared_ptr<const Status> status);
  void show(std::shared_ptr<const OutletViews> outlets);
  void add(ArticleItem article);    // shown once confirmed() reaches its number
  void add(RejectedItem rejected);  // gets its id here
  void confirmed(std::int64_t outbox, std::int64_t at_ms);
  void close();  // readers of the feed go home, commands are refused

  [[nodiscard]] bool closed() const { return closed_; }
  [[nodiscard]] std::shared_ptr<const Status> status() const;  // null: nothing shown yet
  [[nodiscard]] std::shared_ptr<const OutletViews> outlets() const;
  [[nodiscard]] Health health(std::int64_t steady_ms) const;
  [[nodiscard]] std::vector<ArticleItem> articles() const;   // newest first
  [[nodiscard]] std::vector<RejectedItem> rejected() const;  // newest first
  [[nodiscard]] std::optional<RejectedItem> rejected(std::uint64_t id) const;

  [[nodiscard]] std::uint64_t feed_end() const;  // number of the newest event; 0: none
  // Events after `number`, waiting up to `wait_ms` for the first. Empty: none came, or closed.
  [[nodiscard]] std::vector<FeedItem> feed_after(std::uint64_t number, int wait_ms) const;

 private:
  void feed(std::string_view kind, std::string data);
  void keep_pages_small();

  std::atomic<std::int64_t> beat_ms_ = 0;
  std::atomic<bool> closed_ = false;
  mutable std::mutex mutex_;
  mutable std::condition_variable fed_;
  std::shared_ptr<const Status> status_;
  std::shared_ptr<const OutletViews> outlets_;
  std::deque<ArticleItem> pending_, articles_;  // oldest first
  std::deque<RejectedItem> rejected_;           // oldest first
  std::deque<FeedItem> feed_;
  std::uint64_t next_rejected_ = 1, next_feed_ = 1;
};

}  // namespace rawi::admin
