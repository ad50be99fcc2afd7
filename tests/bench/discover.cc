// How fast sources are read: a whole feed, a broken one, a sitemap of 50,000 pages, a listing of 200 cards.
#include <chrono>
#include <cstdio>
#include <string>

#include "connectors/discover/discover.h"

namespace {

std::string entry(int i, bool broken) {
  const std::string n = std::to_string(i);
  return "<item><title>خبر رقم " + n + " من الميناء القديم" + (broken ? "&nbsp;" : "") +
         "</title><link>https://news.example/2023/06/05/story-" + n +
         "/</link><guid isPermaLink=\"false\">post-" + n +
         "</guid><pubDate>Mon, 05 Jun 2023 10:00:00 +0000</pubDate><description><![CDATA[<p>" +
         std::string(2000, 'x') + "</p>]]></description></item>\n";
}

std::string feed(bool broken) {
  std::string out = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>x</title>";
  for (int i = 0; i < 50; ++i) out += entry(i, broken);
  return out + (broken ? "" : "</channel></rss>");
}

std::string sitemap() {
  std::string out = "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">";
  for (int i = 0; i < 50'000; ++i)
    out += "<url><loc>https://news.example/article/" + std::to_string(i) +
           "</loc><lastmod>2023-06-05</lastmod></url>\n";
  return out + "</urlset>";
}

std::string listing() {
  std::string out = "<!DOCTYPE html><html><body><nav><a href=\"/politics\">سياسة</a></nav><main>";
  for (int i = 0; i < 200; ++i) {
    const std::string url = "/article/" + std::to_string(100'000 + i);
    out += "<article class=\"card\"><a href=\"" + url + "\"><img src=\"x.jpg\"></a><h3><a href=\"" + url +
           "\">عنوان من خمس كلمات هنا</a></h3><p>نص</p></article>\n";
  }
  return out + "</main></body></html>";
}

void measure(const char* name, const std::string& bytes, int rounds) {
  std::size_t links = 0;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < rounds; ++i) {
    if (const auto found = rawi::discover::read_source(bytes, "", "https://news.example/x", nullptr, nullptr))
      links += found->links.size();
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("%-14s %8.2f ms each  %8.1f MB/s  %9.0f links/s\n", name, seconds * 1000 / rounds,
              static_cast<double>(bytes.size()) * rounds / seconds / 1e6,
              static_cast<double>(links) / seconds);
}

}  // namespace

int main() {
  measure("feed", feed(false), 300);
  measure("broken feed", feed(true), 300);
  measure("sitemap", sitemap(), 4);
  measure("listing", listing(), 100);
}
