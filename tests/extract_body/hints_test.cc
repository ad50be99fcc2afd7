// What names say, and what a text is counted to be.
#include "connectors/extract/hints.h"

#include <gtest/gtest.h>

#include "connectors/extract/letters.h"

namespace rawi::extract {
namespace {

struct NameCase {
  std::string_view names;
  Hints want;
};

TEST(NameHints, AreReadInAnyNamingHabit) {
  const NameCase cases[] = {
      {"article-body", kBody},
      {"articleBody", kBody},
      {"ArticleBody", kBody},
      {"article_body", kBody},
      {"articlebody", kBody},
      {"Tmp_News_Body2", kBody},
      {"entry-content clearfix", kBody},
      {"field--name-body", kBody},
      {"read-more", kChrome},
      {"readMore", kChrome},
      {"relatedposts", kChrome},
      {"c-related__list", kChrome},
      {"ad-slot", kChrome},
      {"adSlot", kChrome},
      {"ads", kChrome},
      {"share_bar", kChrome},
      {"sideBar", kChrome},
      {"taglist", kChrome},
      {"comments-area", kComments},
      {"commentList", kComments},
      {"wp-caption-text", kCaption},
      {"img_caption", kCaption},
      {"post-meta", kByline},
      {"publishDate", kByline},
      {"d-none", kHidden},
      {"visually-hidden", kHidden},
      {"twitter-tweet", kEmbed},
      {"c-pullquote", kQuoteBox},
      {"standfirst", kLead},
  };
  for (const NameCase& c : cases) EXPECT_EQ(hints_in_names(c.names) & c.want, c.want) << c.names;
}

TEST(NameHints, DoNotFindWordsInsideOtherWords) {
  const std::string_view names[] = {"header",     "shadow", "loaded", "readable",    "gradient",
                                    "commentary", "navy",   "stage",  "shareholder", "d-none-md"};
  for (const auto name : names) EXPECT_EQ(hints_in_names(name) & (kChrome | kComments | kHidden), 0) << name;
}

TEST(NameHints, LongAndOddValuesAreFine) {
  EXPECT_EQ(hints_in_names(""), 0);
  EXPECT_EQ(hints_in_names(" - _ 9 "), 0);
  EXPECT_EQ(hints_in_names("مقال"), 0);
  std::string longest;
  for (int i = 0; i < 10000; ++i) longest += "x";
  longest += "-comments";
  EXPECT_EQ(hints_in_names(longest) & kComments, kComments);
}

TEST(Letters, AreCountedAcrossScripts) {
  const LetterCount arabic = count_letters(" قال: نعم، ولم يزد. ");
  EXPECT_EQ(arabic.letters, 15u);
  EXPECT_EQ(arabic.words, 4u);
  EXPECT_EQ(arabic.marks, 3u);
  EXPECT_TRUE(arabic.ends_sentence);
  const LetterCount chinese = count_letters("他说，好。");
  EXPECT_EQ(chinese.marks, 2u);
  EXPECT_TRUE(chinese.ends_sentence);
  EXPECT_EQ(count_letters("٢٠٢٠/12/31").digits, 8u);
}

TEST(Letters, SentenceEndsAreSeenThroughClosingQuotes) {
  EXPECT_TRUE(count_letters("قال: «لن نتوقف.»").ends_sentence);
  EXPECT_TRUE(count_letters("“We stay.”").ends_sentence);
  EXPECT_FALSE(count_letters("أضاف:").ends_sentence);
  EXPECT_FALSE(count_letters("عنوان بلا نقطة").ends_sentence);
}

TEST(Letters, WhiteSpaceOfAnyKindIsNone) {
  EXPECT_EQ(count_letters(" \t\n\xC2\xA0\xE3\x80\x80\xE2\x80\x8B\xE2\x80\x8F\xEF\xBB\xBF").letters, 0u);
}

TEST(Letters, BrokenUtf8IsCountedWithoutReadingPastTheEnd) {
  const std::string_view broken[] = {"\xD8", "\xE2\x80", "\xF0\x9F", "\xFF\xFE", "\x80\x80"};
  for (const auto text : broken) EXPECT_LE(count_letters(text).letters, text.size());
}

}  // namespace
}  // namespace rawi::extract
