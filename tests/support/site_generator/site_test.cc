#include "tests/support/site_generator/site.h"

#include <set>

#include <gtest/gtest.h>

#include "connectors/discover/discover.h"
#include "connectors/url/url.h"

namespace rawi::test {
namespace {

SitePlan small() {
  SitePlan plan;
  plan.hosts = 6;
  plan.articles = 60;
  plan.started_ms = 1'700'000'000'000;
  return plan;
}

TEST(MadeUpSites, EverySourceListsEveryArticleOfItsHost) {
  const Site site(small());
  for (int host = 0; host < 6; ++host) {
    const std::string home = "http://" + site.host(host) + "/";
    for (const char* path : {"/feed.xml", "/sitemap.xml", "/"}) {
      const auto answer = site.answer(site.host(host), path, 1);
      const auto found =
          discover::read_source(answer.body, answer.content_type, home + (path + 1), nullptr, nullptr);
      ASSERT_TRUE(found.has_value()) << path;
      ASSERT_EQ(found->links.size(), 10u) << home << path;
      EXPECT_TRUE(found->tolerated.empty());
      for (std::size_t i = 0; i < 10; ++i)
        EXPECT_EQ(found->links[i].url, site.article(54 + host - 6 * static_cast<int>(i)).url);
    }
  }
}

TEST(MadeUpSites, ArticlesAreAllDifferentAndTheSameEachTime) {
  const Site site(small()), again(small());
  std::set<std::string> titles, first_paragraphs;
  for (int i = 0; i < 60; ++i) {
    const SiteArticle article = site.article(i);
    EXPECT_TRUE(titles.insert(article.title).second);
    EXPECT_TRUE(first_paragraphs.insert(article.paragraphs[0]).second);
    EXPECT_EQ(url::canonical(article.url).value_or(""), article.url);
    const auto answer = site.answer(site.host(article.host), article.path, 1);
    EXPECT_EQ(answer.status, 200) << article.url;
    EXPECT_EQ(answer.body, again.answer(site.host(article.host), article.path, 1).body);
    EXPECT_NE(answer.body.find(article.paragraphs.back()), std::string::npos);
  }
}

TEST(MadeUpSites, ArticlesAppearAndChangeWhenThePlanSays) {
  SitePlan plan = small();
  plan.over_ms = 60'000;
  plan.revised = 1;
  plan.revise_after_ms = 5'000;
  const Site site(plan);
  const SiteArticle article = site.article(30);
  EXPECT_EQ(article.appears_ms, 30'000);
  EXPECT_EQ(site.answer(site.host(article.host), article.path, 29'999).status, 404);
  const auto before = site.answer(site.host(article.host), article.path, 30'000),
             after = site.answer(site.host(article.host), article.path, 35'000);
  EXPECT_EQ(before.status, 200);
  EXPECT_NE(before.etag, after.etag);
  EXPECT_NE(after.body.find(article.revised_paragraphs.back()), std::string::npos);
}

TEST(MadeUpSites, CopiesStandOnAnotherHost) {
  SitePlan plan = small();
  plan.copies = 0.5;
  const Site site(plan);
  int copies = 0;
  for (int i = 0; i < plan.articles; ++i) {
    const SiteArticle article = site.article(i);
    if (!article.copy_of) continue;
    ++copies;
    const SiteArticle original = site.article(*article.copy_of);
    EXPECT_FALSE(original.copy_of.has_value());
    EXPECT_NE(original.host, article.host);
    EXPECT_LT(*article.copy_of, i);
    EXPECT_EQ(original.paragraphs, article.paragraphs);
  }
  EXPECT_GT(copies, 15);
}

TEST(MadeUpSites, UnknownHostsAndPathsAreNotFound) {
  const Site site(small());
  EXPECT_EQ(site.answer("other.example", "/", 1).status, 404);
  EXPECT_EQ(site.answer("outlet006.example", "/", 1).status, 404);
  EXPECT_EQ(site.answer("outlet001.example", "/article/999999", 1).status, 404);
}

}  // namespace
}  // namespace rawi::test
