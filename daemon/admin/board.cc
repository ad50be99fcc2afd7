#include "daemon/admin/board.h"

#include <chrono>

#include <fmt/format.h>

#include "daemon/admin/json.h"

namespace rawi::admin {

void Board::show(std::shared_ptr<const Status> status) {
  const std::scoped_lock lock(mutex_);
  status_.swap(status);
}

void Board::show(std::shared_ptr<const OutletViews> outlets) {
  const std::scoped_lock lock(mutex_);
  outlets_.swap(outlets);
}

void Board::add(ArticleItem article) {
  const std::scoped_lock lock(mutex_);
  pending_.push_back(std::move(article));
  if (pending_.size() > kPending) pending_.pop_front();
}

void Board::add(RejectedItem rejected) {
  const std::scoped_lock lock(mutex_);
  rejected.id = next_rejected_++;
  feed("rejected", json_of(rejected));
  rejected_.push_back(std::move(rejected));
  if (rejected_.size() > kLatest) rejected_.pop_front();
  keep_pages_small();
}

// Under the mutex. The newest pages are kept.
void Board::keep_pages_small() {
  std::size_t bytes = 0;
  for (auto item = rejected_.rbegin(); item != rejected_.rend(); ++item) {
    if (item->page) bytes += item->page->bytes.size();
    if (bytes > kPageBytes) item->page.reset();
  }
}

void Board::confirmed(std::int64_t outbox, std::int64_t at_ms) {
  const std::scoped_lock lock(mutex_);
  while (!pending_.empty() && pending_.front().outbox <= outbox) {
    ArticleItem article = std::move(pending_.front());
    pending_.pop_front();
    article.committed_ms = at_ms;
    feed("article", json_of(article));
    articles_.push_back(std::move(article));
    if (articles_.size() > kLatest) articles_.pop_front();
  }
}

// Under the mutex.
void Board::feed(std::string_view kind, std::string data) {
  feed_.push_back({next_feed_++, kind, std::move(data)});
  if (feed_.size() > kFeed) feed_.pop_front();
  fed_.notify_all();
}

void Board::close() {
  const std::scoped_lock lock(mutex_);
  closed_ = true;
  fed_.notify_all();
}

std::shared_ptr<const Status> Board::status() const {
  const std::scoped_lock lock(mutex_);
  return status_;
}

std::shared_ptr<const OutletViews> Board::outlets() const {
  const std::scoped_lock lock(mutex_);
  return outlets_;
}

Health Board::health(std::int64_t steady_ms) const {
  const auto status = this->status();
  if (!status) return {true, 0, ""};
  const std::int64_t age_ms = std::max<std::int64_t>(0, steady_ms - beat_ms_);
  Health out{true, static_cast<double>(age_ms) / 1000, ""};
  if (age_ms > kLongestSilenceMs) {
    out.ok = false;
    out.detail = fmt::format("the pipeline's thread has not answered for {} s", age_ms / 1000);
  } else if (!status->stalled.empty()) {
    out.ok = false;
    out.detail = status->stalled;
  }
  return out;
}

std::vector<ArticleItem> Board::articles() const {
  const std::scoped_lock lock(mutex_);
  return {articles_.rbegin(), articles_.rend()};
}

std::vector<RejectedItem> Board::rejected() const {
  const std::scoped_lock lock(mutex_);
  return {rejected_.rbegin(), rejected_.rend()};
}

std::optional<RejectedItem> Board::rejected(std::uint64_t id) const {
  const std::scoped_lock lock(mutex_);
  for (const auto& item : rejected_) {
    if (item.id == id) return item;
  }
  return std::nullopt;
}

std::uint64_t Board::feed_end() const {
  const std::scoped_lock lock(mutex_);
  return next_feed_ - 1;
}

std::vector<FeedItem> Board::feed_after(std::uint64_t number, int wait_ms) const {
  std::unique_lock lock(mutex_);
  fed_.wait_for(lock, std::chrono::milliseconds(wait_ms), [&] { return closed_ || next_feed_ - 1 > number; });
  std::vector<FeedItem> out;
  if (closed_) return out;
  for (const auto& item : feed_) {
    if (item.number > number) out.push_back(item);
  }
  return out;
}

}  // namespace rawi::admin
