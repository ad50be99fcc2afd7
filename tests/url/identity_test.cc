#include <gtest/gtest.h>

#include "connectors/url/url.h"

namespace rawi::url {
namespace {

// https://publicsuffix.org/list/
TEST(RegistrableDomain, IsOneLabelBelowThePublicSuffix) {
  EXPECT_EQ(registrable_domain("news.bbc.co.uk"), "bbc.co.uk");
  EXPECT_EQ(registrable_domain("www.syria.tv"), "syria.tv");
  EXPECT_EQ(registrable_domain("a.b.gov.sa"), "b.gov.sa");
  EXPECT_EQ(registrable_domain("WWW.Example.COM."), "example.com");
  EXPECT_EQ(registrable_domain("x.xn--4gbrim.xn--wgbh1c"), "xn--4gbrim.xn--wgbh1c");
  EXPECT_EQ(registrable_domain("a.b.unknowntld"), "b.unknowntld");
}

TEST(RegistrableDomain, IsTheHostItselfForAddressesAndSuffixes) {
  for (const char* host : {"co.uk", "com", "localhost", "127.0.0.1", "[::1]", ""})
    EXPECT_EQ(registrable_domain(host), host);
}

// https://www.rfc-editor.org/rfc/rfc9562#appendix-A.4 gives the method; the value is Python's
// uuid.uuid5(NAMESPACE_URL, …).
TEST(Uuid5, IsWhatAnyConsumerComputes) {
  EXPECT_EQ(uuid5_url("https://www.example.com/"), "3d3ed9d2-aa3d-5fa6-90e8-ed662e90f559");
  EXPECT_EQ(uuid5_url(""), "1b4db7eb-4057-5ddf-91e0-36dec72071f5");
}

TEST(DecodedPath, IsWhatPeopleRead) {
  EXPECT_EQ(decoded_path(*parse("https://e.com/أخبار/a%20b")), "/أخبار/a b");
  EXPECT_EQ(decoded_path(*parse("https://e.com/%ff")), "/%ff");
  EXPECT_EQ(decoded_path(*parse("https://e.com/a%00b")), "/a%00b");
}

TEST(FrontPage, IsTheEntranceAndNoArticle) {
  for (const char* text :
       {"https://e.com", "https://e.com/?utm_source=x", "https://e.com/ar", "https://e.com/ar-SY/",
        "https://e.com/index.php", "https://e.com/en/home", "https://e.com/#top"}) {
    EXPECT_TRUE(is_front_page(*parse(text))) << text;
  }
  for (const char* text :
       {"https://e.com/?p=12", "https://e.com/a", "https://e.com/ar/news", "https://e.com/home/1"}) {
    EXPECT_FALSE(is_front_page(*parse(text))) << text;
  }
}

TEST(SameArticle, SeesThroughVariants) {
  const char* plain = "https://www.e.com/news/1";
  for (const char* text : {"http://e.com/news/1/", "https://m.e.com/news/1", "https://amp.e.com/news/1",
                           "https://e.com/amp/news/1", "https://e.com/news/1/amp/",
                           "https://e.com/news/1?amp=1", "https://e.com/news/1?utm_source=rss#c"}) {
    EXPECT_TRUE(same_article_url(plain, text)) << text;
  }
  for (const char* text : {"https://e.com/news/2", "https://e.com/news/1?page=2", "https://f.com/news/1",
                           "https://e.com:8443/news/1", "x"}) {
    EXPECT_FALSE(same_article_url(plain, text)) << text;
  }
}

TEST(AcceptedCanonical, BelievesThePageOnlyAboutItsOwnSite) {
  const Url fetched = *parse("https://m.e.com/news/1?amp=1");
  EXPECT_EQ(accepted_canonical(fetched, "https://www.e.com/news/1#a"), "https://www.e.com/news/1");
  EXPECT_EQ(accepted_canonical(fetched, " /news/1 "), "https://m.e.com/news/1");
  EXPECT_EQ(accepted_canonical(fetched, "https://other.com/news/1"), std::nullopt);
  EXPECT_EQ(accepted_canonical(fetched, "https://www.e.com/"), std::nullopt);
  EXPECT_EQ(accepted_canonical(fetched, "javascript:void(0)"), std::nullopt);
  EXPECT_EQ(accepted_canonical(fetched, "http://["), std::nullopt);
  EXPECT_EQ(accepted_canonical(fetched, ""), std::nullopt);
  EXPECT_EQ(accepted_canonical(*parse("https://e.com/?utm_source=x"), "https://e.com/"), "https://e.com/");
}

}  // namespace
}  // namespace rawi::url
