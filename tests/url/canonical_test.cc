// https://www.rfc-editor.org/rfc/rfc3986#section-6.2
#include <gtest/gtest.h>

#include <random>

#include "connectors/url/url.h"

namespace rawi::url {
namespace {

struct Case {
  std::string_view written, canonical;
};

class Canonical : public testing::TestWithParam<Case> {};

TEST_P(Canonical, IsOneSpellingAndItsOwn) {
  const auto once = canonical(GetParam().written);
  ASSERT_TRUE(once) << once.error().message;
  EXPECT_EQ(*once, GetParam().canonical) << GetParam().written;
  EXPECT_EQ(*canonical(*once), *once);
}

INSTANTIATE_TEST_SUITE_P(Rfc3986Section6_2_2, Canonical,
                         testing::Values(Case{"eXAMPLE://a/./b/../b/%63/%7bfoo%7d",
                                              "example://a/b/c/%7Bfoo%7D"},
                                         Case{"HTTP://www.EXAMPLE.com/", "http://www.example.com/"},
                                         Case{"http://example.com/%7Esmith/", "http://example.com/~smith/"},
                                         Case{"http://example.com/%3a%41%2d", "http://example.com/%3AA-"},
                                         Case{"http://example.com/a/%2E%2E/b", "http://example.com/b"},
                                         Case{"http://example.com/a%2fb", "http://example.com/a%2Fb"}));

INSTANTIATE_TEST_SUITE_P(Rfc3986Section6_2_3, Canonical,
                         testing::Values(Case{"http://example.com", "http://example.com/"},
                                         Case{"http://example.com:/", "http://example.com/"},
                                         Case{"http://example.com:80/", "http://example.com/"},
                                         Case{"https://example.com:80/", "https://example.com:80/"},
                                         Case{"https://example.com?", "https://example.com/"},
                                         Case{"https://example.com./a", "https://example.com/a"}));

INSTANTIATE_TEST_SUITE_P(
    Rfc3987Section3_1, Canonical,
    testing::Values(Case{"https://example.com/أخبار/عاجل",
                         "https://example.com/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/%D8%B9%D8%A7%D8%AC%D9%84"},
                    Case{"https://example.com/%d8%a3%D8%AE", "https://example.com/%D8%A3%D8%AE"},
                    Case{"https://موقع.مصر/?q=نص", "https://xn--4gbrim.xn--wgbh1c/?q=%D9%86%D8%B5"}));

INSTANTIATE_TEST_SUITE_P(
    CharactersThatMayNotStand, Canonical,
    testing::Values(Case{"https://example.com/100%", "https://example.com/100%25"},
                    Case{"https://example.com/%zz%4", "https://example.com/%25zz%254"},
                    Case{"https://example.com/%%41", "https://example.com/%25A"},
                    Case{"https://example.com/a|b[c]^", "https://example.com/a%7Cb%5Bc%5D%5E"},
                    Case{"https://example.com/?a[]=1", "https://example.com/?a%5B%5D=1"},
                    Case{"https://example.com/?it's=%27", "https://example.com/?it%27s=%27"},
                    Case{"https://example.com/a,b;c=1:@!$&'()*+", "https://example.com/a,b;c=1:@!$&'()*+"}));

INSTANTIATE_TEST_SUITE_P(
    TrackingParameters, Canonical,
    testing::Values(
        Case{"https://e.com/a?utm_source=x&utm_medium=y", "https://e.com/a"},
        Case{"https://e.com/a?id=7&utm_source=x&page=2&fbclid=z", "https://e.com/a?id=7&page=2"},
        Case{"https://e.com/a?UTM_Source=x&b", "https://e.com/a?b"},
        Case{"https://e.com/a?utm%5Fsource=x&b=", "https://e.com/a?b="},
        Case{"https://e.com/"
             "a?gclid=1&dclid=1&msclkid=1&yclid=1&igshid=1&mc_cid=1&mc_eid=1&_ga=1&ref_src=1&spm=1"
             "&WT.mc_id=1&at_medium=1&at_custom1=1&xtor=1&_hsenc=1&mtm_campaign=1&__twitter_impression=true",
             "https://e.com/a"},
        Case{"https://e.com/a?utm_source", "https://e.com/a"},
        Case{"https://e.com/a?b=2&a=1&b=1", "https://e.com/a?b=2&a=1&b=1"},
        Case{"https://e.com/a?utmost=1&ref=2&source=3", "https://e.com/a?utmost=1&ref=2&source=3"},
        Case{"https://e.com/a?b=1&&c=2", "https://e.com/a?b=1&&c=2"},
        Case{"https://e.com/a?&&", "https://e.com/a"},
        Case{"https://e.com/a?u=https://x.com/?utm_source=y",
             "https://e.com/a?u=https://x.com/?utm_source=y"}));

INSTANTIATE_TEST_SUITE_P(WhatIsLeftAlone, Canonical,
                         testing::Values(Case{"http://www.example.com/a/", "http://www.example.com/a/"},
                                         Case{"http://example.com/A", "http://example.com/A"},
                                         Case{"http://example.com//a", "http://example.com//a"},
                                         Case{"http://example.com/index.html",
                                              "http://example.com/index.html"},
                                         Case{"http://example.com/?a+b=%20", "http://example.com/?a+b=%20"}));

INSTANTIATE_TEST_SUITE_P(WhatNeverSurvives, Canonical,
                         testing::Values(Case{"https://u:p@example.com/a#b", "https://example.com/a"},
                                         Case{"https://example.com/a#!/b?c", "https://example.com/a"}));

TEST(CanonicalUrl, RefusesWhatIsNoUrl) {
  for (const char* text : {"", "/a", "http://", "http://a b/", "http://a:99999/", "http://[::1"})
    EXPECT_FALSE(canonical(text));
}

// Any text that parses has a canonical form that parses to itself.
TEST(CanonicalUrl, IsIdempotentForRandomText) {
  std::mt19937 random(20231);
  const std::vector<std::string> pieces = {
      "http:", "https://", "//",  "/",     "\\", "..", ".",  "%2e",  "%",     "%4", "%41",  "%d8",
      "?",     "#",        "&",   "=",     "@",  ":",  "80", "0x7f", "[::1]", "خ",  "\xff", "ß",
      "xn--",  "a",        "COM", "utm_a", " ",  "\t", "'",  "|",    "。",    "-",  "foo:"};
  int parsed = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text = random() % 2 == 0 ? "https://e.com/" : "http:";
    for (auto count = random() % 9; count > 0; --count) text += pieces[random() % pieces.size()];
    const auto once = canonical(text);
    if (!once) continue;
    ++parsed;
    const auto twice = canonical(*once);
    ASSERT_TRUE(twice) << text << " -> " << *once;
    ASSERT_EQ(*twice, *once) << text;
  }
  EXPECT_GT(parsed, 5000);
}

}  // namespace
}  // namespace rawi::url
