#include "connectors/discover/site.h"

#include <algorithm>
#include <array>
#include <utility>

#include "connectors/arabic/normalize.h"
#include "connectors/discover/anchors.h"
#include "connectors/discover/ascii.h"
#include "connectors/discover/link_list.h"
#include "connectors/discover/link_shape.h"
#include "connectors/page/charset.h"
#include "connectors/page/document.h"

namespace rawi::discover {
namespace {

using Kind = outlet::Source::Kind;
using page::Document;
using page::NodeId;
using page::Tag;

constexpr std::size_t kMostCandidates = 32;

struct Path {
  std::string_view path, why;
};

// By software, as it installs itself.
constexpr auto kFeedPaths = std::to_array<Path>({{"/feed/", "well-known path of WordPress"},
                                                 {"/rss.xml", "well-known path of Drupal"},
                                                 {"/rss", "well-known path"},
                                                 {"/feed", "well-known path"},
                                                 {"/feeds/posts/default", "well-known path of Blogger"},
                                                 {"/atom.xml", "well-known path"},
                                                 {"/feed.xml", "well-known path"},
                                                 {"/index.xml", "well-known path of Hugo"},
                                                 {"/rss/latest", "well-known path"},
                                                 {"/ar/rss", "well-known path"},
                                                 {"/?format=feed&type=rss", "well-known path of Joomla"},
                                                 {"/feed.json", "well-known path"}});
constexpr auto kSitemapPaths = std::to_array<Path>({{"/news-sitemap.xml", "well-known path"},
                                                    {"/sitemap-news.xml", "well-known path"},
                                                    {"/sitemap_news.xml", "well-known path"},
                                                    {"/sitemap.xml", "well-known path"},
                                                    {"/sitemap_index.xml", "well-known path of Yoast"},
                                                    {"/wp-sitemap.xml", "well-known path of WordPress"},
                                                    {"/sitemap-index.xml", "well-known path"}});

bool mentions(std::string_view text, std::string_view part) {
  return lower(text).find(part) != std::string::npos;
}

class SiteReader {
 public:
  SiteReader(const Document& document, url::Url url) : document_(document), url_(std::move(url)) {}

  Site run(const std::vector<std::string>& robots_sitemaps) {
    read_head();
    for (const auto& [url, title] : alternates_)
      propose(Kind::feed, url, "link rel=alternate", !is_side_feed(url, title));
    for (const auto& sitemap : robots_sitemaps)
      propose(Kind::sitemap, sitemap, "robots.txt", is_news_sitemap(sitemap));
    well_known(kFeedPaths, Kind::feed);
    for (const auto& sitemap : robots_sitemaps) propose(Kind::sitemap, sitemap, "robots.txt", true);
    well_known(kSitemapPaths, Kind::sitemap);
    anchors_that_say_rss();
    for (const auto& [url, title] : alternates_)
      propose(Kind::feed, url, "link rel=alternate", !is_comments(url, title));
    propose(Kind::listing, url_.to_string(), "the page itself", true);
    site_.home = url::canonical(url_.origin() + "/").value_or(url_.origin() + "/");
    return std::move(site_);
  }

 private:
  static bool is_comments(const std::string& url, const std::string& title) {
    return mentions(url, "comments") || mentions(title, "comments") ||
           title.find("تعليقات") != std::string::npos;
  }
  // Of one tag, author or section: the same articles again, fewer of them.
  static bool is_side_feed(const std::string& url, const std::string& title) {
    const auto parsed = url::parse(url);
    return is_comments(url, title) ||
           (parsed && (mentions(parsed->path, "/tag/") || mentions(parsed->path, "/author/") ||
                       mentions(parsed->path, "/category/")));
  }

  static bool is_news_sitemap(const std::string& url) {
    const auto parsed = url::parse(url);
    return parsed && mentions(parsed->path, "news");
  }

  void read_head() {
    std::string title, site_name;
    for (NodeId i = 0; i < document_.size(); ++i) {
      const Tag tag = document_.tag(i);
      const auto attribute = [&](std::string_view name) { return document_.attribute(i, name).value_or(""); };
      if (tag == Tag::title && title.empty()) title = arabic::published_text(document_.text_content(i));
      if (tag == Tag::meta && attribute("property") == "og:site_name" && site_name.empty())
        site_name = arabic::published_text(attribute("content"));
      if (tag == Tag::meta && equal_ignoring_case(attribute("name"), "generator"))
        generator_ = lower(attribute("content"));
      if (tag == Tag::link && mentions(attribute("rel"), "alternate"))
        alternate(attribute("type"), attribute("href"), attribute("title"));
    }
    site_.name = site_name.empty() ? name_in_title(title) : site_name;
  }

  void alternate(std::string_view type, std::string_view href, std::string_view title) {
    const bool json = mentions(type, "feed+json") ||
                      (equal_ignoring_case(trim(type), "application/json") && mentions(href, "feed"));
    if (!mentions(type, "rss") && !mentions(type, "atom") && !mentions(type, "rdf+xml") && !json) return;
    std::string url = resolve_http(url_, tidy_reference(href));
    if (!url.empty()) alternates_.emplace_back(std::move(url), std::string(title));
  }

  // "آخر الأخبار | الخليج الجديد": the shorter outer part is the site's name.
  static std::string name_in_title(const std::string& title) {
    std::string best;
    for (const std::string_view separator : {" | ", " - ", " – ", " — ", " :: "}) {
      const auto first = title.find(separator), last = title.rfind(separator);
      if (first == std::string::npos) continue;
      const std::string front = title.substr(0, first), back = title.substr(last + separator.size());
      const bool front_is_page = front == "الرئيسية" || equal_ignoring_case(front, "home");
      best = front_is_page || back.size() <= front.size() ? back : front;
      break;
    }
    return best.empty() ? title : best;
  }

  template <std::size_t N>
  void well_known(const std::array<Path, N>& paths, Kind kind) {
    for (const bool fitting : {true, false}) {
      for (const Path& path : paths) {
        const auto of = path.why.find(" of ");
        const bool fits = of != std::string_view::npos && !generator_.empty() &&
                          generator_.find(lower(path.why.substr(of + 4))) != std::string::npos;
        if (fits == fitting)
          propose(kind, url_.origin() + std::string(path.path), std::string(path.why), true);
      }
    }
  }

  void anchors_that_say_rss() {
    const url::Url base = base_of(document_, url_);
    for (NodeId i = 0; i < document_.size(); ++i) {
      if (document_.tag(i) != Tag::a) continue;
      const std::string href = tidy_reference(document_.attribute(i, "href").value_or(""));
      const auto parsed = url::parse(resolve_http(base, href));
      if (!parsed) continue;
      const std::string path = lower(parsed->path);
      if (path.ends_with("/rss") || path.ends_with(".rss") || path.ends_with("rss.xml") ||
          path.ends_with("/feed") || path.ends_with("/feed/") || path.find("/rss/") != std::string::npos) {
        propose(Kind::feed, parsed->to_string(), "a link on the page", true);
      }
    }
  }

  void propose(Kind kind, const std::string& url, std::string why, bool wanted) {
    const auto parsed = url::parse(resolve_http(url_, url));
    if (!wanted || !parsed || site_.candidates.size() >= kMostCandidates) return;
    const bool elsewhere = url::registrable_domain(parsed->host) != url::registrable_domain(url_.host);
    if (elsewhere && !mentions(parsed->host, "feedburner")) return;
    const std::string absolute = parsed->to_string();
    const auto same = [&](const Candidate& c) {
      return c.url == absolute || c.url + "/" == absolute || c.url == absolute + "/";
    };
    if (std::any_of(site_.candidates.begin(), site_.candidates.end(), same)) return;
    site_.candidates.push_back({kind, absolute, std::move(why)});
  }

  const Document& document_;
  url::Url url_;
  Site site_;
  std::string generator_;
  std::vector<std::pair<std::string, std::string>> alternates_;  // URL, title
};

}  // namespace

Result<Site> discover_site(std::string_view html, std::string_view content_type, std::string_view url,
                           const std::vector<std::string>& robots_sitemaps) {
  const auto parsed = url::parse(url);
  if (!parsed || !parsed->is_http()) return fail(Errc::bad_input, "no http(s) URL: " + std::string(url));
  auto decoded = page::decode(html, content_type);
  if (!decoded) return fail(decoded.error().within("reading " + parsed->to_string()));
  const auto document = page::parse_html(std::move(decoded->text));
  if (!document) return fail(document.error().within("reading " + parsed->to_string()));
  return SiteReader(*document, *parsed).run(robots_sitemaps);
}

}  // namespace rawi::discover
