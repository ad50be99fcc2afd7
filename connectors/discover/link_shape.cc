#include "connectors/discover/link_shape.h"

#include <algorithm>
#include <array>
#include <vector>

#include "connectors/arabic/normalize.h"
#include "connectors/discover/ascii.h"

namespace rawi::discover {
namespace {

// A path segment of this name leads to lists, people, services or copies, whatever follows it.
constexpr auto kNotArticles = std::to_array<std::string_view>(
    {"tag",          "tags",          "topic",    "topics",         "category",
     "categories",   "cat",           "section",  "sections",       "taxonomy",
     "author",       "authors",       "writer",   "writers",        "user",
     "users",        "profile",       "search",   "login",          "signin",
     "register",     "signup",        "account",  "subscribe",      "newsletter",
     "newsletters",  "about",         "about-us", "aboutus",        "contact",
     "contact-us",   "contactus",     "privacy",  "privacy-policy", "terms",
     "terms-of-use", "policy",        "policies", "advertise",      "advertise-with-us",
     "ads",          "careers",       "jobs",     "team",           "faq",
     "help",         "rss",           "feed",     "feeds",          "atom",
     "sitemap",      "site-map",      "wp-admin", "wp-content",     "wp-login.php",
     "wp-json",      "cdn-cgi",       "print",    "share",          "email",
     "comments",     "comment",       "reply",    "cart",           "shop",
     "cookies",      "archives-list", "keyword",  "keywords",       "label",
     "hashtag",      "accessibility", "وسم",      "وسوم",           "تصنيف",
     "قسم",          "اقسام",         "كاتب",     "الكاتب",         "بحث",
     "من-نحن"});
// These lead to articles when more follows.
constexpr auto kArticleWords = std::to_array<std::string_view>(
    {"article", "articles", "news", "story", "stories", "node", "post", "posts", "content", "archives",
     "report", "details", "viewnews", "p", "a", "n", "اخبار", "خبر"});
constexpr auto kFiles = std::to_array<std::string_view>(
    {".jpg",  ".jpeg", ".png", ".gif", ".webp", ".svg", ".pdf", ".mp3",  ".mp4",
     ".m3u8", ".xml",  ".rss", ".css", ".js",   ".zip", ".doc", ".docx", ".xls",
     ".xlsx", ".ppt",  ".apk", ".ico", ".m4a",  ".avi", ".txt", ".json"});

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_year(std::string_view s) { return s.size() == 4 && all_digits(s) && s >= "1990" && s <= "2099"; }
bool is_part(std::string_view s) { return (s.size() == 1 || s.size() == 2) && all_digits(s); }

// "2023-06-05", "2023_6_5", "20230605".
bool is_whole_date(std::string_view s) {
  if (s.size() == 8 && all_digits(s))
    return is_year(s.substr(0, 4)) && s.substr(4, 2) <= "12" && s.substr(6, 2) <= "31";
  return s.size() >= 8 && s.size() <= 10 && is_year(s.substr(0, 4)) && !is_digit(s[4]) && !is_letter(s[4]) &&
         is_digit(s.back());
}

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < path.size();) {
    const auto end = std::min(path.find('/', at), path.size());
    if (end > at) out.push_back(lower(path.substr(at, end - at)));
    at = end + 1;
  }
  return out;
}

std::string_view without_extension(std::string_view s) {
  for (const std::string_view ending :
       {".html", ".htm", ".shtml", ".aspx", ".asp", ".php", ".jsp", ".ece", ".amp"}) {
    if (s.ends_with(ending)) return s.substr(0, s.size() - ending.size());
  }
  return s;
}

// Digits at the start or end of a segment, or all of it: "1701642", "story-1701642", "1701642-title".
std::size_t id_digits(std::string_view s) {
  std::size_t front = 0, back = 0;
  while (front < s.size() && is_digit(s[front])) ++front;
  while (back < s.size() && is_digit(s[s.size() - 1 - back])) ++back;
  const auto separates = [](char c) { return c == '-' || c == '_' || c == '.' || c == ',' || is_letter(c); };
  if (front == s.size()) return front;
  if (is_year(s.substr(s.size() - back))) back = 0;  // "budget-2024"
  if (front > 0 && !separates(s[front])) front = 0;
  if (back > 0 && !separates(s[s.size() - 1 - back])) back = 0;
  return std::max(front, back);
}

bool is_slug(std::string_view s) {
  const auto separators =
      std::count_if(s.begin(), s.end(), [](char c) { return c == '-' || c == '_' || c == '+' || c == ' '; });
  const auto digits = std::count_if(s.begin(), s.end(), is_digit);
  const auto characters = std::count_if(
      s.begin(), s.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
  if (digits * 2 > characters) return false;
  return separators >= 3 || (separators >= 2 && characters >= 16);
}

// "id=123", "p=123", "articleid=…", also with a date or title in it.
bool query_names_article(std::string_view query) {
  for (std::size_t at = 0; at < query.size();) {
    const auto end = std::min(query.find('&', at), query.size());
    const std::string_view pair = query.substr(at, end - at);
    at = end + 1;
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string key = lower(pair.substr(0, equals));
    const bool id = key == "p" || key == "id" || key == "nid" || key == "aid" || key.ends_with("id") ||
                    key == "news" || key == "article" || key == "story";
    if (id && key != "sid" && key != "catid" && key != "cat_id" && id_digits(pair.substr(equals + 1)) >= 3)
      return true;
  }
  return false;
}

// What a page does to itself: a reply form, a print view, a search.
bool query_is_service(std::string_view query) {
  static constexpr auto kServices = std::to_array<std::string_view>(
      {"replytocom", "share", "print", "s", "search", "attachment_id", "feed"});
  for (std::size_t at = 0; at < query.size();) {
    const auto end = std::min(query.find('&', at), query.size());
    const std::string_view pair = query.substr(at, end - at);
    if (among(kServices, lower(pair.substr(0, pair.find('='))))) return true;
    at = end + 1;
  }
  return false;
}

// "section_local", "cat20130922": a list in one word. "author-of-a-novel" is a title.
bool is_joined_list(std::string_view s) {
  const auto end = std::find_if_not(s.begin(), s.end(), is_letter);
  return end != s.begin() && end != s.end() && (*end == '_' || is_digit(*end)) &&
         among(kNotArticles, std::string_view(s.begin(), end));
}

std::string pattern_of(const std::vector<std::string>& segments, const url::Url& url) {
  std::string out;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const std::string_view s = without_extension(segments[i]);
    const bool last = i + 1 == segments.size();
    out += '/';
    if (all_digits(s)) {
      out += '9';
    } else if (is_slug(s)) {
      out += "slug";
    } else if (last) {
      out += id_digits(s) >= 3 ? "word9" : "word";
    } else {
      out += i == 0 && segments.size() == 2 ? std::string(s) : "*";
    }
  }
  if (url.has_query && query_names_article(url.query)) out += "?9";
  return out;
}

}  // namespace

PathShape shape_of(const url::Url& url) {
  PathShape shape;
  auto segments = segments_of(url::decoded_path(url));
  if (!segments.empty() &&
      (without_extension(segments.back()) == "index" || without_extension(segments.back()) == "default")) {
    if (!query_names_article(url.query)) segments.pop_back();
  }
  const bool in_query = query_names_article(url.query);
  shape.pattern = pattern_of(segments, url);
  shape.numbered = in_query;
  if (segments.empty()) {
    shape.never = !in_query;
    return shape;
  }
  const std::string& whole_last = segments.back();
  shape.never =
      query_is_service(url.query) || is_joined_list(whole_last) ||
      std::any_of(kFiles.begin(), kFiles.end(), [&](std::string_view e) { return whole_last.ends_with(e); });
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const std::string& s = segments[i];
    if (among(kNotArticles, s) && !(i + 1 < segments.size() && is_year(segments[i + 1]))) shape.never = true;
    for (const std::string_view ending :
         {"section", "sections", "category", "categories", "tags", "authors"}) {
      if (s.size() > ending.size() && s.ends_with(ending))
        shape.never = true;  // "newssection", "sub-category"
    }
    if (s == "page" && i + 1 < segments.size() && !is_slug(segments[i + 1])) shape.never = true;
    if (among(kArticleWords, s) && (i + 1 < segments.size() || in_query)) shape.article_word = true;
    const bool whole_date = is_whole_date(s.substr(0, 10)) || is_whole_date(s.substr(0, 8));
    if (whole_date && (i + 1 < segments.size() || s.size() > 10)) shape.dated = true;
    if (i + 2 < segments.size() && is_year(s) && is_part(segments[i + 1])) shape.dated = true;
    // "/2014/world/1/9/title": the section stands inside the date.
    if (i + 4 < segments.size() && is_year(s) && is_part(segments[i + 2]) && is_part(segments[i + 3]))
      shape.dated = true;
  }
  const std::string_view last = without_extension(whole_last);
  for (const std::string_view service :
       {"privacy-", "terms-", "about-", "contact-", "cookie-", "advertise-"}) {
    if (segments.size() == 1 && last.starts_with(service)) shape.never = true;
  }
  const std::string_view before =
      segments.size() > 1 ? std::string_view(segments[segments.size() - 2]) : std::string_view();
  shape.slug = is_slug(last);
  if (id_digits(last) >= 3 && !is_year(last) && !is_whole_date(last)) shape.numbered = true;
  if (id_digits(before) >= 4 && !is_year(before) && !is_whole_date(before)) shape.numbered = true;
  return shape;
}

int count_words(std::string_view utf8) {
  int words = 0;
  bool inside = false;
  for (const char c : utf8) {
    const bool part = is_letter(c) || is_digit(c) || (static_cast<unsigned char>(c) & 0x80) != 0;
    if (part && !inside) ++words;
    if (is_blank(c)) inside = false;
    if (part) inside = true;
  }
  return words;
}

bool is_call_to_read(std::string_view text) {
  static constexpr auto kCalls = std::to_array<std::string_view>(
      {"المزيد", "اضغط هنا", "هنا", "اقرا المزيد", "اقرا ايضا", "اكمل القراءه", "قراءه المزيد", "للمزيد",
       "التفاصيل", "تفاصيل", "اقرا", "شاهد المزيد", "عرض المزيد", "تابع القراءه", "read more",
       "continue reading", "more", "view all"});
  const std::string words = arabic::match_text(text);
  return std::find(kCalls.begin(), kCalls.end(), words) != kCalls.end();
}

}  // namespace rawi::discover
