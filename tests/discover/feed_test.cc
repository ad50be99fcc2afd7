// RSS 0.9x, 1.0, 2.0 (rssboard.org/rss-specification, web.resource.org/rss/1.0), Atom (RFC 4287) and Atom
// 0.3.
#include "tests/discover/reading.h"

namespace rawi::discover {
namespace {

std::string rss(const std::string& items, const std::string& channel = "") {
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\" "
         "xmlns:atom=\"http://www.w3.org/2005/Atom\" "
         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
         "xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\" "
         "xmlns:media=\"http://search.yahoo.com/mrss/\" "
         "xmlns:feedburner=\"http://rssnamespace.org/feedburner/ext/1.0\"><channel>"
         "<title>الميناء اليوم</title><link>https://news.example/</link>" +
         channel + items + "</channel></rss>";
}

std::string atom(const std::string& entries, const std::string& head = "") {
  return "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>الميناء اليوم</title>" + head + entries +
         "</feed>";
}

TEST(Rss, AnEntryGivesItsLinkTitleDateAndGuid) {
  const Found found =
      read(rss(R"(<item><title>افتتاح المكتبة الجديدة</title><link>https://news.example/a/1</link>
    <pubDate>Fri, 22 Feb 2019 06:41:00 +0000</pubDate><guid isPermaLink="false">post-1</guid></item>)"));
  EXPECT_EQ(found.kind, "rss");
  ASSERT_EQ(found.links.size(), 1u);
  EXPECT_EQ(found.links[0].url, "https://news.example/a/1");
  EXPECT_EQ(found.links[0].title, "افتتاح المكتبة الجديدة");
  EXPECT_EQ(found.links[0].guid, "post-1");
  EXPECT_TRUE(found.tolerated.empty()) << found.tolerated[0];
}

struct LinkCase {
  const char* why;
  std::string item;
  std::string url;  // empty: no link
};

class RssLink : public testing::TestWithParam<LinkCase> {};

TEST_P(RssLink, IsTheArticlesPage) {
  const Found found = read(rss("<item><title>خبر</title>" + GetParam().item + "</item>"));
  EXPECT_EQ(urls(found), GetParam().url.empty() ? Strings{} : Strings{GetParam().url}) << GetParam().why;
}

INSTANTIATE_TEST_SUITE_P(
    Habits, RssLink,
    testing::Values(
        LinkCase{"plain", "<link>https://news.example/a</link>", "https://news.example/a"},
        LinkCase{"in CDATA with line ends", "<link><![CDATA[\n https://news.example/a\n]]></link>",
                 "https://news.example/a"},
        LinkCase{"relative to the site", "<link>/a/1</link>", "https://news.example/a/1"},
        LinkCase{"relative without slash", "<link>a/1</link>", "https://news.example/a/1"},
        LinkCase{"without scheme", "<link>www.news.example/a</link>", "https://www.news.example/a"},
        LinkCase{"scheme-relative", "<link>//news.example/a</link>", "https://news.example/a"},
        LinkCase{"escaped twice", "<link>https://news.example/a?b=1&amp;amp;c=2</link>",
                 "https://news.example/a?b=1&c=2"},
        LinkCase{"a permalink GUID stands in", "<guid>https://news.example/a</guid>",
                 "https://news.example/a"},
        LinkCase{"an empty link does not count",
                 "<link/><guid isPermaLink=\"true\">https://news.example/a</guid>", "https://news.example/a"},
        LinkCase{"WordPress' GUID is better than nothing",
                 "<guid isPermaLink=\"false\">https://news.example/?p=7</guid>", "https://news.example/?p=7"},
        LinkCase{"the link wins over a permalink GUID",
                 "<guid "
                 "isPermaLink=\"true\">https://news.example/node/9</guid><link>https://news.example/a</link>",
                 "https://news.example/a"},
        LinkCase{"a GUID that is no URL", "<guid>653120 at https://news.example</guid>", ""},
        LinkCase{"Atom's link inside RSS", "<atom:link rel=\"alternate\" href=\"https://news.example/a\"/>",
                 "https://news.example/a"},
        LinkCase{"a relation of one's own",
                 "<atom:link rel='payment' href='https://news.example/pay'/><atom:link "
                 "rel='http://x.example/rel' href='https://news.example/a'/>",
                 "https://news.example/a"},
        LinkCase{"Atom's self link is no page",
                 "<atom:link rel=\"self\" "
                 "href=\"https://news.example/feed/1\"/><link>https://news.example/a</link>",
                 "https://news.example/a"},
        LinkCase{"FeedBurner's original",
                 "<link>https://feeds.example/~r/1</link><feedburner:origLink>https://news.example/a</"
                 "feedburner:origLink>",
                 "https://news.example/a"},
        LinkCase{"a link of another vocabulary",
                 "<media:link>https://media.example/x</media:link><link>https://news.example/a</link>",
                 "https://news.example/a"},
        LinkCase{"comments are no article", "<comments>https://news.example/a#respond</comments>", ""},
        LinkCase{"an enclosure is no article",
                 "<enclosure url=\"https://news.example/a.mp3\" length=\"1\" type=\"audio/mpeg\"/>", ""},
        LinkCase{"only http", "<link>ftp://news.example/a</link>", ""},
        LinkCase{"no scripts", "<link>javascript:alert(1)</link>", ""},
        LinkCase{"element names in capitals", "<LINK>https://news.example/a</LINK>",
                 "https://news.example/a"}));

TEST(Rss, Version090And10StandInRdfBesideTheChannel) {
  const Found found = read(R"(<?xml version="1.0"?>
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="https://news.example/rdf"><title>الميناء</title><link>https://news.example/</link>
      <items><rdf:Seq><rdf:li rdf:resource="https://news.example/a"/></rdf:Seq></items></channel>
    <item rdf:about="https://news.example/a"><title>أولى</title><link>https://news.example/a</link><dc:date>2021-04-02T10:00:00Z</dc:date></item>
    <item rdf:about="https://news.example/b"><title>ثانية</title></item></rdf:RDF>)");
  EXPECT_EQ(found.kind, "rss");
  EXPECT_EQ(urls(found), (Strings{"https://news.example/a", "https://news.example/b"}));
  EXPECT_EQ(found.links[0].guid, "https://news.example/a");
}

TEST(Rss, Version091NamesItsDocumentType) {
  const Found found =
      read(R"(<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
    "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>x</title>
    <item><title>خبر&nbsp;أول</title><link>https://news.example/a</link></item></channel></rss>)");
  EXPECT_EQ(titles(found), Strings{"خبر أول"});
}

TEST(Rss, ChannelDefinitionsNameTheirPagesInAttributes) {
  const Found found = read(
      "<CHANNEL HREF=\"https://news.example/\"><ITEM "
      "HREF=\"https://news.example/a\"><TITLE>خبر</TITLE></ITEM></CHANNEL>");
  EXPECT_EQ(urls(found), Strings{"https://news.example/a"});
}

TEST(Rss, NamespacesMayBeWrongMissingOrTheirOwnDefault) {
  for (const char* root :
       {"<rss xmlns=\"http://backend.userland.com/rss2\">", "<rss xmlns=\"http://www.w3.org/2005/Atom\">",
        "<rss xmlns=\"urn:whatever\">", "<rss>", "<RSS version='2.0'>"}) {
    const std::string end = root[1] == 'R' ? "</RSS>" : "</rss>";
    EXPECT_EQ(urls(read(std::string(root) +
                        "<channel><item><link>https://news.example/a</link></item></channel>" + end)),
              Strings{"https://news.example/a"})
        << root;
  }
}

TEST(Rss, TheSameArticleIsListedOnce) {
  const Found found = read(rss(R"(
    <item><title>أ</title><link>https://news.example/2021/one-two-three-four/?utm_source=rss</link><guid>g1</guid></item>
    <item><title></title><link>https://news.example/2021/one-two-three-four</link><guid>g2</guid></item>
    <item><title>ب</title><link>http://www.news.example/2021/one-two-three-four/?ref=home</link><guid>g1</guid></item>)"));
  EXPECT_EQ(urls(found), Strings{"https://news.example/2021/one-two-three-four/?utm_source=rss"});
}

TEST(Rss, OneGuidForEverythingLosesNoArticle) {
  const Found found =
      read(rss(R"(<item><link>https://news.example/story.aspx?id=1001</link><guid>0</guid></item>
    <item><link>https://news.example/story.aspx?id=1002</link><guid>0</guid></item><item><link>https://news.example/b</link><guid>0</guid></item>)"));
  EXPECT_EQ(found.links.size(), 3u);
}

TEST(Rss, SaysHowOftenItWantsToBeRead) {
  const Found found = read(rss(
      "", R"(<ttl> 60 </ttl><skipHours><hour>24</hour><hour>3</hour><hour>3</hour><hour>99</hour></skipHours>
    <skipDays><day>Friday</day></skipDays><sy:updatePeriod>
	daily	</sy:updatePeriod><sy:updateFrequency> 2 </sy:updateFrequency><atom:link rel="next" href="?paged=2"/>)"));
  EXPECT_EQ(found.ttl_s, 3600);
  EXPECT_EQ(found.update_period_s, 43200);
  EXPECT_EQ(found.skip_hours, (std::vector<int>{0, 3}));
  EXPECT_EQ(found.skip_days, std::vector<int>{5});
  EXPECT_EQ(found.next_page, "https://news.example/feed?paged=2");
  EXPECT_TRUE(tolerated(found, "skipHours"));
}

TEST(Rss, RelativeLinksFollowXmlBaseThenTheSite) {
  EXPECT_EQ(
      urls(read("<rss xml:base='https://cdn.example/x/'><channel><link>https://news.example/</link><item "
                "xml:base='y/'><link>a</link></item></channel></rss>")),
      Strings{"https://cdn.example/x/y/a"});
  EXPECT_EQ(
      urls(read(
          "<rss><channel><link>https://news.example/ar/</link><item><link>a</link></item></channel></rss>",
          "https://feeds.example/1")),
      Strings{"https://news.example/ar/a"});
}

TEST(Atom, AnEntryGivesItsAlternateLink) {
  const Found found = read(atom(
      R"(<entry><id>tag:news.example,2021:1</id><title type="html">فوز &lt;b&gt;الميناء&lt;/b&gt; &amp;amp; تعادل</title>
    <link rel="replies" href="https://news.example/c"/><link rel="alternate" type="application/pdf" href="https://news.example/a.pdf"/>
    <link rel="alternate" type="text/html" href="https://news.example/a"/><published>2021-04-02T10:00:00Z</published></entry>)"));
  EXPECT_EQ(found.kind, "atom");
  EXPECT_EQ(urls(found), Strings{"https://news.example/a"});
  EXPECT_EQ(titles(found), Strings{"فوز الميناء & تعادل"});
  EXPECT_EQ(found.links[0].guid, "tag:news.example,2021:1");
}

TEST(Atom, Rfc4287Section427LinkRelations) {
  const auto one = [](const std::string& link) {
    return urls(read(atom("<entry><id>x</id>" + link + "</entry>"), "https://news.example/blog/atom.xml"));
  };
  EXPECT_EQ(one("<link href='https://news.example/a'/>"), Strings{"https://news.example/a"});
  EXPECT_EQ(one("<link rel='http://www.iana.org/assignments/relation/alternate' href='/a'/>"),
            Strings{"https://news.example/a"});
  EXPECT_EQ(one("<link href='a'/>"), Strings{"https://news.example/blog/a"});
  EXPECT_EQ(one("<link rel='self' href='/a'/>"), Strings{});
  EXPECT_EQ(one("<link rel='enclosure' href='/a.mp3'/>"), Strings{});
}

TEST(Atom, AnIdThatIsAUrlStandsInForAMissingLink) {
  EXPECT_EQ(urls(read(atom("<entry><id>https://news.example/a</id><title>x</title></entry>"))),
            Strings{"https://news.example/a"});
}

TEST(Atom, TheEntrysSourceIsNotTheEntry) {
  const Found found = read(atom(
      R"(<entry><source><id>https://other.example/</id><title>مصدر آخر</title><link href="https://other.example/"/></source>
    <title>العنوان</title><link href="https://news.example/a"/></entry>)"));
  EXPECT_EQ(urls(found), Strings{"https://news.example/a"});
  EXPECT_EQ(titles(found), Strings{"العنوان"});
}

TEST(Atom, XhtmlTitlesAreText) {
  const Found found = read(atom(
      R"(<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">ميناء <em>جديد</em> في الشمال</div></title>
    <link href="/a"/></entry>)"));
  EXPECT_EQ(titles(found), Strings{"ميناء جديد في الشمال"});
}

TEST(Atom, Version03IsRead) {
  const Found found = read(R"(<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>خبر</title>
    <link rel="alternate" type="text/html" href="https://news.example/a"/><issued>2004-05-01T10:00:00Z</issued><modified>2004-05-02T10:00:00Z</modified></entry></feed>)");
  EXPECT_EQ(found.kind, "atom");
  EXPECT_EQ(found.links.size(), 1u);
}

TEST(Feed, ArticlePatternsOfTheOutletApply) {
  auto outlet = outlet::no_outlet("https://news.example/");
  auto deny = outlet::Pattern::compile("^/video/");
  ASSERT_TRUE(deny.has_value());
  outlet.deny.push_back(*deny);
  const auto found = read_source(rss("<item><link>/video/1</link></item><item><link>/a/1</link></item>"), "",
                                 "https://news.example/feed", nullptr, &outlet);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(urls(*found), Strings{"https://news.example/a/1"});
}

TEST(Feed, AnHtmlPageWhereAFeedIsDeclaredIsRefused) {
  outlet::Source source;
  source.url = "https://news.example/feed";
  const auto found = read_source(
      "<!DOCTYPE html><html><body><a href='/2021/04/02/a-b-c-d'>عنوان من أربع كلمات</a></body></html>",
      "text/html", source.url, &source, nullptr);
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().code, Errc::bad_input);
}

TEST(Feed, WhatIsNoneIsRefused) {
  for (const char* bytes :
       {"", "   ", "hello", "{\"a\":1}", "[]", "<svg></svg>", "<opml><body/></opml>", "\x89PNG\r\n\x1a\n"}) {
    EXPECT_FALSE(
        read_source(bytes, "application/xml", "https://news.example/feed", nullptr, nullptr).has_value())
        << bytes;
  }
}

TEST(Feed, AnEmptyFeedIsAFeed) { EXPECT_TRUE(read(rss("")).links.empty()); }

}  // namespace
}  // namespace rawi::discover
