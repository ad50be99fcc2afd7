#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/dedup/made_texts.h"

namespace rawi::dedup {
namespace {

using made::Maker;
using made::Text;

class Stories : public testing::Test {
 protected:
  Judgement tell(const Text& text, std::string_view id, std::string_view outlet = "") {
    auto judgement = dedup_.judge(text.candidate(id, outlet));
    dedup_.remember(judgement.fingerprint);
    return judgement;
  }

  Maker make_{42};
  Dedup dedup_;
};

TEST_F(Stories, TheFirstSeenIsTheOriginal) {
  const Text report = make_.report(300);
  const auto first = tell(report, "a");
  EXPECT_EQ(first.relation, Relation::original);
  EXPECT_EQ(first.of, "");
  EXPECT_EQ(first.similarity, 0);
  EXPECT_EQ(first.story, story_id("a"));
  const auto second = tell(make_.edited(report, 0.08), "b");
  EXPECT_EQ(second.relation, Relation::duplicate);
  EXPECT_EQ(second.of, "a");
  EXPECT_EQ(second.story, first.story);
  EXPECT_GT(second.similarity, 0.5);
  EXPECT_LT(second.similarity, 1);
}

TEST_F(Stories, SpellingMakesNoDifference) {
  const Text report = make_.report(200);
  tell(report, "a");
  const auto respelled = tell(make_.respelled(report), "b");
  EXPECT_EQ(respelled.relation, Relation::duplicate);
  EXPECT_EQ(respelled.similarity, 1);
}

TEST_F(Stories, EachKindOfChangeIsRecognised) {
  const Text report = make_.report(250);
  tell(report, "a");
  EXPECT_EQ(tell(make_.other_lead(report), "lead").of, "a");
  EXPECT_EQ(tell(make_.cut(report, 0.6), "cut").of, "a");
  EXPECT_EQ(tell(make_.grown(report, 0.3), "grown").of, "a");
  EXPECT_EQ(tell(make_.from_agency(report, make_.sentence(40)), "agency").of, "a");
  EXPECT_EQ(tell(make_.cut(make_.edited(report, 0.1), 0.6), "both").of, "a");
}

TEST_F(Stories, ADuplicateOfADuplicateIsOfTheOriginal) {
  const Text report = make_.report(250);
  tell(report, "a");
  const Text edited = make_.edited(report, 0.08);
  tell(edited, "b");
  const auto third = tell(edited, "c");
  EXPECT_EQ(third.of, "a");
  EXPECT_EQ(third.similarity, 1);
}

TEST_F(Stories, DifferentTextsStayApart) {
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(tell(make_.report(150), "r" + std::to_string(i)).relation, Relation::original);
  }
}

TEST_F(Stories, ShortTextsAreTheSameOnlyWordForWord) {
  Text text{"خبر عاجل", {"افتتاح الجسر الجديد أمام السيارات صباح اليوم بعد أعمال ترميم استمرت ستة أشهر."}};
  tell(text, "a");
  EXPECT_EQ(tell(text, "b").of, "a");
  Text respelled{"خبر عاجل",
                 {"إفتتاح الجسر الجديد امام السيارات، صباح اليوم؛ بعد أعمال ترميم إستمرّت ستة أشهر"}};
  EXPECT_EQ(tell(respelled, "c").of, "a");
  Text other = text;
  other.paragraphs[0] += " وأكثر";
  EXPECT_EQ(tell(other, "d").relation, Relation::original);
  Text other_title = text;
  other_title.title = "خبر آخر";
  EXPECT_EQ(tell(other_title, "e").relation, Relation::original);
}

TEST_F(Stories, EmptyTextsAreJudgedByTheirTitles) {
  EXPECT_EQ(tell(Text{"عنوان", {}}, "a").relation, Relation::original);
  EXPECT_EQ(tell(Text{"عنوان آخر", {}}, "b").relation, Relation::original);
  EXPECT_EQ(tell(Text{"عنوان", {}}, "c").relation, Relation::duplicate);
}

// Two outlets tell parts of one report that have little in common; a third tells it whole.
TEST_F(Stories, TwoThatTurnOutToBeOneAreReported) {
  const Text report = make_.report(400);
  Text first{report.title, {}}, second{report.title, {}};
  const std::size_t half = report.paragraphs.size() / 2;
  first.paragraphs.assign(report.paragraphs.begin(),
                          report.paragraphs.begin() + static_cast<std::ptrdiff_t>(half));
  second.paragraphs.assign(report.paragraphs.begin() + static_cast<std::ptrdiff_t>(half),
                           report.paragraphs.end());
  tell(first, "a");
  const auto other = tell(second, "b");
  EXPECT_EQ(other.relation, Relation::original);
  const auto whole = tell(report, "c");
  EXPECT_EQ(whole.relation, Relation::duplicate);
  EXPECT_EQ(whole.of, "a");
  EXPECT_THAT(whole.merged, testing::ElementsAre(other.story));
}

TEST_F(Stories, JudgingChangesNothing) {
  const Text report = make_.report(200);
  const auto first = dedup_.judge(report.candidate("a"));
  const auto second = dedup_.judge(report.candidate("b"));
  EXPECT_EQ(first.relation, Relation::original);
  EXPECT_EQ(second.relation, Relation::original);
  EXPECT_EQ(dedup_.articles(), 0U);
}

TEST_F(Stories, AnArticleIsNoDuplicateOfItself) {
  const Text report = make_.report(200);
  tell(report, "a");
  EXPECT_EQ(dedup_.judge(report.candidate("a")).relation, Relation::original);
}

// https://www.rfc-editor.org/rfc/rfc9562#section-5.5
TEST(StoryId, AnyConsumerCanComputeIt) {
  // Python's uuid.uuid5(uuid.NAMESPACE_URL, "urn:rawi:story:886313e1-…")
  EXPECT_EQ(story_id("886313e1-3b8a-5372-9b90-0c9aee199e5d"), "51615d9f-489e-5376-8488-11b1f07518c1");
  EXPECT_NE(story_id("a"), story_id("b"));
}

}  // namespace
}  // namespace rawi::dedup
