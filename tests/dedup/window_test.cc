// Time, memory, restarts.
#include <gtest/gtest.h>

#include "tests/dedup/made_texts.h"

namespace rawi::dedup {
namespace {

using made::Maker;
using made::Text;

constexpr std::int64_t kDay = 86400, kNow = 1'700'000'000;

Candidate at(const Text& text, std::string_view id, std::int64_t seen, std::int64_t published = 0) {
  Candidate c = text.candidate(id);
  c.seen_at = seen;
  c.published_at = published;
  return c;
}

TEST(Window, ReportsFarApartAreTwo) {
  Maker make(1);
  Dedup dedup(Options{2 * kDay});
  const Text report = make.report(200);
  dedup.remember(dedup.judge(at(report, "a", kNow)).fingerprint);
  EXPECT_EQ(dedup.judge(at(report, "b", kNow + kDay)).relation, Relation::duplicate);
  EXPECT_EQ(dedup.judge(at(report, "b", kNow + 3 * kDay)).relation, Relation::original);
}

TEST(Window, CountsFromPublicationWhereBothStateIt) {
  Maker make(1);
  Dedup dedup(Options{2 * kDay});
  const Text report = make.report(200);
  dedup.remember(dedup.judge(at(report, "a", kNow, kNow - 100 * kDay)).fingerprint);
  EXPECT_EQ(dedup.judge(at(report, "b", kNow, kNow)).relation, Relation::original);
  EXPECT_EQ(dedup.judge(at(report, "b", kNow, kNow - 99 * kDay)).relation, Relation::duplicate);
  EXPECT_EQ(dedup.judge(at(report, "b", kNow)).relation, Relation::duplicate);
}

TEST(Window, OldBlocksAreForgotten) {
  Maker make(1);
  Dedup dedup(Options{kDay});
  const Text report = make.report(100);
  Fingerprint f = dedup.judge(at(report, "a", kNow)).fingerprint;
  for (int i = 0; i < 30000; ++i) {
    f.article_id = f.original = "id-" + std::to_string(i);
    f.seen_at = kNow + i * 20;
    dedup.remember(f);
  }
  EXPECT_LT(dedup.articles(), 30000U);
  EXPECT_GE(dedup.articles(), 4320U);  // a day's worth
  dedup.expire(kNow + 30000 * 20);
  EXPECT_EQ(dedup.articles(), 0U);
  EXPECT_EQ(dedup.judge(at(report, "b", kNow)).relation, Relation::original);
  f.seen_at = kNow + 30000 * 21;
  dedup.remember(f);
  EXPECT_EQ(dedup.articles(), 1U);
}

TEST(Memory, TakesAtMost300BytesAnArticle) {
  Maker make(2);
  Dedup dedup;
  const std::size_t empty = dedup.memory_bytes();
  Fingerprint f = dedup.judge(make.report(300).candidate("a")).fingerprint;
  f.article_id = f.original = "886313e1-3b8a-5372-9b90-0c9aee199e5d";
  constexpr std::size_t kArticles = 250000;
  for (std::size_t i = 0; i < kArticles; ++i) {
    for (auto& key : f.sketch.keys) key = key * 1664525 + 1013904223;
    dedup.remember(f);
  }
  EXPECT_LE(dedup.memory_bytes() - empty, 300 * kArticles);
}

TEST(Restart, GoesOnAsIfNothingHadHappened) {
  Maker make(3);
  std::vector<Text> texts;
  const std::string footer = make.sentence(30);
  for (int i = 0; i < 60; ++i) {
    const Text report = make.report(150);
    texts.push_back(report);
    texts.push_back(make.edited(report, 0.07));
    texts.back().paragraphs.push_back(footer);
    texts.push_back(make.cut(report, 0.65));
  }
  Dedup steady;
  std::vector<std::string> ledger;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Dedup restarted;
    if (i % 20 == 0) {
      std::size_t next = 0;
      EXPECT_EQ(restarted.load([&](std::string& blob) {
        if (next == ledger.size()) return false;
        blob = ledger[next++];
        return true;
      }),
                0U);
      EXPECT_EQ(restarted.articles(), steady.articles());
    }
    const std::string id = std::to_string(i);  // the candidate only looks at it
    const auto candidate = texts[i].candidate(id, "outlet");
    const auto j = steady.judge(candidate);
    if (i % 20 == 0) {
      const auto again = restarted.judge(candidate);
      EXPECT_EQ(again.relation, j.relation);
      EXPECT_EQ(again.story, j.story);
      EXPECT_EQ(again.similarity, j.similarity);
      EXPECT_EQ(again.fingerprint.match_hash, j.fingerprint.match_hash);
    }
    steady.remember(j.fingerprint);
    ledger.push_back(j.fingerprint.encode());
  }
}

TEST(Restart, PassesOverUnreadableBlobs) {
  Maker make(3);
  Dedup dedup;
  std::vector<std::string> ledger = {"", "nonsense",
                                     dedup.judge(make.report(100).candidate("a")).fingerprint.encode()};
  std::size_t next = 0;
  EXPECT_EQ(dedup.load([&](std::string& blob) {
    if (next == ledger.size()) return false;
    blob = ledger[next++];
    return true;
  }),
            2U);
  EXPECT_EQ(dedup.articles(), 1U);
}

}  // namespace
}  // namespace rawi::dedup
