#include "daemon/pipeline.h"

#include <chrono>

#include "daemon/pipeline/job.h"
#include "daemon/pipeline/match_hash.h"
#include "daemon/publish/records.h"

namespace rawi::pipeline {

using fetch::FetchResult;
using ledger::Outcome;

// One link's way through the house, from the ledger's queue to the ledger's outbox. It waits twice, for the
// network and for a thread that reads, and ends in exactly one outcome. Publishing is not a step of its own:
// what record_… puts into the outbox is in Kafka exactly once, later (daemon/publish).
Task Pipeline::follow(std::shared_ptr<Job> job) {
  job->page = co_await fetch(request_of(*job));
  if (job->page.outcome == FetchResult::Outcome::cancelled) co_return abandon(*job);
  if (job->page.outcome != FetchResult::Outcome::ok) co_return finish_without_page(*job);

  extract::Reading reading = co_await read(job);
  if (const auto* refused = std::get_if<Rejection>(&reading)) {
    co_return finish(*job, Outcome::rejected, refused->reason, refused->detail);
  }
  judge(*job, std::get<Article>(reading));
}

// One source's reading. What it lists goes to the ledger in one transaction with the validators of the copy
// that listed it.
Task Pipeline::survey(std::shared_ptr<Survey> survey) {
  survey->page = co_await fetch(request_of(*survey));
  if (survey->page.outcome == FetchResult::Outcome::cancelled) co_return abandon(*survey);
  if (survey->page.outcome == FetchResult::Outcome::ok) discover(*survey);
  finish(*survey);
}

// Known by its address? Then the same text is unchanged and other text a revision. Otherwise it is compared
// with all others.
void Pipeline::judge(Job& job, Article& article) {
  job.judging_since = std::chrono::steady_clock::now();
  const auto before = known_article(article.id);
  if (!before) return retry_soon(job, before.error());
  const std::string hash = match_hash(article);
  if (*before && same_text(**before, hash)) return record_unchanged(job, article, hash, **before);
  if (*before) return record_revision(job, article, hash, **before);
  record_new(job, article, hash);
}

Async<FetchResult> Pipeline::fetch(fetch::FetchRequest request) {
  return Async<FetchResult>([this, request = std::move(request)](const auto& resume) {
    parts_.fetcher.start(request, [this, resume](FetchResult result) {
      auto page = std::make_shared<FetchResult>(std::move(result));
      parts_.loop.post([this, resume, page] {
        ++fetched_;
        resume(std::move(*page));
      });
    });
  });
}

Async<extract::Reading> Pipeline::read(std::shared_ptr<Job> job) {
  return Async<extract::Reading>([this, job](const auto& resume) {
    ++reading_;
    parts_.workers.submit([this, job, resume] {
      const auto begin = std::chrono::steady_clock::now();
      auto reading = std::make_shared<extract::Reading>(read_page_of(*job));
      job->event.read_seconds =
          std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
      parts_.loop.post([this, resume, reading] {
        --reading_;
        ++read_;
        resume(std::move(*reading));
      });
    });
  });
}

void Pipeline::run(const std::function<bool()>& stop, int drain_ms) {
  parts_.loop.run_until([&] { return stop(); });
  stopping_ = true;
  const std::int64_t deadline = parts_.loop.now_ms() + drain_ms;
  parts_.loop.run_until(
      [&] { return (in_flight() == 0 && batch_.empty()) || parts_.loop.now_ms() >= deadline; });
  flush();
}

bool Pipeline::run_once(const std::function<bool()>& stop) {
  for (const auto& [id, outlet] : outlets_) start_all_sources(outlet);
  queue_everything_known();
  pump();
  bool stopped = false;
  parts_.loop.run_until([&] { return (stopped = stop()) || quiet(); });
  stopping_ = true;
  flush();
  return !stopped;
}

}  // namespace rawi::pipeline
