// Pairwise precision and recall over stories, on made sets of every kind of change.
#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "tests/dedup/made_texts.h"

namespace rawi::dedup {
namespace {

using made::Maker;
using made::Text;

struct Labelled {
  std::size_t story = 0;
  Text text;
};

struct Score {
  double precision = 0, recall = 0;
  [[nodiscard]] double f1() const { return 2 * precision * recall / (precision + recall); }
};

std::size_t pairs(std::size_t n) { return n * (n - 1) / 2; }

Score score(const std::vector<Labelled>& texts) {
  Dedup dedup;
  std::map<std::string, std::size_t> judged;
  std::map<std::size_t, std::size_t> labelled;
  std::map<std::pair<std::size_t, std::string>, std::size_t> both;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto judgement = dedup.judge(texts[i].text.candidate("article-" + std::to_string(i)));
    dedup.remember(judgement.fingerprint);
    ++judged[judgement.story];
    ++labelled[texts[i].story];
    ++both[{texts[i].story, judgement.story}];
  }
  const auto count = [](const auto& groups) {
    std::size_t all = 0;
    for (const auto& [key, size] : groups) all += pairs(size);
    return static_cast<double>(all);
  };
  return {count(both) / count(judged), count(both) / count(labelled)};
}

std::vector<Labelled> made_set(std::uint32_t seed, std::size_t stories) {
  Maker make(seed);
  std::vector<std::string> boilerplate;
  for (int i = 0; i < 6; ++i) boilerplate.push_back(make.sentence(20 + make.number(25)));
  std::vector<Labelled> texts;
  for (std::size_t story = 0; story < stories; ++story) {
    const Text report = make.report(110 + make.number(500));
    const auto add = [&](Text text) {
      if (make.number(2) == 0) text.paragraphs.push_back(boilerplate[make.number(boilerplate.size())]);
      texts.push_back({story, std::move(text)});
    };
    add(report);
    const auto share = [&](double low, double high) {
      return low + (high - low) * static_cast<double>(make.number(1000)) / 1000;
    };
    if (make.number(2) == 0) add(make.edited(report, share(0.06, 0.10)));
    if (make.number(2) == 0) add(make.other_lead(report));
    if (make.number(2) == 0) add(make.cut(report, share(0.60, 0.70)));
    if (make.number(2) == 0) add(make.grown(report, share(0.20, 0.30)));
    if (make.number(2) == 0) add(make.respelled(report));
    if (make.number(2) == 0) add(make.from_agency(report, boilerplate[make.number(boilerplate.size())]));
    if (make.number(2) == 0) add(make.cut(make.edited(report, share(0.06, 0.10)), share(0.60, 0.70)));
  }
  std::mt19937 order(seed);
  std::shuffle(texts.begin(), texts.end(), order);
  return texts;
}

TEST(Quality, EveryKindOfChangeTogether) {
  for (const std::uint32_t seed : {1U, 2U, 3U}) {
    const Score s = score(made_set(seed, 600));
    EXPECT_GE(s.precision, 0.998) << seed;
    EXPECT_GE(s.recall, 0.975) << seed;
    EXPECT_GE(s.f1(), 0.985) << seed;
  }
}

// The same form filled in anew every day: prices, weather, results.
TEST(Quality, FormsFilledInAnewStayApart) {
  Maker make(9);
  std::vector<std::string> phrases;
  for (int i = 0; i < 30; ++i) {
    phrases.push_back(make.sentence(4 + make.number(3)));
    phrases.back().pop_back();
  }
  std::vector<Labelled> texts;
  for (std::size_t day = 0; day < 60; ++day) {
    Text text{"أسعار الخضار اليوم في سوق المدينة", {}};
    std::string paragraph;
    for (const auto& phrase : phrases)
      paragraph += phrase + " " + std::to_string(100 + make.number(900)) + " ليرة، ";
    text.paragraphs.push_back(paragraph);
    texts.push_back({day, text});
  }
  Dedup dedup;
  std::size_t originals = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto judgement = dedup.judge(texts[i].text.candidate(std::to_string(i)));
    originals += judgement.relation == Relation::original ? 1U : 0U;
    dedup.remember(judgement.fingerprint);
  }
  EXPECT_GE(originals, 58U);
}

}  // namespace
}  // namespace rawi::dedup
