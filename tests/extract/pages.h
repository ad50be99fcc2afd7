// Small pages of our own for the tests of this room.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "connectors/article.h"
#include "connectors/extract/read.h"
#include "connectors/outlet/outlet.h"
#include "connectors/page/document.h"

namespace rawi::extract::test {

inline constexpr std::string_view kUrl = "https://www.almidan.example/news/48210/port-opens";

// Three paragraphs, long enough to be an article, about a harbour.
inline constexpr std::string_view kText =
    "<p>افتتحت إدارة الميناء صباح الأحد رصيفا جديدا لاستقبال سفن الصيد الصغيرة، بعد أعمال توسعة استمرت نحو "
    "عامين وشملت تعميق "
    "الحوض وتجديد المخازن القديمة.</p>"
    "<p>وقال مدير الميناء إن الرصيف يتسع لأربعين مركبا في وقت واحد، مضيفا أن الصيادين سيدفعون رسوما رمزية "
    "خلال السنة الأولى من "
    "التشغيل.</p>"
    "<p>ويتوقع تجار السوق المجاورة أن تنخفض أسعار الأسماك مع وصول كميات أكبر كل صباح، بينما طالب بعضهم "
    "بتوسيع الطريق المؤدية إلى "
    "المدينة.</p>";
// Three more, so that a page holds a full report.
inline constexpr std::string_view kMore =
    "<p>وبدأت أعمال التوسعة قبل عامين حين اكتشف المهندسون تشققات في الجدار البحري الذي بني في منتصف القرن "
    "الماضي، فتقرر هدم جزء منه "
    "وإعادة بنائه بحجارة أكبر.</p>"
    "<p>وكلف المشروع نحو تسعة ملايين، دفعت البلدية ثلثها وجاء الباقي من صندوق تنمية الساحل، وشارك في التنفيذ "
    "عمال من القرى المجاورة "
    "طوال فصلي الصيف والخريف.</p>"
    "<p>ومن المقرر أن تنتقل إدارة الميناء في العام المقبل إلى مبنى جديد قرب المنارة، على أن يتحول المبنى "
    "القديم إلى متحف صغير يعرض أدوات "
    "الصيد وصور المراكب الأولى.</p>";
inline constexpr std::string_view kTitle = "افتتاح رصيف جديد في ميناء الصيد القديم";

struct Parts {
  std::string head;                         // inside <head>, besides <title>
  std::string title = std::string(kTitle);  // of <title>
  std::string above, below_title, after;    // inside <body>
  std::string h1 = std::string(kTitle);     // empty: none
  std::string text = std::string(kText);
};

inline std::string page(const Parts& p) {
  return "<!DOCTYPE html><html lang=\"ar\" dir=\"rtl\"><head><meta charset=\"utf-8\"><title>" + p.title +
         "</title>" + p.head + "</head><body>" + p.above + "<main><article>" +
         (p.h1.empty() ? "" : "<h1>" + p.h1 + "</h1>") + p.below_title + "<div class=\"content\">" + p.text +
         "</div></article></main>" + p.after + "</body></html>";
}

inline Reading read(const std::string& html, std::string_view url = kUrl, ReadOptions options = {}) {
  PageInput input;
  input.bytes = html;
  input.url = url;
  input.content_type = "text/html; charset=utf-8";
  input.fetched_at = "2024-05-20T08:00:00Z";
  if (!options.now_unix) options.now_unix = 1'716'192'000;  // 2024-05-20T08:00:00Z
  return read_page(input, outlet::no_outlet(url), options);
}

// The article, or one without a title whose URL is the reason it was refused for.
inline Article article_of(const Reading& reading) {
  if (const auto* article = std::get_if<Article>(&reading)) return *article;
  Article none;
  none.url = "rejected: " + std::get<Rejection>(reading).reason;
  return none;
}

inline Article article(const Parts& parts, std::string_view url = kUrl) {
  return article_of(read(page(parts), url));
}

// The reason a page is refused for; "" for an article.
inline std::string reason(const std::string& html, std::string_view url = kUrl, ReadOptions options = {}) {
  const Reading reading = read(html, url, options);
  const auto* rejection = std::get_if<Rejection>(&reading);
  return rejection == nullptr ? std::string() : rejection->reason;
}

}  // namespace rawi::extract::test
