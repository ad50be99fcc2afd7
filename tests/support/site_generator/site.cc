#include "tests/support/site_generator/site.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "tests/support/site_generator/words.h"

namespace rawi::test {
namespace {

constexpr int kDialects = 3;  // a weblog, an old site of tables, a modern one with structured data

std::uint64_t mixed(std::uint64_t seed, std::uint64_t a, std::uint64_t b) {
  return Random(seed ^ Random(a * 0x100000001B3ULL + b).next()).next();
}

bool chosen(std::uint64_t hash, double share) {
  return static_cast<double>(hash >> 11) / static_cast<double>(1ULL << 53) < share;
}

std::string escaped_path(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte == ' '   ? "-"
           : byte < 0x80 ? std::string(1, c)
                         : fmt::format("%{:02X}", static_cast<unsigned>(byte));
  }
  return out;
}

std::string quoted_list(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out += (out.empty() ? "\"" : ",\"") + text + "\"";
  return out;
}

std::string weak_hash(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return fmt::format("\"{:016x}\"", hash);
}

}  // namespace

Site::Site(SitePlan plan) : plan_(plan) {}

std::string Site::host(int index) const { return fmt::format("outlet{:03}.example", index); }

std::int64_t Site::appears_ms(int article) const {
  return plan_.over_ms * article / std::max(plan_.articles, 1);
}

std::string Site::path_of(int article) const {
  switch (host_of(article) % kDialects) {
    case 0:
      return fmt::format("/{}/report-from-the-old-harbour-{}/",
                         utc_date(plan_.started_ms + appears_ms(article)), article);
    case 1: return fmt::format("/article/{}", 100'000 + article);
    default: {
      Random random(mixed(plan_.seed, 5, static_cast<std::uint64_t>(article)));
      return fmt::format("/ar/{}/{}", 200'000 + article, escaped_path(make_headline(random, article)));
    }
  }
}

std::optional<int> Site::article_at(int host, std::string_view path) const {
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] < '0' || path[i] > '9') continue;
    int number = 0;
    const auto end = std::from_chars(path.data() + i, path.data() + path.size(), number).ptr;
    for (const int offset : {0, 100'000, 200'000}) {
      const int index = number - offset;
      if (index >= 0 && index < plan_.articles && host_of(index) == host && path_of(index) == path)
        return index;
    }
    i = static_cast<std::size_t>(end - path.data());
  }
  return std::nullopt;
}

SiteArticle Site::article(int index) const {
  const auto n = static_cast<std::uint64_t>(index);
  SiteArticle made;
  made.index = index;
  made.host = host_of(index);
  made.path = path_of(index);
  made.url = "http://" + host(made.host) + made.path;
  made.appears_ms = appears_ms(index);
  int text = index;
  if (chosen(mixed(plan_.seed, 1, n), plan_.copies)) {
    for (std::uint64_t attempt = 0; attempt < 16 && index > 0; ++attempt) {
      const int earlier = static_cast<int>(mixed(plan_.seed, 2, n * 16 + attempt) % n);
      if (host_of(earlier) == made.host ||
          chosen(mixed(plan_.seed, 1, static_cast<std::uint64_t>(earlier)), plan_.copies))
        continue;
      made.copy_of = text = earlier;
      break;
    }
  }
  Random words(mixed(plan_.seed, 3, static_cast<std::uint64_t>(text)));
  made.title = make_headline(words, 1000 + text);
  for (std::size_t i = 0, paragraphs = 5 + words.below(5); i < paragraphs; ++i)
    made.paragraphs.push_back(make_paragraph(words, 2 + static_cast<int>(words.below(3))));
  Random own(mixed(plan_.seed, 4, n));
  made.author = make_name(own);
  made.section = make_section(own);
  if (!made.copy_of && chosen(own.next(), plan_.revised)) {
    made.revised_ms = made.appears_ms + plan_.revise_after_ms;
    made.revised_paragraphs = made.paragraphs;
    made.revised_paragraphs.back() = make_paragraph(own, 3);
    made.revised_paragraphs.push_back(make_paragraph(own, 2));
  }
  return made;
}

std::vector<int> Site::visible(int host, std::int64_t now_ms, int most) const {
  std::vector<int> out;
  const int last = (plan_.articles - 1 - host) / plan_.hosts;
  for (int round = last; round >= 0 && (most == 0 || static_cast<int>(out.size()) < most); --round) {
    const int index = round * plan_.hosts + host;
    if (index < plan_.articles && appears_ms(index) <= now_ms) out.push_back(index);
  }
  return out;
}

SiteAnswer Site::answer(std::string_view host_name, std::string_view path,
                        std::int64_t since_start_ms) const {
  SiteAnswer out;
  int host_index = -1;
  if (host_name.starts_with("outlet"))
    std::from_chars(host_name.data() + 6, host_name.data() + host_name.size(), host_index);
  if (host_index < 0 || host_index >= plan_.hosts || host(host_index) != host_name) {
    out.body = "<!DOCTYPE html><title>404</title><p>لا يوجد موقع بهذا الاسم.</p>";
    return out;
  }
  out.status = 200;
  if (path == "/robots.txt") {
    out.content_type = "text/plain";
    out.body = "User-agent: *\nDisallow: /admin/\nSitemap: http://" + host(host_index) + "/sitemap.xml\n";
  } else if (path == "/feed.xml") {
    out.content_type =
        host_index % kDialects == 2 ? "application/atom+xml" : "application/rss+xml; charset=utf-8";
    out.body = feed(host_index, since_start_ms);
  } else if (path == "/sitemap.xml") {
    out.content_type = "application/xml";
    out.body = sitemap(host_index, since_start_ms);
  } else if (path == "/") {
    out.body = front_page(host_index, since_start_ms);
  } else if (const auto index = article_at(host_index, path); index && appears_ms(*index) <= since_start_ms) {
    out.body = page(article(*index), since_start_ms);
  } else {
    out.status = 404;
    out.body =
        "<!DOCTYPE html><html lang=\"ar\"><title>غير موجود</title><p>الصفحة المطلوبة غير موجودة.</p></html>";
    return out;
  }
  out.etag = weak_hash(out.body);
  return out;
}

std::string Site::manifest_line(int index) const {
  const SiteArticle a = article(index);
  const auto or_null = [](const std::optional<std::int64_t>& value) {
    return value ? std::to_string(*value) : std::string("null");
  };
  return fmt::format(
      R"({{"url":"{}","outlet":"outlet{:03}","title":"{}","paragraphs":[{}],"published_at":"{}","appears_ms":{},"revised_ms":{},"revised_paragraphs":[{}],"copy_of":{}}})",
      a.url, a.host, a.title, quoted_list(a.paragraphs), rfc3339(plan_.started_ms + a.appears_ms),
      a.appears_ms, or_null(a.revised_ms), quoted_list(a.revised_paragraphs),
      a.copy_of ? "\"" + article(*a.copy_of).url + "\"" : "null");
}

std::string Site::outlet_file(int host_index) const {
  static constexpr std::array<std::string_view, kDialects> kRules = {
      "rules:\n  title: h1.entry-title\n  published: {select: \"time.entry-date\", attribute: datetime}\n  "
      "authors: .byline .author\n  body: .entry-content\n",
      "rules:\n  title: \"#main h1\"\n  published: \"#main .date\"\n  body: \"#text\"\n",
      "rules:\n  title: h1\n  body: .story-body\n"};
  return fmt::format(
      "id: outlet{0:03}\nname: صحيفة رقم {0}\nhome: http://{1}/\nzone: UTC\nsources:\n  - feed: "
      "/feed.xml\n{2}",
      host_index, host(host_index), kRules[static_cast<std::size_t>(host_index % kDialects)]);
}

}  // namespace rawi::test
