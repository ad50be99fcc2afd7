#include "connectors/extract/topics.h"

#include <algorithm>
#include <array>

#include "connectors/arabic/normalize.h"
#include "connectors/extract/lines.h"
#include "connectors/extract/words.h"

namespace rawi::extract {
namespace {

using page::NodeId;
using page::Tag;

constexpr std::size_t kMostKeywords = 30;  // an editor gives fewer

bool is_home(std::string_view folded) {
  constexpr std::array<std::string_view, 12> kHome{"الرييسيه",
                                                   "الرئيسيه",
                                                   "الصفحه الرئيسيه",
                                                   "الصفحه الرييسيه",
                                                   "رئيسيه",
                                                   "home",
                                                   "homepage",
                                                   "main",
                                                   "الاولي",
                                                   "ar",
                                                   "عام",
                                                   "uncategorized"};
  return std::find(kHome.begin(), kHome.end(), folded) != kHome.end();
}

// Values that hold several sections name the widest first: "أخبار، محليات" or "News > Sport".
std::string first_of_list(const std::string& value) {
  std::size_t stop = value.size();
  for (const std::string_view separator : {",", "،", ";", "|"}) stop = std::min(stop, value.find(separator));
  return std::string(trim_marks(std::string_view(value).substr(0, stop)));
}

class SectionChooser {
 public:
  SectionChooser(const page::Document& doc, const Structured& structured, const SiteNames& site,
                 const Article& article, NodeId title_node)
      : doc_(doc),
        structured_(structured),
        site_(site),
        title_(arabic::match_text(article.title)),
        title_node_(title_node) {}

  Section choose() const {
    for (const std::string_view from : {"article-meta", "json-ld"}) {
      if (auto s = declared(from); !s.name.empty()) return s;
    }
    if (auto s = trail("json-ld breadcrumb"); !s.name.empty()) return s;
    if (auto s = declared("microdata"); !s.name.empty()) return s;
    if (auto s = printed_trail(); !s.name.empty()) return s;
    for (const std::string_view from : {"meta", "dublin-core", "rdfa"}) {
      if (auto s = declared(from); !s.name.empty()) return s;
    }
    if (auto s = marked(); !s.name.empty()) return s;
    return menu_item();
  }

 private:
  // A short element beside the headline whose class says that it names the section.
  [[nodiscard]] Section marked() const {
    for (const NodeId n : structured_.section_marks) {
      if (title_node_ == page::kNone || n + 80 < title_node_ || n > title_node_ + 80 ||
          structured_.stands_elsewhere(n))
        continue;
      std::string text;
      for (NodeId c = n; c < doc_.end(n); ++c) {
        if (doc_.tag(c) == Tag::a || (text.empty() && c == n && first_link(n) == page::kNone))
          text = doc_.text_content(c);
      }
      const std::string name(trim_marks(arabic::published_text(text)));
      if (fits(name) && count_words(name) <= 4) return {name, "text"};
    }
    return {};
  }

  [[nodiscard]] NodeId first_link(NodeId n) const {
    for (NodeId c = n; c < doc_.end(n); ++c) {
      if (doc_.tag(c) == Tag::a) return c;
    }
    return page::kNone;
  }

  // The one item that the menu shows as where the reader is.
  [[nodiscard]] Section menu_item() const {
    Section found;
    for (const NodeId n : structured_.current_items) {
      const std::string name(trim_marks(arabic::published_text(doc_.text_content(n))));
      if (!fits(name) || count_words(name) > 3 || name == found.name) continue;
      if (!structured_.stands_elsewhere(n)) continue;  // a tab of the page, not its menu
      if (!found.name.empty()) return {};
      found = {name, "menu"};
    }
    return found;
  }

  [[nodiscard]] bool fits(const std::string& name) const {
    const std::string folded = arabic::match_text(name);
    if (folded.empty() || is_home(folded) || folded == title_ || count_words(name) > 6 || name.size() > 90)
      return false;
    if (contains(name, "://") || contains(name, "/") || letters_in(name) < 2) return false;
    return !site_.names(name);
  }

  [[nodiscard]] Section declared(std::string_view from) const {
    for (const auto& e : structured_.sections) {
      if (e.from != from) continue;
      if (e.node != page::kNone && structured_.stands_elsewhere(e.node)) continue;
      const std::string name = first_of_list(arabic::published_text(e.value));
      if (fits(name)) return {name, std::string(from)};
    }
    return {};
  }

  // The last crumb that is not the article itself.
  [[nodiscard]] Section trail(std::string_view from) const {
    Section last;
    for (const auto& e : structured_.sections) {
      if (e.from != from) continue;
      const std::string name = arabic::published_text(e.value);
      if (is_title(name)) break;
      if (fits(name)) last = {name, std::string(from)};
    }
    return last;
  }

  // A crumb may hold the headline cut short.
  [[nodiscard]] bool is_title(std::string_view name) const {
    std::string folded = arabic::match_text(name);
    return !folded.empty() && folded.size() > 12 &&
           title_.starts_with(folded.substr(0, folded.size() - std::min<std::size_t>(6, folded.size() / 4)));
  }

  [[nodiscard]] Section printed_trail() const {
    for (const NodeId n : structured_.breadcrumbs) {
      Section last;
      bool linked = false;
      for (NodeId c = n; c < doc_.end(n); ++c) {
        if (doc_.tag(c) != Tag::a || doc_.end(c) - c > 12) continue;
        const std::string name(trim_marks(arabic::published_text(doc_.text_content(c))));
        linked = true;
        if (is_title(name)) break;
        if (fits(name)) last = {name, "breadcrumb"};
      }
      if (linked && !last.name.empty()) return last;
    }
    return {};
  }

  const page::Document& doc_;
  const Structured& structured_;
  const SiteNames& site_;
  std::string title_;
  NodeId title_node_;
};

void split_into(std::vector<std::string>& to, std::string_view list) {
  std::size_t start = 0;
  for (std::size_t at = 0; at <= list.size(); ++at) {
    std::size_t taken = at == list.size() ? 1 : 0;
    for (const std::string_view s : {",", "،", ";", "؛", "|", "\n"}) {
      if (taken == 0 && list.substr(at).starts_with(s)) taken = s.size();
    }
    if (taken == 0) continue;
    std::string word = arabic::published_text(list.substr(start, at - start));
    if (word.starts_with('#')) {
      word.erase(0, 1);
      std::replace(word.begin(), word.end(), '_', ' ');
    }
    const bool known = std::find(to.begin(), to.end(), word) != to.end();
    if (!word.empty() && !known && letters_in(word) >= 2 && to.size() < 300) to.push_back(std::move(word));
    at += taken - 1;
    start = at + 1;
  }
}

class KeywordChooser {
 public:
  KeywordChooser(const page::Document& doc, const Structured& structured, const SiteNames& site,
                 const Article& article)
      : doc_(doc),
        structured_(structured),
        site_(site),
        article_(article),
        title_(arabic::match_text(article.title)) {}

  Keywords choose() const {
    for (const std::string_view from : {"article-meta", "json-ld"}) {
      if (auto k = declared(from, false); !k.words.empty()) return k;
    }
    if (auto k = printed(); !k.words.empty()) return k;
    for (const std::string_view from : {"microdata", "meta"}) {
      if (auto k = declared(from, true); !k.words.empty()) return k;
    }
    return {};
  }

 private:
  [[nodiscard]] Keywords declared(std::string_view from, bool must_fit) const {
    Keywords out;
    for (const auto& e : structured_.keywords) {
      if (e.from != from || (e.node != page::kNone && structured_.stands_elsewhere(e.node))) continue;
      split_into(out.words, e.value);
    }
    out.from = from;
    if (is_machine_made(out.words) || (must_fit && !fits_text(out.words))) out.words.clear();
    return out;
  }

  [[nodiscard]] Keywords printed() const {
    Keywords out;
    out.from = "text";
    for (const NodeId n : structured_.tags) {
      if (structured_.stands_elsewhere(n)) continue;
      for (NodeId c = n; c < doc_.end(n) && out.words.size() <= kMostKeywords; ++c) {
        if (doc_.tag(c) != Tag::a || doc_.end(c) - c > 8) continue;
        const auto word = arabic::published_text(doc_.text_content(c));
        if (count_words(word) <= 6) split_into(out.words, word);
      }
      if (doc_.tag(n) != Tag::a && !out.words.empty())
        break;  // the first list; rel=tag links stand one by one
    }
    if (is_machine_made(out.words) || !fits_text(out.words)) out.words.clear();
    return out;
  }

  [[nodiscard]] bool is_machine_made(const std::vector<std::string>& words) const {
    if (words.empty() || words.size() > kMostKeywords) return true;
    std::size_t single = 0, of_title = 0;
    const auto title_words = words_of(title_);
    for (const auto& word : words) {
      const std::string folded = arabic::match_text(word);
      if (folded == title_) return true;
      if (count_words(folded) != 1) continue;
      ++single;
      of_title += std::find(title_words.begin(), title_words.end(), folded) != title_words.end() ? 1 : 0;
    }
    return single == words.size() && single >= 4 && of_title * 10 >= single * 8;
  }

  // A list that is the same on every page has little to do with this one.
  [[nodiscard]] bool fits_text(const std::vector<std::string>& words) const {
    std::string text = title_;
    for (const auto& paragraph : article_.paragraphs) {
      if (words.empty() || text.size() > 8'000) break;
      text += ' ' + arabic::match_text(paragraph.text);
    }
    std::size_t found = 0;
    for (const auto& word : words) {
      if (site_.names(word)) continue;
      found += contains(text, arabic::match_text(word)) ? 1 : 0;
    }
    return found * 3 >= words.size() && found > 0;
  }

  const page::Document& doc_;
  const Structured& structured_;
  const SiteNames& site_;
  const Article& article_;
  std::string title_;
};

}  // namespace

Section choose_section(const page::Document& doc, const Structured& structured, const SiteNames& site,
                       const Article& article, NodeId title_node) {
  return SectionChooser(doc, structured, site, article, title_node).choose();
}

Keywords choose_keywords(const page::Document& doc, const Structured& structured, const SiteNames& site,
                         const Article& article) {
  return KeywordChooser(doc, structured, site, article).choose();
}

}  // namespace rawi::extract
