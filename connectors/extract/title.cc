#include "connectors/extract/title.h"

#include <algorithm>
#include <array>

#include "connectors/arabic/normalize.h"
#include "connectors/base/bytes.h"
#include "connectors/extract/lines.h"
#include "connectors/extract/words.h"

namespace rawi::extract {
namespace {

using page::NodeId;
using page::Tag;

constexpr std::size_t kMaxTitleBytes = 600;
constexpr std::size_t kMaxPrinted = 60;

struct Candidate {
  std::string text, key;  // published text, match text
  std::string from;
  double weight = 0;
  NodeId node = page::kNone;
  [[nodiscard]] bool printed() const { return node != page::kNone; }
};

// A whole candidate or the part of it that a separator leaves.
struct Variant {
  std::string text, key, from;
  std::string removed;  // what the separator cut off; empty for a whole candidate
  bool strong = false;  // the separator is one that headlines themselves rarely contain
  double score = 0;
};

struct Separator {
  std::string_view text;
  bool strong;
};
constexpr std::array kSeparators{Separator{" ::: ", true}, Separator{" :: ", true}, Separator{" | ", true},
                                 Separator{" » ", true},   Separator{" « ", true},  Separator{" – ", true},
                                 Separator{" — ", true},   Separator{" - ", true},  Separator{" • ", true},
                                 Separator{" / ", false},  Separator{"|", true},    Separator{" : ", false},
                                 Separator{": ", false},   Separator{" ~ ", true},  Separator{" > ", true},
                                 Separator{" -", false},   Separator{"- ", false}};

// Every separator has a byte of these; most texts have none.
bool may_be_parted(std::string_view text) {
  constexpr ByteSet kParting(":|-/~>\xC2\xE2");
  return kParting.find_in(text) != std::string_view::npos;
}

double declared_weight(std::string_view from) {
  if (from == "json-ld" || from == "opengraph") return 4;
  if (from == "microdata" || from == "rdfa") return 3;
  if (from == "title" || from == "twitter" || from == "dublin-core") return 2.5;
  if (from == "meta") return 2;
  return 1.5;
}

std::string tidy(std::string_view raw) { return arabic::published_text(raw.substr(0, 4 * kMaxTitleBytes)); }

// A text node, without the white space around it; as published text where that was asked for.
struct PrintedText {
  NodeId node = page::kNone;
  std::string_view raw;
  std::string tidy;
};

class TitleChooser {
 public:
  TitleChooser(const page::Document& doc, const Structured& structured, const SiteNames& site)
      : doc_(doc), structured_(structured), site_(site) {}

  Headline choose(std::string_view link_title) {
    collect(link_title);
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      const auto same = [&](const Candidate& c) { return c.key == candidates_[i].key && !c.printed(); };
      const auto end = candidates_.begin() + static_cast<std::ptrdiff_t>(i);
      if (std::none_of(candidates_.begin(), end, same)) add_variants(candidates_[i]);
    }
    for (auto& v : variants_) v.score = score(v);
    const auto best = std::max_element(variants_.begin(), variants_.end(),
                                       [](const Variant& a, const Variant& b) { return a.score < b.score; });
    if (best == variants_.end()) return {};
    if (best->from == "title" && best->score < 3 && !is_printed(*best)) {
      if (const Variant* heading = best_heading()) return as_printed(*heading);
    }
    return best->score < -50 ? Headline{} : as_printed(*best);
  }

 private:
  [[nodiscard]] bool is_printed(const Variant& v) const {
    const bool heading = std::any_of(candidates_.begin(), candidates_.end(),
                                     [&](const Candidate& c) { return c.printed() && c.key == v.key; });
    return heading || find_printed(v.text) != page::kNone;
  }

  // For a <title> that nothing else on the page repeats: it is the site's slogan, and a heading is the
  // headline.
  [[nodiscard]] const Variant* best_heading() const {
    const Variant* best = nullptr;
    for (const auto& v : variants_) {
      if ((v.from != "h1" && v.from != "heading") || v.score < 0.6) continue;
      if (best == nullptr || v.score > best->score) best = &v;
    }
    return best;
  }

  // Whether `shorter` is the beginning of `longer`, its last word perhaps cut.
  static bool is_prefix(std::string_view shorter, std::string_view longer) {
    return longer.size() > shorter.size() && longer.starts_with(shorter);
  }

  void collect(std::string_view link_title) {
    bool have_title = false;
    for (const auto& e : structured_.titles) {
      if (e.from == "title" && std::exchange(have_title, true))
        continue;  // further ones are templates' or SVG's
      add(e.value, std::string(e.from), declared_weight(e.from), page::kNone);
    }
    add(link_title, "link", 3, page::kNone);
    std::size_t printed = 0;
    for (const NodeId n : structured_.headings) {
      if (printed >= kMaxPrinted) break;
      if (doc_.end(n) - n > 60) continue;
      const std::string raw = doc_.text_content(n);
      if (raw.size() > kMaxTitleBytes) continue;
      const Tag tag = doc_.tag(n);
      double weight = tag == Tag::h1 ? 3.5 : tag == Tag::h2 ? 1.2 : page::is_heading(tag) ? 0.6 : 1;
      if (structured_.stands_elsewhere(n)) weight /= 4;
      if (links_home(n)) {
        weight /= 4;
        logos_.push_back(arabic::match_text(tidy(raw)));
      }
      if (add(raw, tag == Tag::h1 ? "h1" : "heading", weight, n)) ++printed;
    }
  }

  // A heading that is a link to the front page shows the site's name.
  [[nodiscard]] bool links_home(NodeId heading) const {
    for (NodeId n = heading; n < doc_.end(heading); ++n) {
      if (doc_.is_text(n) && doc_.text(n).find_first_not_of(" \t\r\n") != std::string_view::npos) break;
      if (doc_.tag(n) == Tag::a) return is_front_page(doc_.attribute(n, "href").value_or(""));
    }
    const NodeId around = doc_.parent(heading);
    return around != page::kNone && doc_.tag(around) == Tag::a &&
           is_front_page(doc_.attribute(around, "href").value_or(""));
  }

  // "/", "https://host", "https://host/": no path at all.
  static bool is_front_page(std::string_view href) {
    if (const auto scheme = href.find("://"); scheme != std::string_view::npos) {
      const auto path = href.find('/', scheme + 3);
      return path == std::string_view::npos || path + 1 == href.size();
    }
    return href == "/" || href == "./";
  }

  bool add(std::string_view raw, std::string from, double weight, NodeId node) {
    Candidate c{tidy(raw), {}, std::move(from), weight, node};
    if (c.text.empty() || c.text.size() > kMaxTitleBytes) return false;
    c.key = arabic::match_text(c.text);
    if (c.key.empty()) return false;
    candidates_.push_back(std::move(c));
    return true;
  }

  void add_variants(const Candidate& c) {
    // Lesser headings mostly confirm; one of some length proposes, for pages whose <title> is the site's.
    if (c.printed() && c.from != "h1" && (count_words(c.text) < 4 || c.weight < 0.6)) return;
    add_variant(c.text, c.from, {}, true);
    if (c.printed()) return;
    int cuts = 0;
    if (!may_be_parted(c.text)) return;
    for (const auto& separator : kSeparators) {
      for (std::size_t at = c.text.find(separator.text); at != std::string::npos && cuts < 12;
           at = c.text.find(separator.text, at + 1)) {
        const std::string_view before = std::string_view(c.text).substr(0, at);
        const std::string_view after = std::string_view(c.text).substr(at + separator.text.size());
        add_variant(before, c.from, after, separator.strong);
        add_variant(after, c.from, before, separator.strong);
        ++cuts;
      }
    }
  }

  void add_variant(std::string_view text, const std::string& from, std::string_view removed, bool strong) {
    Variant v{tidy(text), {}, from, std::string(removed), strong, 0};
    v.key = arabic::match_text(v.text);
    if (v.key.empty()) return;
    for (auto& known : variants_) {
      if (known.key == v.key && known.removed.empty()) return;
    }
    variants_.push_back(std::move(v));
  }

  [[nodiscard]] bool names_site(std::string_view text) const {
    if (site_.names(text)) return true;
    return !logos_.empty() &&
           std::find(logos_.begin(), logos_.end(), arabic::match_text(text)) != logos_.end();
  }

  // Whether what was cut off is the outlet's name, alone or behind a section ("كرة قدم - الجزيرة الرياضية").
  [[nodiscard]] bool is_site_part(std::string_view removed) const {
    if (removed.empty()) return false;
    if (names_site(trim_marks(removed))) return true;
    if (!may_be_parted(removed) || count_words(removed) > 9) return false;
    for (const auto& separator : kSeparators) {
      const auto at = removed.rfind(separator.text);
      if (at == std::string_view::npos) continue;
      if (site_.names(trim_marks(removed.substr(at + separator.text.size())))) return true;
      if (site_.names(trim_marks(removed.substr(0, at)))) return true;
    }
    return false;
  }

  [[nodiscard]] double score(const Variant& v) {
    double s = 0, printed = 0;
    bool confirmed = v.removed.empty();
    for (const auto& c : candidates_) {
      if (c.key == v.key) {
        if (c.printed()) {
          printed = std::max(printed, c.weight + (v.from == "h1" ? 0 : 0.6));
        } else {
          s += c.weight;
        }
        confirmed = true;
      } else if (!c.printed() && has_part(c, v)) {
        s += c.weight / 2;
      } else if (c.from == "h1" && v.key.size() > 20 && is_prefix(v.key, c.key) && !holds_as_part(c, v)) {
        s -= 4;  // cut short, without dots to say so
      }
    }
    s += printed;
    const std::size_t words = count_words(v.text);
    if (words < 2) s -= 4;
    if (words < 3) s -= 1;
    if (names_site(v.text)) s -= 100;
    if (v.text.ends_with("…") || v.text.ends_with("...")) s -= is_cut_short(v) ? 6 : 0;
    if (!confirmed) s -= unconfirmed_penalty(v, words);
    if (v.removed.empty() && ends_in_site(v.text)) s -= 5;
    return s;
  }

  [[nodiscard]] double unconfirmed_penalty(const Variant& v, std::size_t words) {
    if (is_site_part(v.removed)) return 0;
    if (const NodeId n = find_printed(v.text); n != page::kNone) return -2;
    const std::size_t cut = count_words(v.removed);
    if (v.strong && v.from == "title" && cut <= 4 && words >= 4 && words > cut + 1) return 1.5;
    return 50;
  }

  // Whether `v` stands in `c` next to a separator.
  static bool has_part(const Candidate& c, const Variant& v) {
    const std::string_view text = c.text;
    if (text.size() <= v.text.size()) return false;
    const bool first = text.starts_with(v.text);
    if (!first && (!text.ends_with(v.text) || text.find(v.text) + v.text.size() != text.size())) return false;
    const std::string_view rest =
        first ? text.substr(v.text.size()) : text.substr(0, text.size() - v.text.size());
    return std::any_of(kSeparators.begin(), kSeparators.end(), [&](const Separator& separator) {
      return first ? rest.starts_with(separator.text) : rest.ends_with(separator.text);
    });
  }

  [[nodiscard]] bool ends_in_site(std::string_view text) const {
    if (!may_be_parted(text)) return false;
    for (const auto& separator : kSeparators) {
      const auto last = text.rfind(separator.text), first = text.find(separator.text);
      if (last == std::string_view::npos) continue;
      if (is_site_part(text.substr(last + separator.text.size())) || is_site_part(text.substr(0, first)))
        return true;
    }
    return false;
  }

  [[nodiscard]] bool is_cut_short(const Variant& v) const {
    return std::any_of(candidates_.begin(), candidates_.end(), [&](const Candidate& c) {
      return c.key.size() > v.key.size() && v.key.size() > 12 &&
             c.key.starts_with(v.key.substr(0, v.key.size() - 4));
    });
  }

  // A text node that is exactly `text`: headlines are not always headings.
  [[nodiscard]] NodeId find_printed(std::string_view text) const {
    for (PrintedText& printed : printed_texts()) {
      if (printed.raw.size() < text.size() || printed.raw.size() > text.size() + 40) continue;
      if (printed.raw == text) return printed.node;
      if (printed.tidy.empty()) printed.tidy = tidy(printed.raw);
      if (printed.tidy == text) return printed.node;
    }
    return page::kNone;
  }

  // The page's texts that are no longer than titles, gathered when first asked for: one page asks several
  // times.
  [[nodiscard]] std::vector<PrintedText>& printed_texts() const {
    if (gathered_ || doc_.body() == page::kNone) return printed_;
    gathered_ = true;
    for (NodeId n = doc_.body(); n < doc_.end(doc_.body()); ++n) {
      if (!doc_.is_text(n)) continue;
      const std::string_view raw = kBlanks.trim(doc_.text(n));
      if (!raw.empty() && raw.size() <= kMaxTitleBytes + 40) printed_.push_back({n, raw, {}});
    }
    return printed_;
  }

  // The winner in the spelling that the page prints, and where it prints it.
  Headline as_printed(const Variant& best) {
    const Candidate* printed = nullptr;
    for (const auto& c : candidates_) {
      if (!c.printed() || c.key != best.key) continue;
      if (printed == nullptr || c.weight > printed->weight) printed = &c;
    }
    if (printed != nullptr)
      return {printed->text, best.from == "h1" ? "h1" : best.from + "+" + printed->from, printed->node};
    if (const Candidate* h1 = reworded_heading(best)) return {h1->text, "h1", h1->node};
    return {best.text, best.from, find_printed(best.text)};
  }

  // The only likely headline on the page, where it shares most words with the declared one: social media get
  // their own wording, readers see the printed one.
  [[nodiscard]] const Candidate* reworded_heading(const Variant& best) const {
    const Candidate* found = nullptr;
    for (const auto& c : candidates_) {
      if (c.from != "h1" || c.weight < 3 || count_words(c.text) < 3 || site_.names(c.text)) continue;
      if (word_overlap(c.key, best.key) < 0.6) continue;
      if (holds_as_part(c, best)) return nullptr;
      if (found == nullptr) found = &c;
    }
    return found;
  }

  // A heading that prints the declared title as a text of its own, next to a kicker or a subtitle.
  [[nodiscard]] bool holds_as_part(const Candidate& heading, const Variant& v) const {
    if (!contains(heading.key, v.key)) return false;
    for (NodeId n = heading.node; n < doc_.end(heading.node); ++n) {
      if (doc_.is_text(n) && arabic::match_text(doc_.text(n)) == v.key) return true;
    }
    return false;
  }

  const page::Document& doc_;
  const Structured& structured_;
  const SiteNames& site_;
  std::vector<Candidate> candidates_;
  std::vector<Variant> variants_;
  mutable std::vector<PrintedText> printed_;
  mutable bool gathered_ = false;
  std::vector<std::string> logos_;  // match text of headings that link to the front page
};

// Readability's cut: the part after the last separator goes, if enough words are left.
std::string without_last_part(const std::string& title) {
  std::size_t cut = std::string::npos;
  for (const std::string_view separator : {" | ", " - ", " – ", " — ", " » ", " > ", " / ", " \\ "}) {
    const auto at = title.rfind(separator);
    if (at != std::string::npos && (cut == std::string::npos || at > cut)) cut = at;
  }
  if (cut == std::string::npos || count_words(std::string_view(title).substr(0, cut)) <= 4) return title;
  return title.substr(0, cut);
}

}  // namespace

Headline choose_title(const page::Document& doc, const Structured& structured, const SiteNames& site,
                      std::string_view link_title) {
  return TitleChooser(doc, structured, site).choose(link_title);
}

Headline declared_title(const page::Document& doc, const Structured& structured) {
  for (const std::string_view from :
       {"json-ld", "dublin-core", "opengraph", "meta", "twitter", "microdata"}) {
    for (const auto& e : structured.titles) {
      if (e.from != from) continue;
      if (auto text = tidy(e.value); !text.empty()) return {text, std::string(from), page::kNone};
    }
  }
  for (const auto& e : structured.titles) {
    if (e.from != "title") continue;
    if (auto text = tidy(e.value); !text.empty()) return {without_last_part(text), "title", page::kNone};
  }
  for (const NodeId n : structured.headings) {
    if (doc.tag(n) != Tag::h1 || doc.end(n) - n > 60) continue;
    if (auto text = tidy(doc.text_content(n)); !text.empty()) return {text, "h1", n};
  }
  return {};
}

}  // namespace rawi::extract
