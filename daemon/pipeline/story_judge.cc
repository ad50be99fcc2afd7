#include "daemon/pipeline/story_judge.h"

#include "daemon/pipeline/match_hash.h"

namespace rawi::pipeline {
namespace {

class ExactJudge final : public StoryJudge {
 public:
  Verdict judge(const Article& article, std::int64_t) override {
    return {{article.id, "original", "", 0}, match_hash(article)};
  }
  Verdict revise(const Article& article, const ledger::ArticleState& before, std::int64_t) override {
    return {{before.story, "revision", article.id, 0}, match_hash(article)};
  }
  void remember(std::string_view, std::string_view, std::string_view, std::int64_t) override {}
  void expire(std::int64_t) override {}
};

}  // namespace

std::unique_ptr<StoryJudge> make_story_judge(std::int64_t) { return std::make_unique<ExactJudge>(); }

}  // namespace rawi::pipeline
