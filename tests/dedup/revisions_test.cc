#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/dedup/changes.h"
#include "tests/dedup/made_texts.h"

namespace rawi::dedup {
namespace {

using made::Maker;
using made::Text;
using Kind = Change::Kind;

class Revisions : public testing::Test {
 protected:
  Revisions() : report_(make_.report(200)) {
    auto judgement = dedup_.judge(report_.candidate("a"));
    first_ = judgement.fingerprint;
    dedup_.remember(first_);
  }
  Judgement again(const Text& text) { return dedup_.judge(text.candidate("a"), &first_); }

  Maker make_{7};
  Dedup dedup_;
  Text report_;
  Fingerprint first_;
};

TEST_F(Revisions, TheSameTextIsUnchanged) {
  const auto j = again(report_);
  EXPECT_EQ(j.relation, Relation::unchanged);
  EXPECT_EQ(j.story, story_id("a"));
  EXPECT_EQ(j.of, "a");
  EXPECT_EQ(j.similarity, 1);
}

TEST_F(Revisions, ChangesOfSpellingAreNone) {
  EXPECT_EQ(again(make_.respelled(report_)).relation, Relation::unchanged);
}

TEST_F(Revisions, OtherParagraphBreaksAreNone) {
  Text text = report_;
  text.paragraphs[0] += " " + text.paragraphs[1];
  text.paragraphs.erase(text.paragraphs.begin() + 1);
  EXPECT_EQ(again(text).relation, Relation::unchanged);
}

TEST_F(Revisions, SayWhatChanged) {
  Text text = report_;
  text.title = "عنوان آخر للخبر نفسه";
  text.paragraphs[1] += " وأضيفت هذه الكلمات.";
  text.paragraphs.emplace_back("فقرة جديدة في آخر النص.");
  const auto j = again(text);
  EXPECT_EQ(j.relation, Relation::revision);
  EXPECT_EQ(j.of, "a");
  EXPECT_EQ(j.story, story_id("a"));
  EXPECT_GT(j.similarity, 0.5);
  const std::vector<Change> want = {
      {Kind::title, 0}, {Kind::paragraph_changed, 1}, {Kind::paragraph_added, text.paragraphs.size() - 1}};
  EXPECT_EQ(j.changes, want);
}

TEST_F(Revisions, KeepTheStoryWhateverTheTextBecomes) {
  const Text other = make_.report(200);
  const auto second = dedup_.judge(other.candidate("b"));
  dedup_.remember(second.fingerprint);
  const auto j = again(other);
  EXPECT_EQ(j.relation, Relation::revision);
  EXPECT_EQ(j.story, story_id("a"));
  EXPECT_THAT(j.merged, testing::ElementsAre(second.story));
}

TEST_F(Revisions, OfADuplicateStaysInItsStory) {
  const auto duplicate = dedup_.judge(make_.edited(report_, 0.05).candidate("b"));
  dedup_.remember(duplicate.fingerprint);
  const auto j = dedup_.judge(make_.edited(report_, 0.1).candidate("b"), &duplicate.fingerprint);
  EXPECT_EQ(j.relation, Relation::revision);
  EXPECT_EQ(j.story, story_id("a"));
  EXPECT_EQ(j.of, "b");
  EXPECT_TRUE(j.merged.empty());
}

TEST(ParagraphChanges, FollowTheLongestCommonSubsequence) {
  const auto changes = [](std::vector<std::uint32_t> before, std::vector<std::uint32_t> after) {
    return paragraph_changes(before, after);
  };
  using Changes = std::vector<Change>;
  EXPECT_EQ(changes({}, {}), Changes{});
  EXPECT_EQ(changes({1, 2, 3}, {1, 2, 3}), Changes{});
  EXPECT_EQ(changes({}, {1}), (Changes{{Kind::paragraph_added, 0}}));
  EXPECT_EQ(changes({1}, {}), (Changes{{Kind::paragraph_removed, 0}}));
  EXPECT_EQ(changes({1, 2, 3}, {1, 9, 3}), (Changes{{Kind::paragraph_changed, 1}}));
  EXPECT_EQ(changes({1, 2, 3}, {1, 3}), (Changes{{Kind::paragraph_removed, 1}}));
  EXPECT_EQ(changes({1, 2, 3}, {0, 1, 2, 3}), (Changes{{Kind::paragraph_added, 0}}));
  EXPECT_EQ(changes({1, 2, 3, 4}, {1, 8, 9, 3, 4}),
            (Changes{{Kind::paragraph_changed, 1}, {Kind::paragraph_added, 2}}));
  EXPECT_EQ(
      changes({1, 2, 3, 4}, {4}),
      (Changes{{Kind::paragraph_removed, 0}, {Kind::paragraph_removed, 1}, {Kind::paragraph_removed, 2}}));
}

}  // namespace
}  // namespace rawi::dedup
