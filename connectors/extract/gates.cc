#include "connectors/extract/gates.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "connectors/arabic/language.h"
#include "connectors/arabic/normalize.h"
#include "connectors/extract/lines.h"
#include "connectors/extract/words.h"
#include "connectors/url/url.h"

namespace rawi::extract {
namespace {

using page::NodeId;
using page::Tag;

// A report of two sentences has about this many letters; less is a caption.
constexpr std::size_t kFewestLetters = 90;
constexpr std::size_t kFewestWords = 18;
constexpr std::size_t kStubLetters = 650;   // a teaser before a paywall is shorter
constexpr std::size_t kJudgedBytes = 2000;  // more text does not change the verdict on its language
constexpr std::size_t kSoft404Letters = 600;

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return out;
}

// What error pages say. `softly`: words that headlines use too («لم يتم العثور على …»).
bool is_not_found(std::string_view text, bool softly) {
  const std::string folded = arabic::match_text(text);
  constexpr std::array<std::string_view, 16> kPlain{
      "الصفحه غير موجوده", "الصفحه المطلوبه غير", "الصفحه التي تبحث",  "الصفحه التي طلبتها",
      "الصفحه غير متاحه",  "الصفحه غير متوفره",   "العثور علي الصفحه", "المقال غير موجود",
      "الخبر غير موجود",   "المحتوي غير موجود",   "عذرا الصفحه",       "خطا 404",
      "page not found",    "404 not found",       "error 404",         "page could not be found"};
  constexpr std::array<std::string_view, 9> kSoft{
      "لم يتم العثور علي", "لا يمكن العثور علي", "تعذر العثور",   "المحتوي غير متاح", "غير متوفره حاليا",
      "تم حذف هذا الخبر",  "تم حذف الخبر",       "nothing found", "not be found"};
  const auto in_text = [&](std::string_view cue) { return contains(folded, cue); };
  return folded == "404" || std::any_of(kPlain.begin(), kPlain.end(), in_text) ||
         (softly && std::any_of(kSoft.begin(), kSoft.end(), in_text));
}

bool asks_for_subscription(std::string_view folded) {
  for (const std::string_view cue :
       {"للمشتركين فقط", "حصري للمشتركين", "خاص بالمشتركين", "اشترك لقراءه", "اشترك لمتابعه القراءه",
        "اشترك الان لقراءه", "لمتابعه القراءه اشترك", "سجل الدخول لقراءه", "سجل لقراءه", "لاستكمال القراءه",
        "لقراءه المقال كاملا اشترك", "هذا المحتوي للمشتركين", "subscribe to continue", "subscribers only",
        "subscribe to read", "to continue reading"}) {
    if (contains(folded, cue)) return true;
  }
  return false;
}

// The paths of front pages, searches, sections and tags, where they are unmistakable.
std::string_view list_path(std::string_view page_url) {
  const auto parsed = url::parse(page_url);
  if (!parsed) return {};
  const std::string path = lower_ascii(parsed->path), query = lower_ascii(parsed->query);
  if ((path == "/" || path.empty()) && (query.empty() || query.find('=') == std::string::npos))
    return "front page";
  if (path == "/" && query.starts_with("s=")) return "search page";
  for (const std::string_view start : {"/search", "/ar/search"}) {
    if (path == start || (path.starts_with(start) && path.size() > start.size() && path[start.size()] == '/'))
      return "search page";
  }
  for (const std::string_view start : {"/tag/", "/tags/", "/category/", "/author/", "/writers/"}) {
    if (path.starts_with(start)) return "list page";
  }
  return {};
}

struct Links {
  std::size_t teasers = 0;  // links whose text is as long as a headline
  std::size_t teaser_letters = 0;
};

Links count_links(const page::Document& doc) {
  Links out;
  for (NodeId n = 0; n < doc.size(); ++n) {
    if (doc.tag(n) != Tag::a) continue;
    std::size_t bytes = 0;
    for (NodeId c = n + 1; c < doc.end(n); ++c) bytes += doc.text(c).size();
    if (bytes >= 45) ++out.teasers, out.teaser_letters += bytes / 2;
    n = doc.end(n) - 1;
  }
  return out;
}

class Gates {
 public:
  Gates(const page::Document& doc, const Structured& structured, const PageInput& input,
        const ReadOptions& options, Article& article)
      : doc_(doc), structured_(structured), input_(input), options_(options), article_(article) {
    for (const auto& paragraph : article.paragraphs) {
      letters_ += letters_in(paragraph.text);
      words_ += count_words(paragraph.text);
    }
  }

  std::optional<Rejection> refuse() {
    if (page_letters() < 20)
      return Rejection{"empty_page", "the page shows no text; it may be drawn by scripts"};
    const std::string own = own_words();
    if (auto r = other_language(own)) return r;
    if (auto r = soft_404()) return r;
    if (auto r = paywall()) return r;
    if (auto r = list_page()) return r;
    if (letters_ < kFewestLetters || words_ < fewest_words()) {
      return Rejection{"too_little_text", fmt::format("{} words of text besides the headline", words_)};
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::size_t page_letters() const {
    std::size_t letters = 0;
    for (NodeId n = 0; n < doc_.size() && letters < 20; ++n) letters += letters_in(doc_.text(n));
    return letters + (letters_ > 0 ? 20 : 0);
  }

  // Languages without blanks between words are counted by letters alone.
  [[nodiscard]] std::size_t fewest_words() const { return options_.any_language ? 0 : kFewestWords; }

  [[nodiscard]] std::string own_words() const {
    std::string text = article_.title;
    for (const auto& paragraph : article_.paragraphs) {
      if (text.size() > kJudgedBytes) break;
      text += '\n';
      text += paragraph.text;
    }
    return text;
  }

  std::optional<Rejection> other_language(const std::string& own) {
    if (letters_in(own) < 8) return std::nullopt;  // nothing to judge; refused below for that
    const auto verdict = arabic::judge_language(own);
    if (!verdict.language.empty()) article_.language = verdict.language;
    if (options_.any_language || verdict.arabic) return std::nullopt;
    return Rejection{"not_arabic",
                     fmt::format("the text is {} (confidence {:.2f})", verdict.language, verdict.confidence)};
  }

  std::optional<Rejection> soft_404() const {
    if (letters_ > kSoft404Letters) return std::nullopt;
    // A page that dates itself as an article is one about something missing.
    const bool softly =
        letters_ < kSoft404Letters / 2 && !structured_.declares_article && !article_.published_at;
    bool found = is_not_found(article_.title, softly);
    for (const auto& e : structured_.titles) found = found || is_not_found(e.value.substr(0, 300), softly);
    std::size_t headings = 0;
    for (const NodeId n : structured_.headings) {
      if (found || ++headings > 20 || doc_.end(n) - n > 20) continue;
      found = page::is_heading(doc_.tag(n)) && is_not_found(doc_.text_content(n), softly);
    }
    if (!found && !article_.paragraphs.empty() && letters_ < 250) {
      found = is_not_found(article_.paragraphs.front().text, softly);
    }
    if (!found) return std::nullopt;
    return Rejection{"soft_404", "the page says that what was asked for is not there"};
  }

  std::optional<Rejection> paywall() const {
    if (letters_ > kStubLetters) return std::nullopt;
    if (structured_.paywalled)
      return Rejection{"paywall", "isAccessibleForFree is false and only a teaser is there"};
    if (letters_ > kStubLetters / 2) return std::nullopt;
    for (NodeId n = 0; n < doc_.size(); ++n) {
      if (!doc_.is_text(n) || doc_.text(n).size() < 16 || doc_.text(n).size() > 400) continue;
      if (!contains(doc_.text(n), "شترك") && !contains(doc_.text(n), "subscri") &&
          !contains(doc_.text(n), "قراءة"))
        continue;
      if (asks_for_subscription(arabic::match_text(doc_.text(n)))) {
        return Rejection{"paywall", "the page asks to subscribe where the text should go on"};
      }
    }
    return std::nullopt;
  }

  std::optional<Rejection> list_page() const {
    const std::string_view path = list_path(input_.url);
    const bool dated =
        article_.published_at.has_value() && article_.provenance.fields.count("published_at") != 0;
    if (!path.empty() && !structured_.declares_article)
      return Rejection{"not_article", fmt::format("a {}", path)};
    if (structured_.declares_article && letters_ >= kFewestLetters) return std::nullopt;
    // Where the outlet's own rules found the text, little of it is a short article and no list.
    if (article_.provenance.extractor == "rules") return std::nullopt;
    const Links links = count_links(doc_);
    // Teasers are links; an article's own text is not. A page that declares nothing must outweigh its links.
    if (structured_.declares_list && links.teasers >= 8 && letters_ < 1500)
      return Rejection{"not_article", "the page declares itself a list"};
    if (links.teasers >= 8 && letters_ < 250 && links.teaser_letters > 4 * letters_) {
      return Rejection{"not_article",
                       fmt::format("{} links to articles and {} words of its own", links.teasers, words_)};
    }
    if (!dated && article_.title.empty() && links.teasers >= 8)
      return Rejection{"not_article", "no headline, and many links"};
    return std::nullopt;
  }

  const page::Document& doc_;
  const Structured& structured_;
  const PageInput& input_;
  const ReadOptions& options_;
  Article& article_;
  std::size_t letters_ = 0, words_ = 0;
};

}  // namespace

std::optional<Rejection> refuse_bytes(std::string_view bytes, std::string_view content_type) {
  const std::string type = lower_ascii(content_type.substr(0, content_type.find(';')));
  for (const std::string_view kind : {"image/", "audio/", "video/", "font/"}) {
    if (type.starts_with(kind)) return Rejection{"not_html", "Content-Type is " + type};
  }
  for (const std::string_view exact :
       {"application/pdf", "application/json", "application/zip", "application/octet-stream",
        "application/javascript", "text/javascript", "text/css", "text/csv", "application/rss+xml",
        "application/atom+xml", "application/ld+json"}) {
    if (type == exact) return Rejection{"not_html", "Content-Type is " + type};
  }
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kMagic{{{"%PDF-", "PDF"},
                                                                                 {"\x89PNG", "PNG"},
                                                                                 {"\xFF\xD8\xFF", "JPEG"},
                                                                                 {"GIF8", "GIF"},
                                                                                 {"PK\x03\x04", "ZIP"},
                                                                                 {"\x1F\x8B", "gzip"},
                                                                                 {"RIFF", "RIFF"},
                                                                                 {"<rss", "a feed"},
                                                                                 {"<feed", "a feed"}}};
  for (const auto& [magic, name] : kMagic) {
    if (bytes.starts_with(magic)) return Rejection{"not_html", "the bytes are " + std::string(name)};
  }
  const auto first = bytes.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos) {
    const std::string_view head = bytes.substr(first, 400);
    if ((head[0] == '{' || head[0] == '[') && bytes.substr(0, 4000).find('<') == std::string_view::npos)
      return Rejection{"not_html", "the bytes look like JSON"};
    if (head.starts_with("<?xml") && head.find("<html") == std::string_view::npos &&
        (contains(head, "<rss") || contains(head, "<feed") || contains(head, "<urlset"))) {
      return Rejection{"not_html", "the bytes are an XML feed or sitemap"};
    }
  }
  return std::nullopt;
}

std::optional<Rejection> refuse(const page::Document& doc, const Structured& structured,
                                const PageInput& input, const ReadOptions& options, Article& article) {
  return Gates(doc, structured, input, options, article).refuse();
}

}  // namespace rawi::extract
