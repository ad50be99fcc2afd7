#include "tests/bench/read_pages.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string_view>

namespace rawi::bench {
namespace {

constexpr std::string_view kWords[] = {
    "أعلنت",  "البلدية", "في",      "المدينة", "عن",      "خطة",   "جديدة", "لتوسعة",  "الحديقة",
    "العامة", "وقال",    "المهندس", "إن",      "العمل",   "يبدأ",  "خلال",  "الأسبوع", "المقبل",
    "على",    "أن",      "ينتهي",   "قبل",     "نهاية",   "الصيف", "وأضاف", "أن",      "المشروع",
    "يشمل",   "ممرات",   "للمشاة",  "ومقاعد",  "وأشجارا", "تناسب", "مناخ",  "المنطقة", "بعد",
    "دراسة",  "شارك",    "فيها",    "سكان",    "الحي"};

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  std::string sentence(int words) {
    std::string out;
    for (int i = 0; i < words; ++i) {
      if (i != 0) out += ' ';
      out += kWords[random_() % std::size(kWords)];
    }
    return out + '.';
  }

  std::string script(std::size_t bytes) {
    std::string out = "<script>(function(w,d){'use strict';";
    while (out.size() < bytes) {
      out += "var k" + std::to_string(random_() % 9999) +
             "=function(a,b){if(a<b&&w.q){return d.createElement('<i>'+a+'</i>')}};";
    }
    return out + "})(window,document);</script>\n";
  }

  std::string item() {
    const std::string id = std::to_string(random_() % 1'000'000);
    return "    <li class=\"related-item col-md-4 item-" + id + "\" data-track=\"{&quot;id&quot;:" + id +
           "}\">\n      <a href=\"/ar/news/2024/05/" + id +
           "?utm_source=home&amp;utm_medium=list\" title=\"" + sentence(5) +
           "\">\n        <img class=\"lazy\" src=\"/img/blank.gif\" data-src=\"/img/" + id +
           ".jpg\" width=\"320\" height=\"180\" alt=\"\">\n        <span class=\"title\">" + sentence(7) +
           "</span>\n      </a>\n      <svg class=\"icon\" viewBox=\"0 0 24 24\"><path d=\"M12 2l3 7h7l-6 4 "
           "2 7-6-4z\"/></svg>\n    </li>\n";
  }

  std::string page(std::size_t bytes) {
    std::string out =
        "<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\">\n<head>\n<meta charset=\"utf-8\">\n<title>" +
        sentence(6) + " | جريدة الحي</title>\n<meta property=\"og:title\" content=\"" + sentence(6) +
        "\">\n<script "
        "type=\"application/ld+json\">{\"@context\":\"https://"
        "schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"" +
        sentence(6) + "\",\"datePublished\":\"2024-05-11T09:30:00+03:00\"}</script>\n<style>" +
        std::string(bytes / 20, 'x') + "</style>\n" + script(bytes / 4) +
        "</head>\n<body class=\"single rtl\">\n<nav><ul>\n";
    for (int i = 0; i < 12; ++i)
      out += "  <li><a href=\"/s/" + std::to_string(i) + "\">" + sentence(2) + "</a></li>\n";
    out += "</ul></nav>\n<main>\n<article class=\"post\">\n  <h1 class=\"entry-title\">" + sentence(8) +
           "</h1>\n  <time datetime=\"2024-05-11T09:30:00+03:00\">11 مايو 2024</time>\n  <div "
           "class=\"entry-content\">\n";
    const std::size_t article_end = out.size() + bytes / 6;
    while (out.size() < article_end)
      out += "    <p>" + sentence(30) + " <strong>" + sentence(3) + "</strong> " + sentence(25) + "</p>\n";
    out += "  </div>\n</article>\n<aside><ul class=\"related\">\n";
    const std::size_t items_end = bytes - bytes / 4;
    while (out.size() < items_end) {
      out += item();
      if (random_() % 8 == 0) out += "<!-- /ad-slot -->" + script(600);
    }
    out += "</ul></aside>\n</main>\n" + script(bytes > out.size() ? bytes - out.size() : 100) +
           "</body>\n</html>\n";
    return out;
  }

 private:
  std::mt19937 random_;
};

}  // namespace

std::vector<Page> pages_of(const std::string& folder) {
  std::vector<Page> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string ending = entry.path().extension().string();
    if (!entry.is_regular_file() || (ending != ".html" && ending != ".htm")) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    out.push_back({entry.path().filename().string(), {std::istreambuf_iterator<char>(in), {}}});
  }
  std::sort(out.begin(), out.end(), [](const Page& a, const Page& b) { return a.name < b.name; });
  return out;
}

Page made_page(std::size_t bytes, unsigned seed) {
  return {"made-" + std::to_string(bytes / 1000) + "KB-" + std::to_string(seed), Maker(seed).page(bytes)};
}

}  // namespace rawi::bench
