#include "connectors/base/bytes.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "connectors/base/byte_blocks.h"
#include "connectors/base/utf8.h"

namespace rawi::test {
namespace {

TEST(ByteSet, FindsAndTrims) {
  EXPECT_EQ(kBlanks.find_in("ab c"), 2u);
  EXPECT_EQ(kBlanks.find_in("ab c", 3), std::string_view::npos);
  EXPECT_EQ(kBlanks.find_not_in(" \t\r\nx"), 4u);
  EXPECT_EQ(kBlanks.find_not_in("  "), std::string_view::npos);
  EXPECT_EQ(kBlanks.trim(" a b\n"), "a b");
  EXPECT_EQ(kBlanks.trim(" \n "), "");
  EXPECT_EQ(kDigits.find_in("week 7"), 5u);
}

// Of texts of all lengths around a block's: every byte is seen once, with its neighbours.
TEST(ByteBlocks, ShowEveryByteOnceWithItsNeighbours) {
  for (std::size_t size = 0; size < 5 * kBlockBytes; ++size) {
    std::string text(size, 'a');
    for (std::size_t i = 0; i < size; i += 3) text[i] = 'b';
    Tally here, after_b, before_b, two_before_b;
    for_each_block(text, [&](const Bytes& p) {
      here.add((p.here == 'a') | (p.here == 'b'));
      after_b.add((p.here == 'a') & (p.before == 'b'));
      before_b.add((p.here == 'a') & (p.next == 'b'));
      two_before_b.add((p.here == 'a') & (p.after_next == 'b'));
    });
    std::size_t after = 0, before = 0, two_before = 0;
    for (std::size_t i = 0; i < size; ++i) {
      if (text[i] != 'a') continue;
      after += i > 0 && text[i - 1] == 'b' ? 1 : 0;
      before += i + 1 < size && text[i + 1] == 'b' ? 1 : 0;
      two_before += i + 2 < size && text[i + 2] == 'b' ? 1 : 0;
    }
    EXPECT_EQ(here.count(), size);
    EXPECT_EQ(after_b.count(), after) << size;
    EXPECT_EQ(before_b.count(), before) << size;
    EXPECT_EQ(two_before_b.count(), two_before) << size;
  }
  EXPECT_TRUE(any(load(reinterpret_cast<const Byte*>("abcdefghijklmnop")) == 'p'));
  EXPECT_FALSE(any(load(reinterpret_cast<const Byte*>("abcdefghijklmnop")) == 'q'));
}

TEST(ByteBlocks, CountLongTexts) {
  Tally here;
  for_each_block(std::string(100'000, 'x'), [&](const Bytes& p) { here.add(p.here == 'x'); });
  EXPECT_EQ(here.count(), 100'000u);
}

// Unicode 15, table 3-7, byte by byte.
bool is_well_formed(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  for (std::size_t at = 0; at < text.size();) {
    const unsigned lead = byte(at);
    std::size_t length = lead < 0x80 ? 1 : 0;
    if (lead >= 0xC2 && lead <= 0xDF) length = 2;
    if (lead >= 0xE0 && lead <= 0xEF) length = 3;
    if (lead >= 0xF0 && lead <= 0xF4) length = 4;
    if (length == 0) return false;
    for (std::size_t i = 1; i < length; ++i) {
      unsigned low = 0x80, high = 0xBF;
      if (i == 1 && lead == 0xE0) low = 0xA0;
      if (i == 1 && lead == 0xED) high = 0x9F;
      if (i == 1 && lead == 0xF0) low = 0x90;
      if (i == 1 && lead == 0xF4) high = 0x8F;
      if (byte(at + i) < low || byte(at + i) > high) return false;
    }
    at += length;
  }
  return true;
}

// https://www.unicode.org/versions/Unicode15.0.0/ch03.pdf, D92
TEST(Utf8, IsWhatTable3Dash7SaysWhereverItStands) {
  constexpr std::string_view kPieces[] = {
      "a",        " ",        "ب",        "中",       "😀",        "\xC2\x80",     "\xC1\xBF",     "\xC0",
      "\xE0\x9F", "\xE0\xA0", "\xED\x9F", "\xED\xA0", "\xF0\x8F", "\xF0\x90",     "\xF4\x8F\xBF", "\xF4\x90",
      "\xF5",     "\xFF",     "\x80",     "\xBF",     "\xE2\x80", "\xEF\xBF\xBF", "\xF1\x80\x80"};
  std::mt19937 random(1);
  std::size_t well_formed = 0;
  for (int i = 0; i < 200'000; ++i) {
    std::string text;
    const bool rarely_broken = random() % 2 == 0;
    for (auto left = random() % 40; left > 0; --left)
      text += kPieces[rarely_broken && random() % 60 != 0 ? random() % 5 : random() % std::size(kPieces)];
    if (random() % 8 == 0 && !text.empty()) text.pop_back();
    ASSERT_EQ(is_utf8(text), is_well_formed(text));
    well_formed += is_well_formed(text) ? 1 : 0;
  }
  EXPECT_GT(well_formed, 20'000u);
}

TEST(Utf8, MayNotEndWithinACharacter) {
  for (std::size_t size = 0; size < 40; ++size) {
    const std::string text(size, 'a');
    EXPECT_TRUE(is_utf8(text));
    EXPECT_TRUE(is_utf8(text + "😀"));
    EXPECT_FALSE(is_utf8(text + "\xF0\x9F\x98")) << size;
    EXPECT_FALSE(is_utf8(text + "\xD8")) << size;
  }
}

}  // namespace
}  // namespace rawi::test
