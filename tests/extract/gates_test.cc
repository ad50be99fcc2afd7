#include "connectors/extract/gates.h"

#include <gtest/gtest.h>

#include "tests/extract/pages.h"

namespace rawi::extract::test {
namespace {

std::string links(int count) {
  std::string out = "<ul class=\"list\">";
  for (int i = 0; i < count; ++i) {
    out += "<li><a href=\"/news/" + std::to_string(i) + "\">خبر قصير عن سوق السمك في المدينة رقم " +
           std::to_string(i) + "</a></li>";
  }
  return out + "</ul>";
}

std::string bare(const std::string& title, const std::string& body) {
  return "<html><head><title>" + title + "</title></head><body>" + body + "</body></html>";
}

TEST(Gates, LetArticlesThrough) {
  EXPECT_EQ(reason(page({})), "");
  Parts many_links;
  many_links.after = links(60);
  EXPECT_EQ(reason(page(many_links)), "") << "a full article on a page of links";
}

TEST(Gates, LetShortNewsThrough) {
  Parts p;
  p.text =
      "<p>أعلنت إدارة الميناء مساء السبت إغلاق الرصيف الشمالي يوم الأحد لأعمال صيانة تستمر ست ساعات. وقالت "
      "إن الرصيف الجنوبي يبقى مفتوحا أمام "
      "مراكب الصيد.</p>";
  EXPECT_EQ(reason(page(p)), "");
}

TEST(Gates, RefuseOtherLanguagesWhateverThePageSays) {
  Parts p;
  p.title = p.h1 = "City library opens night reading rooms";
  p.text =
      "<p>The library will keep two of its rooms open until midnight from the first week of June, its "
      "director said on Monday.</p>";
  EXPECT_EQ(reason(page(p)), "not_arabic") << "short, and still not_arabic rather than too little";
  ReadOptions options;
  options.any_language = true;
  p.text +=
      "<p>Readers had asked for longer hours for years, and the city council agreed to pay for the staff "
      "that this needs in the first "
      "year, after which the hours will be looked at again.</p>";
  EXPECT_EQ(reason(page(p), kUrl, options), "");
}

TEST(Gates, RefuseSoft404s) {
  EXPECT_EQ(
      reason(bare("الصفحة غير موجودة | الميدان",
                  "<h1>عذرا</h1><p>الصفحة التي تبحث عنها غير موجودة، ربما نقلت أو حذفت.</p>" + links(5))),
      "soft_404");
  EXPECT_EQ(
      reason(bare(
          "الميدان",
          "<h1>لم يتم العثور على الصفحة</h1><p>جرب البحث في الموقع أو عد إلى الصفحة الأولى من فضلك.</p>")),
      "soft_404");
}

TEST(Gates, LetArticlesAboutMissingThingsThrough) {
  Parts p;
  p.title = p.h1 = "لم يتم العثور على مركب الصيد المفقود منذ الخميس";
  EXPECT_EQ(reason(page(p)), "");
}

TEST(Gates, RefusePaywallStubsAndOnlyThem) {
  const std::string locked =
      R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"س","isAccessibleForFree":"False"}</script>)";
  Parts stub;
  stub.head = locked;
  stub.text =
      "<p>افتتحت إدارة الميناء صباح الأحد رصيفا جديدا لاستقبال سفن الصيد الصغيرة، بعد أعمال توسعة استمرت نحو "
      "عامين وشملت تعميق الحوض.</p>";
  EXPECT_EQ(reason(page(stub)), "paywall");
  Parts full = stub;
  full.text = std::string(kText) + std::string(kMore);
  EXPECT_EQ(reason(page(full)), "") << "marked, but all of it is there";
  Parts asks = stub;
  asks.head = "";
  asks.after = "<div>هذا المحتوى للمشتركين فقط، اشترك الآن لقراءة المقال كاملا</div>";
  EXPECT_EQ(reason(page(asks)), "paywall");
}

TEST(Gates, RefuseListsAndFrontPages) {
  EXPECT_EQ(reason(bare("الميدان", "<h1>الميدان</h1>" + links(40)), "https://www.almidan.example/"),
            "not_article");
  EXPECT_EQ(
      reason(bare("اقتصاد | الميدان", "<h1>اقتصاد</h1>" + links(40)), "https://www.almidan.example/economy"),
      "not_article");
  EXPECT_EQ(reason(bare("نتائج البحث عن ميناء", "<h1>نتائج البحث</h1>" + links(20)),
                   "https://www.almidan.example/?s=x"),
            "not_article");
  EXPECT_EQ(
      reason(
          bare("وسم: صيد",
               "<h1>صيد</h1><p>كل ما نشر عن الصيد في الميناء والسوق وما حولهما من قرى الساحل الشمالي.</p>" +
                   links(20)),
          "https://www.almidan.example/tag/fishing"),
      "not_article");
}

TEST(Gates, RefusePagesWithoutText) {
  EXPECT_EQ(reason(bare("", "<div id=\"root\"></div>")), "empty_page");
  EXPECT_EQ(reason(""), "empty_page");
  Parts video;
  video.text = "<p>شاهد الفيديو من الرصيف الجديد صباح الأحد.</p>";
  EXPECT_EQ(reason(page(video)), "too_little_text");
}

struct BytesCase {
  std::string bytes, content_type, want;
};
class GateOnBytes : public testing::TestWithParam<BytesCase> {};

TEST_P(GateOnBytes, TellsPagesFromOtherFiles) {
  const auto refused = refuse_bytes(GetParam().bytes, GetParam().content_type);
  EXPECT_EQ(refused ? refused->reason : "", GetParam().want)
      << GetParam().bytes << ' ' << GetParam().content_type;
}

INSTANTIATE_TEST_SUITE_P(Kinds, GateOnBytes,
                         testing::Values(BytesCase{"%PDF-1.7", "", "not_html"},
                                         BytesCase{"\x89PNG\r\n", "text/html", "not_html"},
                                         BytesCase{"{\"a\": 1}", "", "not_html"},
                                         BytesCase{"<html>", "application/pdf", "not_html"},
                                         BytesCase{"x", "image/jpeg", "not_html"},
                                         BytesCase{"<?xml version=\"1.0\"?><rss>", "", "not_html"},
                                         BytesCase{"<?xml version=\"1.0\"?><!DOCTYPE html><html>", "", ""},
                                         BytesCase{"<html>", "text/html; charset=utf-8", ""},
                                         BytesCase{"نص", "text/plain", ""}, BytesCase{"", "", ""},
                                         BytesCase{"<html>", "application/xhtml+xml", ""},
                                         BytesCase{"[خبر] <p>نص</p>", "", ""}));

TEST(ReadPage, SignsTheArticle) {
  const Article a = article({});
  EXPECT_EQ(a.url, kUrl);
  EXPECT_EQ(a.fetched_url, kUrl);
  EXPECT_EQ(a.id.size(), 36u);
  EXPECT_EQ(a.fetched_at, "2024-05-20T08:00:00Z");
  EXPECT_EQ(a.provenance.charset, "utf-8");
  EXPECT_EQ(a.provenance.extractor, "density");
  EXPECT_GT(a.provenance.bytes, 0u);
  EXPECT_EQ(a.provenance.connector, "none");
  EXPECT_EQ(a.language, "ar");
}

TEST(ReadPage, NotesTheEvidenceOfEveryFieldItFills) {
  Parts p;
  p.head =
      R"(<meta property="article:published_time" content="2024-03-01T10:00:00+03:00"><meta property="og:image" content="/a/quay.jpg">)"
      R"(<meta property="article:section" content="اقتصاد"><meta property="article:tag" content="صيد">)"
      R"(<meta name="author" content="سلمى فؤاد"><link rel="canonical" href="https://www.almidan.example/news/48210/port-opens">)";
  const auto fields = article(p).provenance.fields;
  for (const char* field :
       {"title", "published_at", "published_zone", "section", "keywords", "authors", "lead_image", "url"}) {
    EXPECT_EQ(fields.count(field), 1u) << field;
  }
  EXPECT_EQ(fields.count("dateline"), 0u);
}

TEST(ReadPage, TheSlimWayAndThePlainWayReadTheSame) {
  Parts p;
  p.head = "<style>p{}</style><script>var x = '</p>';</script>";
  p.below_title = "<div class=\"byline\">نادر كامل - القاهرة</div><div>1 مارس 2024 10:00</div>";
  ReadOptions plain;
  plain.slim = false;
  EXPECT_EQ(to_json(article_of(read(page(p)))), to_json(article_of(read(page(p), kUrl, plain))));
}

}  // namespace
}  // namespace rawi::extract::test
