// What the pipeline asks of dedup.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/article.h"
#include "daemon/ledger/changes.h"

namespace rawi::pipeline {

struct Verdict {
  StoryLink story;
  std::vector<ArticleChange> changes;  // of a revision, where the text before is still remembered
  std::vector<std::string> merged;     // stories that turn out to be this one
  std::string fingerprint;             // what to remember of the article; opaque bytes for the ledger
};

// Called on the loop's thread only.
class StoryJudge {
 public:
  virtual ~StoryJudge() = default;

  // A new article against all others of the window. It is remembered from now on.
  [[nodiscard]] virtual Verdict judge(const Article& article, std::int64_t seen_ms) = 0;

  // An article that is known, with changed text: stays in its story. `fingerprint`: what the ledger holds of
  // it; empty where that has been forgotten.
  [[nodiscard]] virtual Verdict revise(const Article& article, const ledger::ArticleState& before,
                                       std::string_view fingerprint, std::int64_t seen_ms) = 0;

  // A fingerprint out of the ledger, at start. False where it cannot be read: it is passed over.
  virtual bool remember(std::string_view fingerprint) = 0;

  virtual void expire(std::int64_t before_ms) = 0;
};

// The real one, over daemon/dedup.
[[nodiscard]] std::unique_ptr<StoryJudge> make_story_judge(std::int64_t window_ms);

}  // namespace rawi::pipeline
