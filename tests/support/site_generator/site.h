// A world of news sites made up on the fly: the same seed gives the same articles.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rawi::test {

struct SitePlan {
  int hosts = 50;
  int articles = 2000;  // over all hosts
  std::uint64_t seed = 1;
  std::int64_t over_ms =
      0;               // articles appear evenly over this time after the start; 0: all are there at once
  double copies = 0;   // share of articles that repeat an earlier one of another host, word for word
  double revised = 0;  // share of articles that change once, `revise_after_ms` after they appeared
  std::int64_t revise_after_ms = 10'000;
  int feed_entries = 0;         // how many of the newest a feed lists; 0: all
  std::int64_t started_ms = 0;  // Unix milliseconds that "after the start" counts from
};

struct SiteArticle {
  int index = 0, host = 0;
  std::string url, path, title, author, section;
  std::vector<std::string> paragraphs, revised_paragraphs;  // the latter empty where it is never revised
  std::int64_t appears_ms = 0;                              // after the start
  std::optional<std::int64_t> revised_ms;                   // after the start
  std::optional<int> copy_of;                               // index of the article it repeats
};

struct SiteAnswer {
  int status = 404;
  std::string content_type = "text/html; charset=utf-8", body, etag;
};

// Immutable; everything is a function of the plan, the request and the time.
class Site {
 public:
  explicit Site(SitePlan plan);

  [[nodiscard]] const SitePlan& plan() const { return plan_; }
  [[nodiscard]] std::string host(int index) const;  // "outlet007.example"
  [[nodiscard]] SiteArticle article(int index) const;
  // `host` without port; `path` with query, as requested; `since_start_ms`: now.
  [[nodiscard]] SiteAnswer answer(std::string_view host, std::string_view path,
                                  std::int64_t since_start_ms) const;
  [[nodiscard]] std::string outlet_file(int host) const;  // YAML for the daemon
  // One JSON object: url, outlet, title, paragraphs, published_at, appears_ms, revised_ms,
  // revised_paragraphs, copy_of (URL). What must come out of a reader of all hosts.
  [[nodiscard]] std::string manifest_line(int index) const;

 private:
  [[nodiscard]] int host_of(int article) const { return article % plan_.hosts; }
  [[nodiscard]] std::int64_t appears_ms(int article) const;
  [[nodiscard]] std::string path_of(int article) const;
  [[nodiscard]] std::optional<int> article_at(int host, std::string_view path) const;
  [[nodiscard]] std::vector<int> visible(int host, std::int64_t now_ms, int most) const;  // newest first
  [[nodiscard]] std::string page(const SiteArticle& article, std::int64_t now_ms) const;
  [[nodiscard]] std::string feed(int host, std::int64_t now_ms) const;
  [[nodiscard]] std::string sitemap(int host, std::int64_t now_ms) const;
  [[nodiscard]] std::string front_page(int host, std::int64_t now_ms) const;

  SitePlan plan_;
};

[[nodiscard]] std::string utc_date(std::int64_t unix_ms);  // "2026/11/22"
[[nodiscard]] std::string rfc3339(std::int64_t unix_ms);   // "2026-11-22T07:30:00+00:00"

}  // namespace rawi::test
