// JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1) and WordPress' REST posts.
#include "tests/discover/reading.h"

namespace rawi::discover {
namespace {

TEST(JsonFeed, Version11GivesItsItems) {
  const Found found = read(
      R"({"version":"https://jsonfeed.org/version/1.1","title":"الميناء","home_page_url":"https://news.example/",
    "next_url":"https://news.example/feed.json?page=2","items":[
    {"id":"1","url":"https://news.example/a","title":"عنوان &amp; آخر","date_published":"2021-04-02T10:00:00+03:00","tags":["x"]},
    {"id":7,"url":"/b","title":null,"attachments":[{"url":"https://news.example/x.mp3"}]},
    {"id":"https://news.example/c"},{"id":"4","external_url":"https://other.example/d"},{"title":"بلا رابط"}]})");
  EXPECT_EQ(found.kind, "json_feed");
  EXPECT_EQ(urls(found), (Strings{"https://news.example/a", "https://news.example/b",
                                  "https://news.example/c", "https://other.example/d"}));
  EXPECT_EQ(found.links[0].title, "عنوان & آخر");
  EXPECT_EQ(found.links[1].guid, "7");
  EXPECT_EQ(found.next_page, "https://news.example/feed.json?page=2");
}

TEST(JsonFeed, CutOffGivesTheWholeItems) {
  const Found found = read(
      R"({"version":"https://jsonfeed.org/version/1","items":[{"id":"1","url":"https://news.example/a"},{"id":"2","url":"https://news.ex)");
  EXPECT_EQ(urls(found), Strings{"https://news.example/a"});
  EXPECT_TRUE(tolerated(found, "cut off"));
}

TEST(JsonFeed, ByteOrderMarkAndBlanksComeBefore) {
  EXPECT_EQ(read("\xEF\xBB\xBF "
                 "\n{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"url\":\"https://"
                 "news.example/a\"}]}")
                .links.size(),
            1u);
}

TEST(JsonFeed, WordPressPostsAreOneToo) {
  const Found found = read(
      R"([{"id":5,"date":"2021-04-02T13:00:00","date_gmt":"2021-04-02T10:00:00","guid":{"rendered":"https://news.example/?p=5"},
    "link":"https://news.example/a","title":{"rendered":"عنوان &#8211; فرعي"},"_links":{"self":[{"href":"x"}]}}])",
      "https://news.example/wp-json/wp/v2/posts");
  EXPECT_EQ(urls(found), Strings{"https://news.example/a"});
  EXPECT_EQ(found.links[0].title, "عنوان – فرعي");
}

TEST(JsonFeed, DepthIsBounded) {
  EXPECT_FALSE(
      read_source("{\"items\":" + std::string(100'000, '['), "", "https://news.example/f", nullptr, nullptr)
          .value_or(Found{})
          .links.size() > 0);
}

}  // namespace
}  // namespace rawi::discover
