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
  std::string fingerprint;  // what to remember of the article; opaque bytes for the ledger
};

// Called on the loop's thread only.
class StoryJudge {
 public:
  virtual ~StoryJudge() = default;

  // A new article against all others of the window. The judge remembers it from now on.
  [[nodiscard]] virtual Verdict judge(const Article& article, std::int64_t seen_ms) = 0;

  // An article that is known, with changed text: stays in `story`, its fingerprint is new.
  [[nodiscard]] virtual Verdict revise(const Article& article, const ledger::ArticleState& before,
                                       std::int64_t seen_ms) = 0;

  // A fingerprint out of the ledger, at start. Unreadable ones are passed over.
  virtual void remember(std::string_view outlet, std::string_view article_id, std::string_view fingerprint,
                        std::int64_t seen_ms) = 0;

  // Forgets what is older.
  virtual void expire(std::int64_t before_ms) = 0;
};

[[nodiscard]] std::unique_ptr<StoryJudge> make_story_judge(std::int64_t window_ms);

}  // namespace rawi::pipeline
