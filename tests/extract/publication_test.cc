#include <gtest/gtest.h>

#include "tests/extract/pages.h"

namespace rawi::extract::test {
namespace {

struct Case {
  const char* what;
  Parts parts;
  std::string url, published, modified;  // "": none
};

Parts with(std::string head, std::string below_title = {}, std::string above = {}, std::string after = {}) {
  Parts p;
  p.head = std::move(head);
  p.below_title = std::move(below_title);
  p.above = std::move(above);
  p.after = std::move(after);
  return p;
}

std::string meta(std::string_view name, std::string_view content) {
  return "<meta property=\"" + std::string(name) + "\" content=\"" + std::string(content) + "\">";
}
std::string ld(std::string_view members) {
  return "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"" +
         std::string(kTitle) + "\"," + std::string(members) + "}</script>";
}

class Dates : public testing::TestWithParam<Case> {};

TEST_P(Dates, AreWhatThePageStates) {
  const auto& c = GetParam();
  const Article a = article(c.parts, c.url);
  EXPECT_EQ(a.published_at.value_or(""), c.published) << c.what << "\n" << a.url;
  EXPECT_EQ(a.modified_at.value_or(""), c.modified) << c.what;
}

const std::string kCom = "https://www.almidan.example/news/48210/port-opens";
const std::string kJordan = "https://www.almidan.jo/news/48210/port-opens";

INSTANTIATE_TEST_SUITE_P(
    Evidence, Dates,
    testing::Values(
        Case{"nothing stated", with(""), kCom, "", ""},
        Case{
            "JSON-LD with both",
            with(ld(
                R"("datePublished":"2024-03-01T10:00:00+03:00","dateModified":"2024-03-01T11:30:00+03:00")")),
            kCom, "2024-03-01T10:00:00+03:00", "2024-03-01T11:30:00+03:00"},
        Case{"Arabic text in article:published_time",
             with(meta("article:published_time", "الجمعة، 01 مارس 2024 - 12:09 م")), kJordan,
             "2024-03-01T12:09:00+03:00", ""},
        Case{"printed under the headline", with("", "<div>الجمعة 1 آذار 2024 03:58 م</div>"), kJordan,
             "2024-03-01T15:58:00+03:00", ""},
        Case{"printed among tools",
             with("",
                  "<div><span>1 مارس 2024 03:58 م</span> <a href=\"/p\">نسخة للطباعة</a> <a href=\"/s\">أرسل "
                  "إلى صديق</a></div>"),
             kJordan, "2024-03-01T15:58:00+03:00", ""},
        Case{"printed in several pieces",
             with("", "<div><b>تاريخ النشر:</b><span>01.03.2024</span> | <span>13:49 GMT</span></div>"), kCom,
             "2024-03-01T13:49:00+00:00", ""},
        Case{"published and updated on one line",
             with("", "<div>نشر: 1 مارس 2024 10:00 | آخر تحديث: 2 مارس 2024 09:30</div>"), kJordan,
             "2024-03-01T10:00:00+03:00", "2024-03-02T09:30:00+03:00"},
        Case{"the day in the path, a change printed",
             with("", "<div>السبت 2 مارس 2024، آخر تحديث 14:00 (GMT+0400)</div>"),
             "https://www.almidan.example/2024/harbours/3/1/quay/index.html", "2024-03-01",
             "2024-03-02T14:00:00+04:00"},
        Case{"the path alone", with(""), "https://www.almidan.example/2024/03/01/quay/", "2024-03-01", ""},
        Case{"a date without time stays a date", with("", "<div>1 مارس 2024</div>"), kJordan, "2024-03-01",
             ""},
        Case{"midnight that software padded",
             with(meta("article:published_time", "2024-03-01T00:00:00+03:00"), "<div>1 مارس 2024</div>"),
             kCom, "2024-03-01", ""},
        Case{
            "midnight that is printed",
            with(meta("article:published_time", "2024-03-01T00:00:00+03:00"), "<div>1 مارس 2024 00:00</div>"),
            kJordan, "2024-03-01T00:00:00+03:00", ""},
        Case{"a feed's plugin stamps Z on local time",
             with(meta("article:published_time", "2024-03-01T15:58:21Z"), "<div>1 مارس 2024 03:58 م</div>"),
             kJordan, "2024-03-01T15:58:21+03:00", ""},
        Case{"two plugins an hour apart, both in UTC",
             with(meta("article:published_time", "2024-03-01T15:58:21+00:00") +
                  "<meta name=\"share:article_published_time\" content=\"2024-03-01T13:58:21+00:00\">"),
             kCom, "2024-03-01T15:58:21+02:00", ""},
        Case{"month first, as everything else says",
             with("<meta name=\"publish_date\" content=\"2/10/2024 12:36 AM\">", "<div>10 فبراير 2024</div>"),
             kJordan, "2024-02-10T00:36:00+03:00", ""}));

INSTANTIATE_TEST_SUITE_P(
    Decoys, Dates,
    testing::Values(
        Case{"a clock in the header",
             with("", "<div>1 مارس 2024 10:00</div>",
                  "<div class=\"today-date\">الاثنين 20 مايو 2024 11:00</div>"),
             kJordan, "2024-03-01T10:00:00+03:00", ""},
        Case{"dates of other articles",
             with("", "", "",
                  "<aside><div>خبر آخر <span>5 مايو 2024</span></div><div><span>6 مايو "
                  "2024</span></div></aside>"),
             kCom, "", ""},
        Case{"a template's date that everything else denies",
             with(ld(R"("datePublished":"2014-01-01T00:00:00Z")") +
                      meta("article:published_time", "2024-03-01T10:00:00+03:00"),
                  "<div>1 مارس 2024 10:00</div>"),
             "https://www.almidan.jo/2024/03/01/quay", "2024-03-01T10:00:00+03:00", ""},
        Case{"a date after now", with(meta("article:published_time", "2031-01-01T10:00:00Z")), kCom, "", ""},
        Case{
            "a change before publication",
            with(ld(
                R"("datePublished":"2024-03-01T10:00:00+03:00","dateModified":"2024-02-28T10:00:00+03:00")")),
            kCom, "2024-03-01T10:00:00+03:00", ""},
        Case{"a relative time on a page from a file", with("", "<div>منذ ساعتين</div>"), kCom, "", ""},
        Case{"comments have dates too",
             with("", "", "", "<ol class=\"comments\"><li>قارئ 7 مايو 2024 10:00</li></ol>"), kCom, "", ""}));

TEST(DateZone, SaysWhereItComesFrom) {
  const auto zone = [](const Parts& parts, const std::string& url) {
    return article(parts, url).provenance.fields["published_zone"];
  };
  EXPECT_EQ(zone(with("", "<div>1 مارس 2024 10:00</div>"), kJordan), "host");
  EXPECT_EQ(zone(with("", "<div>1 مارس 2024 10:00</div>"), kCom), "utc");
  EXPECT_EQ(zone(with(meta("article:published_time", "2024-03-01T10:00:00+03:00")), kCom), "stated");
  EXPECT_EQ(zone(with("", "<div>1 مارس 2024</div>"), kJordan), "") << "no time, no zone";
}

TEST(DateZone, OfTheOutletComesBeforeTheHosts) {
  Parts parts = with("", "<div>1 مارس 2024 10:00</div>");
  const std::string html = page(parts);
  PageInput input;
  input.bytes = html;
  input.url = kJordan;
  outlet::Outlet outlet = outlet::no_outlet(kJordan);
  outlet.zone = "Africa/Algiers";
  const Article a = article_of(read_page(input, outlet, {}));
  EXPECT_EQ(a.published_at.value_or(""), "2024-03-01T10:00:00+01:00");
  EXPECT_EQ(a.provenance.fields.at("published_zone"), "outlet");
}

TEST(DateRelative, CountsFromNowWhereThePageWasFetched) {
  const std::string html = page(with("", "<div class=\"date\">منذ ساعتين</div>"));
  PageInput input;
  input.bytes = html;
  input.url = kCom;
  input.http_status = 200;
  ReadOptions options;
  options.now_unix = 1'716'192'000;
  const Article a = article_of(read_page(input, outlet::no_outlet(kCom), options));
  EXPECT_EQ(a.published_at.value_or(""), "2024-05-20T06:00:00+00:00");
}

}  // namespace
}  // namespace rawi::extract::test
