// What is written: every outcome with all that follows from it, as changes of one ledger transaction.
#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "connectors/url/url.h"
#include "daemon/pipeline/job.h"
#include "daemon/pipeline/match_hash.h"
#include "daemon/publish/records.h"

namespace rawi::pipeline {

using fetch::FetchResult;
using ledger::Outcome;

void Pipeline::finish_without_page(Job& job) {
  const FetchResult& page = job.page;
  switch (page.outcome) {
    case FetchResult::Outcome::not_modified: return finish(job, Outcome::unchanged, "", "");
    case FetchResult::Outcome::gone: return finish_gone(job);
    case FetchResult::Outcome::retry_later: {
      // What the whole host suffers from is not the link's fault and uses up none of its tries.
      const bool own_fault = page.reason != "host_parked" && page.reason != "host_throttled" &&
                             page.reason != "robots_unreachable";
      const int attempts = own_fault ? job.link.attempts + 1 : 1;
      const auto at = schedule::retry_at(options_.retry, attempts, page.retry_after_s, job.link.canonical,
                                         parts_.loop.now_ms());
      if (!at) return finish(job, Outcome::rejected, page.reason, page.detail);
      job.look_at_ms = at;
      return finish(job, Outcome::retry, page.reason, page.detail);
    }
    default: return finish(job, Outcome::rejected, page.reason, page.detail);
  }
}

// A page that is gone takes back what was published of it; one that never gave an article is refused like any
// other.
void Pipeline::finish_gone(Job& job) {
  const auto article = parts_.ledger.article_by_url(job.link.canonical);
  if (!article) return retry_soon(job, article.error());
  if (!*article || (*article)->relation == "retracted") {
    return finish(job, Outcome::rejected, job.page.reason, job.page.detail);
  }
  ledger::ArticleState state = **article;
  const publish::Retraction retraction{state.id,       state.url,       job.outlet->ref(),
                                       state.revision, job.page.reason, parts_.loop.now_ms()};
  add(publish::retraction_record(retraction));
  if (options_.tombstones) add(publish::tombstone_record(retraction));
  state.relation = "retracted";
  state.match_hash.clear();
  batch_articles_[state.id] = state;
  add(state);
  job.event.article_id = state.id;
  finish(job, Outcome::gone, job.page.reason, "");
}

void Pipeline::retry_soon(Job& job, const Error& error) {
  parts_.events.ledger_trouble(error);
  job.look_at_ms = parts_.loop.now_ms() + 60'000;
  finish(job, Outcome::retry, "ledger", error.message);
}

Result<std::optional<ledger::ArticleState>> Pipeline::known_article(const std::string& id) {
  if (const auto it = batch_articles_.find(id); it != batch_articles_.end()) return std::optional(it->second);
  return parts_.ledger.article(id);
}

// A hash that is not known (entered from Kafka, where a duplicate's record has no text) is taken from the
// page as it is now.
bool Pipeline::same_text(const ledger::ArticleState& before, const std::string& hash) {
  return before.match_hash == hash || (before.match_hash.empty() && before.relation != "retracted");
}

void Pipeline::record_unchanged(Job& job, const Article& article, const std::string& hash,
                                const ledger::ArticleState& before) {
  if (before.match_hash.empty()) {
    ledger::ArticleState state = before;
    state.match_hash = hash;
    batch_articles_[state.id] = state;
    add(state);
  }
  job.published_ms = before.seen_at_ms;
  add_alias(job, article);
  finish(job, Outcome::unchanged, "", "");
}

void Pipeline::record_new(Job& job, Article& article, const std::string& hash) {
  const std::int64_t now = parts_.loop.now_ms();
  const Verdict verdict = parts_.judge.judge(article, now);
  record_article(job, article, hash, verdict, now);
}

void Pipeline::record_revision(Job& job, Article& article, const std::string& hash,
                               const ledger::ArticleState& before) {
  article.revision = before.revision + 1;
  const auto remembered = parts_.ledger.fingerprint(article.id);
  const std::string bytes = remembered && *remembered ? (*remembered)->bytes : std::string();
  const Verdict verdict = parts_.judge.revise(article, before, bytes, parts_.loop.now_ms());
  record_article(job, article, hash, verdict, before.seen_at_ms);
}

void Pipeline::record_article(Job& job, Article& article, const std::string& hash, const Verdict& verdict,
                              std::int64_t seen_ms) {
  article.story = verdict.story;
  article.changes = verdict.changes;
  for (const auto& other : verdict.merged) add(publish::merge_record(article, other));
  const bool duplicate = verdict.story.relation == "duplicate";
  if (duplicate) add(publish::duplicate_record(article));
  if (!duplicate || options_.duplicates_to_articles) add(publish::article_record(article));

  ledger::ArticleState state;
  state.id = article.id;
  state.outlet = job.outlet->id;
  state.url = article.url;
  state.revision = article.revision;
  state.match_hash = hash;
  state.title_hash = title_hash(article.title);
  state.story = verdict.story.id;
  state.relation = verdict.story.relation;
  state.of = verdict.story.of;
  state.published_at = article.published_at.value_or("");
  state.seen_at_ms = seen_ms;
  batch_articles_[state.id] = state;
  add(state);
  add(ledger::Fingerprint{job.outlet->id, article.id, verdict.fingerprint, parts_.loop.now_ms()});
  add_alias(job, article);

  job.published_ms = seen_ms;
  job.event.article_id = article.id;
  job.event.article_url = article.url;
  job.event.title = article.title;
  job.event.extractor = article.provenance.extractor;
  job.event.story = verdict.story.id;
  job.event.relation = verdict.story.relation;
  job.event.published_at = article.published_at.value_or("");
  if (!job.outlet->rules.body.empty()) {
    const auto drift = drift_.article_read(job.outlet->id, article.provenance.extractor == "rules");
    if (drift) parts_.events.drift(job.outlet->id, drift->kind, drift->detail);
  }
  finish(job,
         duplicate              ? Outcome::duplicate
         : article.revision > 1 ? Outcome::revised
                                : Outcome::published,
         "", "");
}

void Pipeline::add_alias(const Job& job, const Article& article) {
  if (job.link.canonical != article.url) add(ledger::Alias{job.outlet->id, job.link.canonical, article.id});
}

// Each look waits as long again as the article is old: soon after publication often, later seldom.
std::optional<std::int64_t> Pipeline::next_look(const Job& job) const {
  if (job.look_at_ms) return job.look_at_ms;
  const std::int64_t now = parts_.loop.now_ms();
  const std::int64_t age = now - job.published_ms.value_or(job.link.first_seen_ms);
  const std::int64_t next = now + std::max(options_.revisit_first_ms, age);
  if (next > now - age + options_.revisit_window_ms) return std::nullopt;
  return next;
}

// What observers and figures need besides the outcome.
void Pipeline::describe(Job& job, Outcome outcome, std::int64_t now_ms) {
  fetch::FetchResult& page = job.page;
  events::LinkFinished& event = job.event;
  event.at_ms = now_ms;
  event.status = page.status;
  event.fetch_ms = page.elapsed_ms;
  event.wire_bytes = page.wire_bytes;
  if (job.judging_since) {
    const auto judging = std::chrono::steady_clock::now() - *job.judging_since;
    event.judge_seconds = std::chrono::duration<double>(judging).count();
  }
  if (outcome != Outcome::rejected) return;
  if (event.title.empty()) event.title = job.link.title;
  if (page.body.empty()) return;
  auto kept = std::make_shared<events::RefusedPage>();
  kept->size_bytes = page.body.size();
  kept->bytes = page.body.size() <= events::kRefusedPageBytes
                    ? std::move(page.body)
                    : page.body.substr(0, events::kRefusedPageBytes);
  kept->url = page.final_url;
  kept->content_type = page.content_type;
  kept->link_title = job.link.title;
  kept->status = page.status;
  event.page = std::move(kept);
}

void Pipeline::finish(Job& job, Outcome outcome, std::string reason, std::string detail) {
  const std::int64_t now = parts_.loop.now_ms();
  const bool has_article = outcome == Outcome::published || outcome == Outcome::revised ||
                           outcome == Outcome::duplicate || outcome == Outcome::unchanged;
  const auto look_at = has_article || outcome == Outcome::retry ? next_look(job) : std::nullopt;
  ledger::LinkOutcome change{job.link.outlet, job.link.canonical,     outcome, reason,
                             job.page.etag,   job.page.last_modified, now,     look_at};
  // A 304 and a failure say nothing new about validators.
  if (change.etag.empty() && change.last_modified.empty()) {
    change.etag = job.link.etag;
    change.last_modified = job.link.last_modified;
  }
  add(change);
  if (outcome == Outcome::rejected) {
    add(publish::rejected_record({job.link.url, job.outlet->ref(), {reason, detail}, now}));
  }
  if (!job.page.permanent_url.empty()) {
    add(ledger::Redirect{job.link.outlet, job.url, job.page.permanent_url, now});
  }
  job.event.outcome = ledger::to_string(outcome);
  job.event.reason = std::move(reason);
  job.event.detail = std::move(detail);
  describe(job, outcome, now);
  finished_.push_back(job.event);
  if (look_at) due_after_commit_.emplace_back(job.link.outlet, *look_at);
  release(job);
}

void Pipeline::release(Job& job) {
  --jobs_;
  known_[job.link.outlet].in_flight.erase(job.link.canonical);
  if (queue_.size_of(job.link.outlet) == 0 && !once_) plan_refill(job.link.outlet, parts_.loop.now_ms());
  parts_.loop.post([this] { pump(); });
}

}  // namespace rawi::pipeline
