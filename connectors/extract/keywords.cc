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

Keywords choose_keywords(const page::Document& doc, const Structured& structured, const SiteNames& site,
                         const Article& article) {
  return KeywordChooser(doc, structured, site, article).choose();
}

}  // namespace rawi::extract
