#include "daemon/dedup/boilerplate.h"

#include <gtest/gtest.h>

#include "tests/dedup/made_texts.h"

namespace rawi::dedup {
namespace {

using made::Maker;
using made::Text;

TEST(Boilerplate, CountsStoriesAndNotRepetitions) {
  Boilerplate table;
  EXPECT_EQ(table.stories(5), 0);
  table.learn(5, 1);
  table.learn(5, 1);
  table.learn(5, 1);
  EXPECT_EQ(table.stories(5), 1);
  table.learn(5, 2);
  table.learn(5, 1);
  table.learn(5, 2);
  EXPECT_EQ(table.stories(5), 2);
  table.learn(5, 3);
  EXPECT_GE(table.stories(5), Boilerplate::kStories);
}

TEST(Boilerplate, RepeatedOnesFromTheLedgerCountTheStoryBefore) {
  Boilerplate table;
  table.learn_repeated(5, 2);
  EXPECT_EQ(table.stories(5), 2);
  table.learn_repeated(5, 3);
  EXPECT_EQ(table.stories(5), 3);
}

TEST(Boilerplate, IsBoundedAndKeepsWhatComesAgain) {
  Boilerplate table;
  const auto bytes = table.memory_bytes();
  for (std::uint32_t i = 1; i < 2'000'000; ++i) {
    table.learn(i * 2654435761U, static_cast<std::uint8_t>(i));
    if (i % 5000 == 0) table.learn(77, static_cast<std::uint8_t>(i / 5000));
  }
  EXPECT_EQ(table.memory_bytes(), bytes);
  EXPECT_GE(table.stories(77), Boilerplate::kStories);
}

// Half of every text is what the outlet puts under all of them.
TEST(Boilerplate, IsLearnedAndLeftOut) {
  Maker make(3);
  Dedup dedup;
  std::vector<std::string> footer = {make.sentence(30), make.sentence(30)};
  std::size_t originals = 0;
  for (int i = 0; i < 30; ++i) {
    Text text = make.report(60);
    text.paragraphs.insert(text.paragraphs.end(), footer.begin(), footer.end());
    const auto j = dedup.judge(text.candidate(std::to_string(i), "outlet"));
    originals += j.relation == Relation::original ? 1U : 0U;
    dedup.remember(j.fingerprint);
  }
  EXPECT_EQ(originals, 30U);
}

TEST(Boilerplate, OfOneOutletIsNoneOfAnother) {
  Maker make(4);
  Dedup dedup;
  const std::string sentence = make.sentence(40);
  for (int i = 0; i < 5; ++i) {
    Text text = make.report(150);
    text.paragraphs.push_back(sentence);
    dedup.remember(dedup.judge(text.candidate(std::to_string(i), "one")).fingerprint);
  }
  const Text only{"عنوان", {sentence}};
  EXPECT_EQ(dedup.judge(only.candidate("x", "one")).fingerprint.sketch.shape.shingles, 0);
  EXPECT_GT(dedup.judge(only.candidate("y", "two")).fingerprint.sketch.shape.shingles, 0);
}

TEST(Boilerplate, AStoryRunByManyIsNone) {
  Maker make(5);
  Dedup dedup;
  const Text report = make.report(200);
  for (int i = 0; i < 10; ++i) {
    const auto j = dedup.judge(report.candidate(std::to_string(i)));
    EXPECT_EQ(j.relation, i == 0 ? Relation::original : Relation::duplicate);
    EXPECT_GT(j.fingerprint.sketch.shape.shingles, 150);
    dedup.remember(j.fingerprint);
  }
}

}  // namespace
}  // namespace rawi::dedup
