// Laws that hold for every text: tried on every code point of the Arabic blocks and on seeded random mixes.
#include <random>

#include <gtest/gtest.h>

#include "connectors/arabic/code_points.h"
#include "connectors/arabic/normalize.h"

namespace rawi::arabic {
namespace {

std::vector<char32_t> arabic_code_points() {
  std::vector<char32_t> all;
  const auto add = [&](char32_t first, char32_t last) {
    for (char32_t cp = first; cp <= last; ++cp) all.push_back(cp);
  };
  add(0x0600, 0x06FF);
  add(0x0750, 0x077F);
  add(0x0870, 0x08FF);
  add(0xFB50, 0xFDFF);
  add(0xFE70, 0xFEFF);
  add(0x1EE00, 0x1EEFF);
  return all;
}

std::string utf8(std::u32string_view text) {
  std::string out;
  for (const char32_t cp : text) append_utf8(out, cp);
  return out;
}

void expect_laws(const std::string& text) {
  const std::string published = published_text(text);
  EXPECT_EQ(published_text(published), published) << "published text is not idempotent: " << text;
  const std::string match = match_text(text);
  EXPECT_EQ(match_text(match), match) << "match text is not idempotent: " << text;
  EXPECT_EQ(match_text(published), match) << "publishing changed the match text: " << text;
  EXPECT_EQ(match_text(nfc(text)), match) << "composed and decomposed differ: " << text;
}

TEST(TextLaws, HoldForEveryArabicCodePointBetweenLetters) {
  for (const char32_t cp : arabic_code_points()) {
    expect_laws(utf8(std::u32string{cp}));
    expect_laws(utf8(std::u32string{U'ب', cp, U'و', cp, 0x0654, U'ت'}));
    expect_laws(utf8(std::u32string{U'ب', 0x0640, cp, 0x0640, U'ت'}));
  }
}

TEST(TextLaws, HoldForRandomMixes) {
  std::vector<char32_t> pool = arabic_code_points();
  for (char32_t cp = 1; cp < 0x800; ++cp) pool.push_back(cp);
  for (char32_t cp = 0x2000; cp < 0x2070; ++cp) pool.push_back(cp);
  for (char32_t cp = 0xFE00; cp < 0xFE70; ++cp) pool.push_back(cp);
  const std::u32string favourites =
      U"  \u0640\u0640اويههۀ\u06D2ب\u0653\u0654\u0655\u064E\u0651\u0301\u030CJIe1\"\uFDF2\uFEF7\u200F";
  std::mt19937 random(20240515);
  for (int i = 0; i < 60000; ++i) {
    std::u32string text;
    const auto length = random() % 14;
    for (std::size_t k = 0; k < length; ++k) {
      text += random() % 3 == 0 ? pool[random() % pool.size()] : favourites[random() % favourites.size()];
    }
    expect_laws(utf8(text));
    if (testing::Test::HasFailure()) return;
  }
}

TEST(TextLaws, HoldForRandomBytes) {
  std::mt19937 random(7);
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    const auto length = random() % 24;
    for (std::size_t k = 0; k < length; ++k)
      text += static_cast<char>(random() % 2 ? 0xD8 + random() % 8 : random());
    const std::string published = published_text(text);
    EXPECT_EQ(published_text(published), published);
    EXPECT_EQ(match_text(published), match_text(text));
  }
}

TEST(TextLaws, LongRunsOfMarksAndTatweelTakeLinearTime) {
  std::string text = "ب";
  for (int i = 0; i < 200000; ++i) text += "ـ\u064E";
  EXPECT_LT(published_text(text + "ت").size(), text.size());
  EXPECT_EQ(match_text(text), "ب");
}

}  // namespace
}  // namespace rawi::arabic
