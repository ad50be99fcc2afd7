// What the sites' documents look like: three make-ups, so that readers meet a weblog, tables and structured
// data.
#include <fmt/chrono.h>
#include <fmt/format.h>

#include "tests/support/site_generator/site.h"

namespace rawi::test {
namespace {

std::time_t seconds(std::int64_t unix_ms) { return static_cast<std::time_t>(unix_ms / 1000); }

std::string joined(const std::vector<std::string>& paragraphs, std::string_view before,
                   std::string_view after) {
  std::string out;
  for (const auto& paragraph : paragraphs) out.append(before).append(paragraph).append(after);
  return out;
}

constexpr std::string_view kMenu =
    "<nav><ul class=\"menu\"><li><a href=\"/\">الرئيسية</a></li><li><a "
    "href=\"/section/local\">محليات</a></li><li><a href=\"/section/culture\">ثقافة</a></li>"
    "<li><a href=\"/section/economy\">اقتصاد</a></li><li><a href=\"/section/sport\">رياضة</a></li><li><a "
    "href=\"/section/science\">علوم</a></li></ul></nav>";
constexpr std::string_view kFooter =
    "<footer><ul><li><a href=\"/about\">من نحن</a></li><li><a href=\"/contact\">اتصل بنا</a></li><li><a "
    "href=\"/privacy\">سياسة الخصوصية</a></li></ul>"
    "<p>جميع الحقوق محفوظة</p></footer>";

}  // namespace

std::string utc_date(std::int64_t unix_ms) {
  return fmt::format("{:%Y/%m/%d}", fmt::gmtime(seconds(unix_ms)));
}
std::string rfc3339(std::int64_t unix_ms) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}+00:00", fmt::gmtime(seconds(unix_ms)));
}

std::string Site::page(const SiteArticle& a, std::int64_t now_ms) const {
  const bool revised = a.revised_ms && *a.revised_ms <= now_ms;
  const auto& paragraphs = revised ? a.revised_paragraphs : a.paragraphs;
  const std::string date = rfc3339(plan_.started_ms + a.appears_ms);
  const std::string head = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\"><head><meta charset=\"utf-8\"><title>{} | صحيفة رقم "
      "{}</title><link rel=\"canonical\" href=\"{}\">",
      a.title, a.host, a.url);
  const std::string tail = fmt::format(
      "<aside><h3>الأكثر قراءة</h3><ul><li><a href=\"/tag/1\">وسم المدينة</a></li><li><a href=\"/tag/2\">وسم "
      "الميناء</a></li></ul></aside>{}</body></html>\n",
      kFooter);
  switch (a.host % 3) {
    case 0:
      return fmt::format(
          "{}<meta property=\"og:type\" content=\"article\"></head><body "
          "class=\"single\">{}<main><article><header><h1 class=\"entry-title\">{}</h1><div "
          "class=\"byline\"><span class=\"author\">{}</span>"
          " <time class=\"entry-date\" datetime=\"{}\">{}</time></div></header><div "
          "class=\"entry-content\">{}</div></article></main>{}",
          head, kMenu, a.title, a.author, date, date.substr(0, 10), joined(paragraphs, "<p>", "</p>\n"),
          tail);
    case 1:
      return fmt::format(
          "{}</head><body><table><tr><td class=menu>{}<td id=\"main\"><h1>{}</h1><div class=\"date\">{} "
          "GMT</div><div id=\"text\">{}</div></table>{}",
          head, kMenu, a.title,
          fmt::format("{:%d/%m/%Y %H:%M:%S}", fmt::gmtime(seconds(plan_.started_ms + a.appears_ms))),
          joined(paragraphs, "", "<br><br>\n"), tail);
    default:
      return fmt::format(
          "{}<script "
          "type=\"application/ld+json\">{{\"@context\":\"https://"
          "schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"{}\",\"datePublished\":\"{}\",{}\"author\":{"
          "{\"@type\":\"Person\",\"name\":\"{}\"}}}}</script></head>"
          "<body>{}<main class=\"Story\"><h1>{}</h1><div class=\"story-body\">{}</div></main>{}",
          head, a.title, date,
          revised ? fmt::format("\"dateModified\":\"{}\",", rfc3339(plan_.started_ms + *a.revised_ms))
                  : std::string(),
          a.author, kMenu, a.title, joined(paragraphs, "<p>", "</p>\n"), tail);
  }
}

std::string Site::feed(int host_index, std::int64_t now_ms) const {
  const bool atom = host_index % 3 == 2;
  std::string out = atom ? fmt::format(
                               "<?xml version=\"1.0\" encoding=\"utf-8\"?><feed "
                               "xmlns=\"http://www.w3.org/2005/Atom\"><title>صحيفة رقم {}</title>",
                               host_index)
                         : fmt::format(
                               "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss "
                               "version=\"2.0\"><channel><title>صحيفة رقم {}</title><link>http://{}/</link>",
                               host_index, host(host_index));
  for (const int index : visible(host_index, now_ms, plan_.feed_entries)) {
    const SiteArticle a = article(index);
    const std::int64_t at = plan_.started_ms + a.appears_ms;
    out += atom ? fmt::format(
                      "<entry><id>{0}</id><title>{1}</title><link "
                      "href=\"{0}\"/><published>{2}</published><updated>{2}</updated></entry>\n",
                      a.url, a.title, rfc3339(at))
                : fmt::format(
                      "<item><title>{0}</title><link>{1}</link><guid>{1}</guid><pubDate>{2:%a, %d %b %Y "
                      "%H:%M:%S} +0000</pubDate></item>\n",
                      a.title, a.url, fmt::gmtime(seconds(at)));
  }
  return out + (atom ? "</feed>\n" : "</channel></rss>\n");
}

std::string Site::sitemap(int host_index, std::int64_t now_ms) const {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?><urlset "
      "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  for (const int index : visible(host_index, now_ms, 0)) {
    const SiteArticle a = article(index);
    const bool revised = a.revised_ms && *a.revised_ms <= now_ms;
    out += fmt::format("<url><loc>{}</loc><lastmod>{}</lastmod></url>\n", a.url,
                       rfc3339(plan_.started_ms + (revised ? *a.revised_ms : a.appears_ms)));
  }
  return out + "</urlset>\n";
}

std::string Site::front_page(int host_index, std::int64_t now_ms) const {
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\"><head><meta charset=\"utf-8\"><title>صحيفة رقم "
      "{}</title><link rel=\"alternate\" type=\"application/rss+xml\" "
      "href=\"/feed.xml\"></head><body>{}<main>",
      host_index, kMenu);
  for (const int index : visible(host_index, now_ms, 30)) {
    const SiteArticle a = article(index);
    out += fmt::format("<article><h2><a href=\"{}\">{}</a></h2></article>\n", a.path, a.title);
  }
  return out + "</main>" + std::string(kFooter) + "</body></html>\n";
}

}  // namespace rawi::test
