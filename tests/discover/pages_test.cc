#include "tests/discover/reading.h"

namespace rawi::discover {
namespace {

outlet::Source listing(const char* url, const char* pages, int depth) {
  outlet::Source source;
  source.kind = outlet::Source::Kind::listing;
  source.url = url;
  source.pages = pages;
  source.depth = depth;
  return source;
}

TEST(Pages, CountFromWhereTheSiteCounts) {
  EXPECT_EQ(page_urls(listing("https://n.example/latest", "?page={n}", 3)),
            (Strings{"https://n.example/latest", "https://n.example/latest?page=1",
                     "https://n.example/latest?page=2"}));
  EXPECT_EQ(page_urls(listing("https://n.example/latest", "?page={n}", 3), "https://n.example/latest?page=2"),
            (Strings{"https://n.example/latest", "https://n.example/latest?page=2",
                     "https://n.example/latest?page=3"}));
  EXPECT_EQ(page_urls(listing("https://n.example/latest?page=0", "?page={n}", 2)),
            (Strings{"https://n.example/latest?page=0", "https://n.example/latest?page=1"}));
  EXPECT_EQ(page_urls(listing("https://n.example/latest?page=1", "?page={n}", 2)),
            (Strings{"https://n.example/latest?page=1", "https://n.example/latest?page=2"}));
  EXPECT_EQ(page_urls(listing("https://n.example/feed/", "?paged={n}", 2)),
            (Strings{"https://n.example/feed/", "https://n.example/feed/?paged=2"}));
}

TEST(Pages, KeepTheRestOfTheQuery) {
  EXPECT_EQ(page_urls(listing("https://n.example/l?cat=5&page=9", "?page={n}", 2))[1],
            "https://n.example/l?cat=5&page=1");
}

TEST(Pages, MayBePartOfThePath) {
  EXPECT_EQ(page_urls(listing("https://n.example/news", "page/{n}/", 2))[1],
            "https://n.example/news/page/2/");
  EXPECT_EQ(page_urls(listing("https://n.example/news", "/archive/{n}", 2))[1],
            "https://n.example/archive/2");
  EXPECT_EQ(page_urls(listing("https://n.example/news", "https://m.example/{n}", 2))[1],
            "https://m.example/2");
}

TEST(Pages, WithoutATemplateThereIsOne) {
  EXPECT_EQ(page_urls(listing("https://n.example/news", "", 5)).size(), 1u);
}

TEST(Pages, EndWhereNothingNewIsListed) {
  Found first, second, third;
  first.links = {{"https://n.example/a", "", "", "", ""}, {"https://n.example/b", "", "", "", ""}};
  second.links = {{"https://n.example/b?utm_source=x", "", "", "", ""}};
  third.links = {{"https://n.example/c", "", "", "", ""}};
  EXPECT_TRUE(lists_nothing_new(second, {first}));
  EXPECT_FALSE(lists_nothing_new(third, {first, second}));
  EXPECT_TRUE(lists_nothing_new(Found{}, {first}));
}

}  // namespace
}  // namespace rawi::discover
