#include "daemon/pipeline/story_judge.h"

#include "connectors/arabic/dates.h"
#include "daemon/dedup/dedup.h"

namespace rawi::pipeline {
namespace {

std::int64_t published_seconds(const Article& article) {
  if (!article.published_at) return 0;
  const auto moment = arabic::parse_date(*article.published_at, {});
  return moment ? moment->unix_seconds() : 0;
}

dedup::Candidate candidate_of(const Article& article, std::int64_t seen_ms) {
  dedup::Candidate out;
  out.article_id = article.id;
  out.outlet = article.outlet.id;
  out.title = article.title;
  out.paragraphs.reserve(article.paragraphs.size());
  for (const auto& paragraph : article.paragraphs) out.paragraphs.emplace_back(paragraph.text);
  out.published_at = published_seconds(article);
  out.seen_at = seen_ms / 1000;
  return out;
}

class DedupJudge final : public StoryJudge {
 public:
  explicit DedupJudge(std::int64_t window_ms) : dedup_(dedup::Options{window_ms / 1000}) {}

  Verdict judge(const Article& article, std::int64_t seen_ms) override {
    return taken(dedup_.judge(candidate_of(article, seen_ms)));
  }

  Verdict revise(const Article& article, const ledger::ArticleState& before, std::string_view fingerprint,
                 std::int64_t seen_ms) override {
    const auto previous = dedup::Fingerprint::decode(fingerprint);
    Verdict verdict = taken(dedup_.judge(candidate_of(article, seen_ms), previous ? &*previous : nullptr));
    // A story id never changes once it is published, whatever the new text resembles.
    verdict.story.id = before.story.empty() ? dedup::story_id(article.id) : before.story;
    const bool repeats = before.relation == "duplicate";
    verdict.story.relation = repeats ? "duplicate" : "revision";
    verdict.story.of = repeats ? before.of : article.id;
    return verdict;
  }

  bool remember(std::string_view fingerprint) override {
    const auto decoded = dedup::Fingerprint::decode(fingerprint);
    if (decoded) dedup_.remember(*decoded);
    return decoded.has_value();
  }

  void expire(std::int64_t before_ms) override { dedup_.expire(before_ms / 1000); }

 private:
  Verdict taken(const dedup::Judgement& judgement) {
    dedup_.remember(judgement.fingerprint);
    Verdict out;
    out.story = {judgement.story, std::string(dedup::to_string(judgement.relation)), judgement.of,
                 judgement.similarity};
    for (const auto& change : judgement.changes) {
      out.changes.push_back({std::string(dedup::to_string(change.kind)), change.paragraph});
    }
    out.merged = judgement.merged;
    out.fingerprint = judgement.fingerprint.encode();
    return out;
  }

  dedup::Dedup dedup_;
};

}  // namespace

std::unique_ptr<StoryJudge> make_story_judge(std::int64_t window_ms) {
  return std::make_unique<DedupJudge>(window_ms);
}

}  // namespace rawi::pipeline
