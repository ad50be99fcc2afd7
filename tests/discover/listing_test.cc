// Listing pages without a selector: links are judged by their shape and by what stands around them.
#include "connectors/discover/link_shape.h"
#include "connectors/url/url.h"
#include "tests/discover/reading.h"

namespace rawi::discover {
namespace {

const std::string kNavigation =
    R"(<header><a href="/">الميناء اليوم</a><nav><ul class="main-menu"><li><a href="/politics">سياسة</a></li>
  <li><a href="/economy/">اقتصاد</a></li><li><a href="/الشرق-الأوسط-وشمال-أفريقيا">الشرق الأوسط وشمال أفريقيا</a></li></ul></nav></header>)";
const std::string kFooter =
    R"(<footer><ul><li><a href="/about-us">من نحن</a></li><li><a href="/terms-and-conditions-of-use">شروط وأحكام استخدام الموقع كاملة</a></li>
  <li><a href="/rss-help">خدمة RSS</a></li><li><a href="https://social.example/page/1234567">صفحتنا على الشبكة الاجتماعية الكبرى</a></li></ul></footer>)";
const std::string kSide =
    R"(<aside><h4>وسوم</h4><a href="/tag/ports">كل ما كتب عن الموانئ والسفن</a><h3><a href="/topic/40">افتتاح حديقة عامة في المدينة القديمة</a></h3>
  <a href="/author/salma-hadi-ali">سلمى هادي تكتب كل أسبوع هنا</a><a href="mailto:a@b.example">راسلنا</a><a href="#top">إلى الأعلى</a></aside>)";

std::string page(const std::string& main) {
  return "<!DOCTYPE html><html lang=ar><head><title>الأخبار</title></head><body>" + kNavigation + "<main>" +
         main + "</main>" + kSide + kFooter + "</body></html>";
}

Found list(const std::string& main, const std::string& url = "https://www.news.example/latest") {
  return read(page(main), url, "text/html; charset=utf-8");
}

TEST(Listing, DatedSlugsInHeadings) {
  const Found found = list(R"(
    <article><a href="/2023/06/05/افتتاح-الجسر-الجديد-اليوم"><img alt="" src="1.jpg"></a><a href="/politics">سياسة</a>
      <h2><a href="/2023/06/05/افتتاح-الجسر-الجديد-اليوم">افتتاح الجسر الجديد فوق النهر اليوم</a></h2><a href="/2023/06/05/افتتاح-الجسر-الجديد-اليوم">اقرأ المزيد</a></article>
    <article><h2><a href="https://www.news.example/2023/06/04/port/">ميناء المدينة يستقبل أكبر سفينة هذا العام</a></h2></article>)");
  EXPECT_EQ(found.kind, "listing");
  EXPECT_EQ(found.links.size(), 2u);
  EXPECT_EQ(titles(found),
            (Strings{"افتتاح الجسر الجديد فوق النهر اليوم", "ميناء المدينة يستقبل أكبر سفينة هذا العام"}));
}

TEST(Listing, NumberedArticlesInATable) {
  const Found found = list(
      R"(<table><tr><td><a href="/article/226402"><img src="a.jpg"></a><td><a href="https://news.example/article/226402">تقرير عن موسم قطاف الزيتون في الجبل</a>
    <tr><td><a href="/article/241377">متحف جديد لحكايات الغوص</a><tr><td><a href="/article/241198"><img src=x alt="فوز متأخر في كأس السواحل"></a></table>)",
      "https://news.example/list");
  EXPECT_EQ(urls(found),
            (Strings{"https://news.example/article/226402", "https://news.example/article/241377",
                     "https://news.example/article/241198"}));
  EXPECT_EQ(titles(found)[0], "تقرير عن موسم قطاف الزيتون في الجبل");
}

TEST(Listing, WholeCardsInOneAnchor) {
  const Found found = list(
      R"(<a class="Card" href="/economy/187690/مطار-الشاطئ-يستقبل-الرحلات/"><span class="Card_label">اقتصاد</span>
    <h3 class="Card_title">مطار الشاطئ يستقبل أولى الرحلات</h3><p>خبر قصير عن المطار</p></a>)");
  EXPECT_EQ(titles(found), Strings{"مطار الشاطئ يستقبل أولى الرحلات"});
}

TEST(Listing, DrupalNodesAndQueries) {
  EXPECT_EQ(list("<h2><a href='/node/150777'>تقرير مصور عن موسم قطاف الزيتون</a></h2>").links.size(), 1u);
  EXPECT_EQ(list("<h2><a href='/?p=4711'>تقرير مصور عن موسم قطاف الزيتون</a></h2>").links.size(), 1u);
  EXPECT_EQ(
      list("<h2><a href='/News/Details.aspx?id=4711'>تقرير مصور عن موسم قطاف الزيتون</a></h2>").links.size(),
      1u);
}

TEST(Listing, OpaqueAddressesNeedCompany) {
  const std::string one = "<h3><a href='/e/Xk3'>عنوان من أربع كلمات هنا</a></h3>";
  EXPECT_TRUE(list(one).links.empty());
  EXPECT_EQ(list(one + "<h3><a href='/e/Pq7'>عنوان آخر من خمس كلمات</a></h3><h3><a href='/e/Zz9'>عنوان ثالث "
                       "من خمس كلمات</a></h3>")
                .links.size(),
            3u);
}

TEST(Listing, APageWithoutArticlesHasNone) { EXPECT_TRUE(list("<p>لا توجد نتائج</p>").links.empty()); }

TEST(Listing, SubdomainsBelongOtherDomainsDoNot) {
  const Found found = list(
      R"(<h2><a href="https://sport.news.example/2023/06/05/match">فوز الميناء على الشراع في المباراة</a></h2>
    <h2><a href="https://other.example/2023/06/05/match">فوز الميناء على الشراع في المباراة</a></h2>)");
  EXPECT_EQ(urls(found), Strings{"https://sport.news.example/2023/06/05/match"});
}

TEST(Listing, ResolvesAgainstBaseHref) {
  const Found found = read(
      "<html><head><base href='https://news.example/ar/'></head><body><h2><a href='story/123456'>تقرير مصور "
      "عن موسم القطاف</a></h2></body></html>",
      "https://news.example/x/y");
  EXPECT_EQ(urls(found), Strings{"https://news.example/ar/story/123456"});
}

TEST(Listing, NamesTheNextPage) {
  EXPECT_EQ(list("<a rel='next' href='?page=1'>التالي</a>").next_page,
            "https://www.news.example/latest?page=1");
  EXPECT_EQ(list("").next_page, "");
}

TEST(Listing, ASelectorTakesWhatItSelects) {
  outlet::Source source;
  source.kind = outlet::Source::Kind::listing;
  source.url = "https://www.news.example/latest";
  auto selector = page::Selector::compile(".teaser");
  ASSERT_TRUE(selector.has_value());
  source.links = *selector;
  const auto found = read_source(
      page("<div class=teaser><a href='/x'><img src=1></a><a href='/x'>قصير</a></div><a class=teaser "
           "href='/y'>آخر</a><h2><a href='/2023/06/05/a-b-c-d'>ليس هذا من القائمة أبدا</a></h2>"),
      "text/html", source.url, &source, nullptr);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(urls(*found), (Strings{"https://www.news.example/x", "https://www.news.example/y"}));
  EXPECT_EQ(titles(*found), (Strings{"قصير", "آخر"}));
}

TEST(Shape, TellsArticlesFromTheRest) {
  struct Case {
    const char* url;
    bool never, dated, numbered, slug;
  };
  const Case cases[] = {
      {"https://n.example/2023/06/05/a-b-c-d", false, true, false, true},
      {"https://n.example/news/2023-06-05/x", false, true, false, false},
      {"https://n.example/20230605/x", false, true, false, false},
      {"https://n.example/story-1701642.html", false, false, true, false},
      {"https://n.example/187733/عنوان-من-أربع-كلمات/", false, false, true, true},
      {"https://n.example/archives/318744", false, false, true, false},
      {"https://n.example/archive/2023/06", false, false, false, false},
      {"https://n.example/?p=318744", false, false, true, false},
      {"https://n.example/?page=2", true, false, false, false},
      {"https://n.example/", true, false, false, false},
      {"https://n.example/tag/t-1-2-3/", true, false, false, true},
      {"https://n.example/taxonomy/term/400", true, false, true, false},
      {"https://n.example/page/about", true, false, false, false},
      {"https://n.example/files/report-of-the-year.pdf", true, false, false, true},
      {"https://n.example/ثقافة-و-فنون", false, false, false, false},
      {"https://n.example/politics", false, false, false, false},
      {"https://n.example/2014/world/1/9/us-suitcase/index.html", false, true, false, false},
      {"https://n.example/Issues/20130922/index.htm", false, false, false, false},
      {"https://n.example/Issues/20130922/Cat20130922135410.htm", true, true, true, false},
      {"https://n.example/2016/02/08/section_reports.html", true, true, false, false},
      {"https://n.example/2016/02/08/author-of-the-novel.html", false, true, false, true},
      {"https://n.example/news/newssection/188/1/انتخابات-النواب-في-الأقاليم", true, false, false, true},
      {"https://n.example/2013/09/a-b-c-d/?replytocom=68366", true, true, false, true},
      {"https://n.example/sports/Cup-Coast-2017/home-page", false, false, false, false},
  };
  for (const Case& c : cases) {
    const PathShape shape = shape_of(*url::parse(c.url));
    EXPECT_EQ(shape.never, c.never) << c.url;
    EXPECT_EQ(shape.dated, c.dated) << c.url;
    EXPECT_EQ(shape.numbered, c.numbered) << c.url;
    EXPECT_EQ(shape.slug, c.slug) << c.url;
  }
}

}  // namespace
}  // namespace rawi::discover
