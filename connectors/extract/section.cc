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

}  // namespace

Section choose_section(const page::Document& doc, const Structured& structured, const SiteNames& site,
                       const Article& article, NodeId title_node) {
  return SectionChooser(doc, structured, site, article, title_node).choose();
}

}  // namespace rawi::extract
