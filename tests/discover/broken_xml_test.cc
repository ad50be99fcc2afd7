// Broken XML is read as far as it can be, and what was wrong is told.
#include <ctime>

#include "tests/discover/reading.h"

namespace rawi::discover {
namespace {

const std::string kTwo =
    "<rss><channel><item><title>أولى</title><link>https://news.example/a</link></item>"
    "<item><title>ثانية</title><link>https://news.example/b</link></item></channel></rss>";
const Strings kBoth = {"https://news.example/a", "https://news.example/b"};

std::string with(const std::string& from, const std::string& to) {
  std::string text = kTwo;
  return text.replace(text.find(from), from.size(), to);
}

struct Case {
  const char* why;
  std::string bytes;
  const char* note;  // part of what is told; empty: nothing needs to be
};

class BrokenXml : public testing::TestWithParam<Case> {};

TEST_P(BrokenXml, GivesBothEntries) {
  const Found found = read(GetParam().bytes);
  EXPECT_EQ(urls(found), kBoth) << GetParam().why;
  EXPECT_TRUE(*GetParam().note == 0 || tolerated(found, GetParam().note))
      << GetParam().why << ": " << testing::PrintToString(found.tolerated);
}

INSTANTIATE_TEST_SUITE_P(
    Defects, BrokenXml,
    testing::Values(
        Case{"byte order mark and blank lines", "\xEF\xBB\xBF\n\n<?xml version=\"1.0\"?>" + kTwo,
             "blanks before"},
        Case{"two byte order marks", "\xEF\xBB\xBF\xEF\xBB\xBF" + kTwo, "byte order mark"},
        Case{"a PHP warning first",
             "<br />\n<b>Warning</b>: mysql_connect() in /srv/x.php on line 3<br /><?xml version=\"1.0\"?>" +
                 kTwo,
             ""},
        Case{"text first", "OK " + kTwo, "before the first tag"},
        Case{"text and a comment behind", kTwo + "<!-- 0.3 s -->\nQueries: 12 & more", "bare"},
        Case{"undeclared entities", with("أولى", "أولى&nbsp;&laquo;نص&raquo;"), "&laquo;"},
        Case{"bare ampersand", with("أولى", "A&B & C"), "bare \"&\""},
        Case{"bare less-than", with("أولى", "3 < 5"), "\"<\""},
        Case{"control characters", with("أولى", "أو\x01لى\x0b"), "control"},
        Case{"forbidden reference", with("أولى", "أولى&#0;&#11;"), ""},
        Case{"U+FFFE", with("أولى", "أولى\xEF\xBF\xBE"), "control"},
        Case{"title never closed", with("أولى</title>", "أولى"), "<title>"},
        Case{"link never closed", with("/a</link>", "/a"), "closed"},
        Case{"item never closed", with("</item><item>", "<item>"), "<item>"},
        Case{"tags crossed", with("</title>", "</link>"), ""},
        Case{"end tag without start", with("<item>", "</guid><item>"), "without a start"},
        Case{"unquoted attribute", with("<rss>", "<rss version=2.0>"), ""},
        Case{"attribute twice", with("<rss>", "<rss version='1' version='2'>"), ""},
        Case{"undeclared prefix",
             with("<item>", "<item><media:thumbnail url='x'/><dc:creator>س</dc:creator>"), "prefix"},
        Case{"raw HTML in the description",
             with("<item>", "<item><description><p>نص<br>آخر <img src=x></description>"), ""},
        Case{"CDATA end inside text", with("أولى", "أولى ]]> نص"), ""},
        Case{"CDATA never closed", with("أولى", "<![CDATA[أولى"), "CDATA"},
        Case{"nested CDATA", with("أولى", "<![CDATA[أ <![CDATA[ب]]> ج]]>"), ""},
        Case{"two roots",
             "<rss><channel><item><link>https://news.example/a</link></item></channel></"
             "rss><rss><channel><item>"
             "<link>https://news.example/b</link></item></channel></rss>",
             ""},
        Case{"root's end missing", with("</channel></rss>", ""), "cut off"},
        Case{"no root at all",
             "<item><link>https://news.example/a</link></item><item><link>https://news.example/b</link></"
             "item>",
             ""},
        Case{"comments between entries",
             with("</item><item>", "</item><!-- <item> & --><item>") + "<!-- cached -->", ""},
        Case{"a comment in CDATA is none", with("أولى", "<![CDATA[أولى <!-- ]]>"), ""},
        Case{"comment with dashes", "<!-- a -- b -->" + kTwo, ""},
        Case{"processing instruction", "<?xml version='1.1'?><?xml-stylesheet href='a.xsl'?>" + kTwo, ""}));

TEST(BrokenXml, ABareAmpersandInALinkStays) {
  EXPECT_EQ(urls(read(with("/a<", "/a?x=1&y=2&copy=3<")))[0], "https://news.example/a?x=1&y=2&copy=3");
}

TEST(BrokenXml, HalfALinkAtTheCutIsNoLink) {
  for (const std::size_t cut : {kTwo.find("/b</link>"), kTwo.find("/b</link>") + 4, kTwo.find("/b<") - 8}) {
    const Found found = read(kTwo.substr(0, cut));
    EXPECT_EQ(urls(found), Strings{"https://news.example/a"}) << kTwo.substr(0, cut);
    EXPECT_TRUE(tolerated(found, "cut off"));
  }
}

TEST(BrokenXml, EveryPrefixIsRead) {
  for (std::size_t n = kTwo.find("</item>") + 7; n < kTwo.size(); ++n) {
    const Found found = read(kTwo.substr(0, n));
    ASSERT_GE(found.links.size(), 1u) << kTwo.substr(0, n);
    EXPECT_EQ(found.links[0].url, kBoth[0]);
    for (const Link& link : found.links)
      EXPECT_TRUE(link.url == kBoth[0] || link.url == kBoth[1]) << kTwo.substr(0, n);
  }
}

TEST(Entities, OfTheDocumentsOwnAreReadWherePlain) {
  const Found found =
      read("<!DOCTYPE rss [<!ENTITY paper \"الميناء\"><!ENTITY bad SYSTEM 'file:///etc/passwd'>]>" +
           with("أولى", "أخبار &paper; &bad;"));
  EXPECT_EQ(titles(found)[0], "أخبار الميناء &bad;");
}

TEST(Entities, BombsDoNotGoOff) {
  std::string bomb = "<!DOCTYPE rss [<!ENTITY a0 \"ha\">";
  for (int i = 1; i < 40; ++i) {
    const std::string before = "&a" + std::to_string(i - 1) + ";";
    bomb += "<!ENTITY a" + std::to_string(i) + " \"" + before + before + "\">";
  }
  const Found found = read(bomb + "]>" + with("أولى", "&a39;"));
  EXPECT_EQ(urls(found), kBoth);
  EXPECT_TRUE(tolerated(found, "entity declarations"));
  EXPECT_LT(found.links[0].title.size(), 100u);
}

// Each of these made some reader somewhere take time that grows with the square of the input.
TEST(BrokenXml, HostileRepetitionsStayCheap) {
  for (const char* part : {"<?x>", "<!DOCTYPE[", "<!ENTITY", "<!--", "<![CDATA[", "<a ", "<a b='", "</a", "&",
                           "&#", "&a", "<", "]]>", "<a><b>", "</x>", "<item>", "<title>"}) {
    std::string text = "<rss>";
    while (text.size() < (1u << 18)) text += part;
    const std::clock_t start = std::clock();
    static_cast<void>(read_source(text, "application/xml", "https://news.example/feed", nullptr, nullptr));
    static_cast<void>(
        read_source(text.substr(5), "application/xml", "https://news.example/feed", nullptr, nullptr));
    EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, 10)
        << part;  // processor time, not the machine's load
  }
}

TEST(BrokenXml, DepthIsBounded) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<x>";
  const Found found = read(with("<channel>", "<channel>" + deep));
  EXPECT_EQ(urls(found), kBoth);
  EXPECT_TRUE(tolerated(found, "too deep"));
}

}  // namespace
}  // namespace rawi::discover
