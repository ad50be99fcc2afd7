#include <gtest/gtest.h>

#include "connectors/extract/structured.h"
#include "connectors/page/document.h"
#include "tests/extract/pages.h"

namespace rawi::extract {
namespace {

using test::kUrl;

Structured structured_of(const std::string& scripts, std::string_view url = kUrl) {
  auto doc = page::parse_html("<html><head>" + scripts + "</head><body></body></html>");
  return read_structured(*doc, url);
}

std::string script(std::string_view json) {
  return "<script type=\"application/ld+json\">" + std::string(json) + "</script>";
}

std::string first(const std::vector<Evidence>& list) {
  return list.empty() ? std::string() : list.front().value;
}

std::vector<std::string> all(const std::vector<Evidence>& list) {
  std::vector<std::string> out;
  for (const auto& e : list) out.push_back(e.value);
  return out;
}

using testing::ElementsAre;
using testing::IsEmpty;

TEST(JsonLd, ReadsEveryFieldOfANewsArticle) {
  const auto s =
      structured_of(script(R"({"@context": "https://schema.org", "@type": "NewsArticle", "headline": "عنوان",
    "description": "وصف", "datePublished": "2024-03-01T10:00:00+03:00", "dateModified": "2024-03-01T11:00:00+03:00",
    "author": {"@type": "Person", "name": "سلمى فؤاد", "url": "https://www.almidan.example/author/salma"},
    "publisher": {"@type": "Organization", "name": "الميدان"}, "articleSection": ["اقتصاد", "موانئ"],
    "keywords": ["صيد", "بحر"], "image": {"@type": "ImageObject", "url": "https://img.example/1.jpg", "caption": "الرصيف"},
    "articleBody": "نص", "inLanguage": "ar", "isAccessibleForFree": false})"));
  EXPECT_EQ(first(s.titles), "عنوان");
  EXPECT_EQ(first(s.descriptions), "وصف");
  EXPECT_EQ(first(s.published), "2024-03-01T10:00:00+03:00");
  EXPECT_EQ(first(s.modified), "2024-03-01T11:00:00+03:00");
  EXPECT_EQ(first(s.authors), "سلمى فؤاد");
  EXPECT_EQ(s.authors.front().url, "https://www.almidan.example/author/salma");
  EXPECT_EQ(first(s.site_names), "الميدان");
  EXPECT_THAT(all(s.sections), ElementsAre("اقتصاد", "موانئ"));
  EXPECT_THAT(all(s.keywords), ElementsAre("صيد", "بحر"));
  EXPECT_EQ(first(s.images), "https://img.example/1.jpg");
  EXPECT_EQ(first(s.captions), "الرصيف");
  EXPECT_EQ(first(s.bodies), "نص");
  EXPECT_TRUE(s.paywalled);
  EXPECT_TRUE(s.declares_article);
}

TEST(JsonLd, TakesTheNodeThatIsAboutThisPage) {
  const auto s = structured_of(script(R"({"@graph": [
    {"@type": "NewsArticle", "url": "https://almidan.example/news/1/other", "headline": "خبر آخر"},
    {"@type": "NewsArticle", "mainEntityOfPage": {"@id": "http://almidan.example/news/48210/port-opens/"}, "headline": "هذا الخبر"}]})"));
  EXPECT_THAT(all(s.titles), ElementsAre("هذا الخبر"));
}

TEST(JsonLd, ArticlesInListsAreOtherPages) {
  const auto s = structured_of(script(R"({"@type": "ItemList", "itemListElement": [
    {"@type": "ListItem", "item": {"@type": "NewsArticle", "headline": "من القائمة", "datePublished": "2020-01-01"}}]})"));
  EXPECT_THAT(s.titles, IsEmpty());
  EXPECT_THAT(s.published, IsEmpty());
  EXPECT_TRUE(s.declares_list);
}

TEST(JsonLd, ThePagesOwnDateIsWeakerEvidenceThanTheArticles) {
  const auto s =
      structured_of(script(R"({"@graph": [{"@type": "WebPage", "datePublished": "2014-01-01T00:00:00Z"},
    {"@type": "ReportageNewsArticle", "headline": "س", "datePublished": "2023-06-06T19:02:11Z"}]})"));
  ASSERT_EQ(s.published.size(), 2u);
  EXPECT_EQ(s.published[0].value, "2023-06-06T19:02:11Z");
  EXPECT_EQ(s.published[0].from, "json-ld");
  EXPECT_EQ(s.published[1].from, "json-ld page");
}

TEST(JsonLd, ResolvesReferencesInsideAGraph) {
  const auto s = structured_of(script(
      R"({"@graph": [{"@type": "Article", "headline": "س", "author": {"@id": "#w"}, "image": {"@id": "#i"}},
    {"@type": "Person", "@id": "#w", "name": "نادر كامل"}, {"@type": "ImageObject", "@id": "#i", "url": "https://img.example/2.jpg"}]})"));
  EXPECT_THAT(all(s.authors), ElementsAre("نادر كامل"));
  EXPECT_THAT(all(s.images), ElementsAre("https://img.example/2.jpg"));
}

TEST(JsonLd, AuthorsMayBeStringsListsOrOrganizations) {
  const auto s = structured_of(script(R"({"@type": ["NewsArticle"], "headline": "س",
    "author": ["هدى سالم", {"@type": "Person", "name": "علي منصور"}, {"@type": "Organization", "name": "الميدان"}]})"));
  ASSERT_EQ(s.authors.size(), 3u);
  EXPECT_EQ(s.authors[0].value, "هدى سالم");
  EXPECT_EQ(s.authors[2].from, "json-ld organization");
}

TEST(JsonLd, MarkupAndReferencesInValuesAreResolved) {
  const auto s =
      structured_of(script(R"({"@type": "NewsArticle", "headline": "قال &quot;نعم&quot; &amp;amp; مضى",
    "articleBody": "<p>أولا</p><p>ثانيا&nbsp;هنا</p>"})"));
  EXPECT_EQ(first(s.titles), "قال \"نعم\" & مضى");
  EXPECT_EQ(first(s.bodies), "\nأولا\n\nثانيا هنا\n");
}

TEST(JsonLd, AScriptEscapedAsAWholeIsRead) {
  const auto s = structured_of(
      script("{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;عنوان&quot;}"));
  EXPECT_EQ(first(s.titles), "عنوان");
}

TEST(JsonLd, HostileScriptsAreBounded) {
  std::string people = R"({"@type":"NewsArticle","headline":"س","author":[)";
  for (int i = 0; i < 50'000; ++i) people += "{\"@id\":\"#" + std::to_string(i) + "\"},";
  EXPECT_LE(structured_of(script(people + "]}")).authors.size(), 20u);
  std::string words = R"({"@type":"NewsArticle","headline":"س","keywords":[)";
  for (int i = 0; i < 50'000; ++i) words += "\"k" + std::to_string(i) + "\",";
  EXPECT_LE(structured_of(script(words + "]}")).keywords.size(), 200u);
  (void)structured_of(script(std::string(300'000, '{')));
  (void)structured_of(script(R"({"@type":"Article","author":)" + std::string(300'000, '[')));
}

TEST(Markup, MetaNamesOfManyMakesAreKnown) {
  const char* const kPublished[] = {R"(<meta property="article:published_time" content="2024-03-01">)",
                                    R"(<meta name="publish-date" content="2024-03-01">)",
                                    R"(<meta name="DC.date.issued" content="2024-03-01">)",
                                    R"(<meta name="parsely-pub-date" content="2024-03-01">)",
                                    R"(<meta name="cXenseParse:recs:publishtime" content="2024-03-01">)",
                                    R"(<meta itemprop="datePublished" content="2024-03-01">)",
                                    R"(<meta property="outlet:publish_date" content="2024-03-01">)",
                                    R"(<meta name="sailthru.date" content="2024-03-01">)"};
  for (const auto* meta : kPublished) EXPECT_EQ(first(structured_of(meta).published), "2024-03-01") << meta;
}

TEST(Markup, RdfaOnOrdinaryElementsIsRead) {
  auto doc = page::parse_html(
      "<html><body><span property=\"dc:date schema:datePublished\" "
      "content=\"2019-02-08T00:00:00+01:00\">الجمعة</span></body></html>");
  EXPECT_EQ(first(read_structured(*doc, kUrl).published), "2019-02-08T00:00:00+01:00");
}

TEST(Markup, SidebarsAndCommentsAreTold) {
  auto doc = page::parse_html(
      "<html><body><div class=\"x\"><p>1</p></div><div class=\"related-posts\"><p>2</p></div><ol "
      "class=\"commentlist\"><li>3</li></ol>"
      "<aside><b>4</b></aside></body></html>");
  const auto s = read_structured(*doc, kUrl);
  for (page::NodeId n = 0; n < doc->size(); ++n) {
    if (!doc->is_text(n)) continue;
    EXPECT_EQ(s.stands_elsewhere(n), doc->text(n) != "1") << doc->text(n);
    EXPECT_EQ(s.stands_in_comments(n), doc->text(n) == "3") << doc->text(n);
  }
}

}  // namespace
}  // namespace rawi::extract
