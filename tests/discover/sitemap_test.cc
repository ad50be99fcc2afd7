// sitemaps.org protocol 0.9 and its older and foreign spellings; Google's news extension.
#include "tests/discover/reading.h"

namespace rawi::discover {
namespace {

TEST(Sitemap, GivesItsPagesInOrder) {
  const Found found = read(R"(<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml">
    <url><image:image><image:loc>https://cdn.example/1.jpg</image:loc><image:title>صورة</image:title></image:image>
      <loc> https://news.example/a?x=1&amp;y=2 </loc><lastmod>2021-04-02</lastmod></url>
    <url><loc><![CDATA[https://news.example/b]]></loc><xhtml:link rel="alternate" hreflang="en" href="https://news.example/en/b"/></url>
    <url><loc>/c</loc></url><url><loc></loc></url></urlset>)",
                           "https://news.example/sitemap.xml");
  EXPECT_EQ(found.kind, "sitemap");
  EXPECT_EQ(urls(found),
            (Strings{"https://news.example/a?x=1&y=2", "https://news.example/b", "https://news.example/c"}));
  EXPECT_EQ(titles(found)[0], "");
}

TEST(Sitemap, TheNewsExtensionStatesTitleAndDate) {
  const Found found = read(
      R"(<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
    <url><loc>https://news.example/a</loc><news:news><news:publication><news:name>الميناء</news:name><news:language>ar</news:language></news:publication>
    <news:publication_date>2021-04-02T10:00:00+03:00</news:publication_date><news:title>افتتاح الجسر</news:title></news:news></url></urlset>)");
  EXPECT_EQ(titles(found), Strings{"افتتاح الجسر"});
}

TEST(Sitemap, AnIndexNamesFurtherSitemaps) {
  const Found found = read(R"(<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <sitemap><loc>https://news.example/s1.xml.gz</loc><lastmod>2021-04-02</lastmod></sitemap>
    <sitemap><loc>/s2.xml</loc></sitemap><sitemap><loc>https://news.example/s1.xml.gz</loc></sitemap></sitemapindex>)");
  EXPECT_EQ(found.kind, "sitemap_index");
  EXPECT_EQ(found.nested, (Strings{"https://news.example/s1.xml.gz", "https://news.example/s2.xml"}));
  EXPECT_EQ(found.nested_modified_at.size(), 2u);
  EXPECT_TRUE(found.links.empty());
}

TEST(Sitemap, AnyNamespaceWillDo) {
  for (const char* ns : {"", " xmlns='http://www.google.com/schemas/sitemap/0.84'",
                         " xmlns='https://www.sitemaps.org/schemas/sitemap/0.9/'",
                         " xmlns:s='http://www.sitemaps.org/schemas/sitemap/0.9'"}) {
    const std::string p = std::string_view(ns).find(":s=") == std::string_view::npos ? "" : "s:";
    EXPECT_EQ(urls(read("<" + p + "urlset" + ns + "><" + p + "url><" + p + "loc>https://news.example/a</" +
                        p + "loc></" + p + "url></" + p + "urlset>")),
              Strings{"https://news.example/a"})
        << ns;
  }
}

TEST(Sitemap, MayBePlainText) {
  const Found found = read("https://news.example/a\r\nhttps://news.example/b\n\n",
                           "https://news.example/sitemap.txt", "text/plain");
  EXPECT_EQ(found.kind, "sitemap");
  EXPECT_EQ(urls(found), (Strings{"https://news.example/a", "https://news.example/b"}));
}

TEST(Sitemap, FiftyThousandPagesAreRead) {
  std::string text = "<urlset>";
  for (int i = 0; i < 50'000; ++i)
    text += "<url><loc>https://news.example/article/" + std::to_string(i) + "</loc></url>";
  EXPECT_EQ(read(text + "</urlset>").links.size(), 50'000u);
}

}  // namespace
}  // namespace rawi::discover
