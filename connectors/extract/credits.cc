#include "connectors/extract/credits.h"

#include <algorithm>
#include <array>

#include "connectors/arabic/agencies.h"
#include "connectors/arabic/normalize.h"
#include "connectors/base/bytes.h"
#include "connectors/extract/byline.h"
#include "connectors/extract/places.h"
#include "connectors/extract/source_line.h"
#include "connectors/extract/words.h"

namespace rawi::extract {
namespace {

constexpr ByteSet kSeparators(":(/|-");

struct Claim {
  std::vector<std::string> people;
  double trust = 0;
  std::string from;
};

double declared_trust(std::string_view from) {
  if (from == "json-ld" || from == "rel-author") return 5;
  if (from == "article-meta" || from == "microdata" || from == "rdfa") return 4.5;
  if (from == "meta" || from == "twitter") return 4;
  if (from == "dublin-core") return 1.5;  // often whoever built the site
  return 3;
}

constexpr std::size_t kMostWords = 9;  // of a line of names without a cue

// Cheap: a line with a separator between names, or one short enough to be a cue and a name.
bool may_be_byline(std::string_view line) {
  if (line.size() > 120) return false;
  if (kSeparators.find_in(line) != std::string_view::npos || contains(line, "–") || contains(line, " من "))
    return true;
  const auto words = count_words(line);
  return words >= 2 && words <= 8;
}

void add_new(std::vector<std::string>& to, std::string_view name) {
  name = trim_marks(name);
  if (!name.empty() && std::find(to.begin(), to.end(), name) == to.end()) to.emplace_back(name);
}

class CreditReader {
 public:
  CreditReader(const page::Document& doc, const Structured& structured, const SiteNames& site,
               const std::vector<Line>& lines, const std::vector<Paragraph>& paragraphs)
      : doc_(doc), structured_(structured), site_(site), lines_(lines), paragraphs_(paragraphs) {}

  Credits choose() {
    read_place_marks();
    read_declared();
    read_printed();
    read_first_paragraph();
    read_source_lines();
    read_last_paragraph();
    choose_authors();
    return std::move(out_);
  }

 private:
  void claim(std::vector<std::string> people, double trust, std::string from) {
    // What the page marks as the place is no person, unknown as it may be to the list of places.
    if (!out_.dateline.empty()) std::erase(people, out_.dateline);
    if (!people.empty()) claims_.push_back({std::move(people), trust, std::move(from)});
  }

  void set_place(const std::string& place, std::string_view from) {
    if (place.empty() || !out_.dateline.empty()) return;
    out_.dateline = place;
    out_.dateline_from = from;
  }

  // Elements whose class says that they hold the place.
  void read_place_marks() {
    for (const page::NodeId n : structured_.places) {
      const std::string name(trim_marks(arabic::published_text(doc_.text_content(n))));
      if (name.empty() || count_words(name) > 4 || has_digit(name) || !has_arabic(name) ||
          structured_.stands_elsewhere(n))
        continue;
      for (const auto& line : lines_) {
        const bool beside = line.place == Line::Place::head || line.place == Line::Place::above;
        if (beside && n < line.last && line.first < doc_.end(n) && !site_.names(name))
          return set_place(name, "text");
      }
    }
  }

  void read_declared() {
    // One source may name several people in entries of their own.
    for (std::size_t i = 0; i < structured_.authors.size(); ++i) {
      const auto& e = structured_.authors[i];
      const std::string name = arabic::published_text(e.value);
      if (name.empty() || name.size() > 200 || contains(name, "://") || contains(name, "@")) continue;
      if (e.node != page::kNone && structured_.stands_in_comments(e.node)) continue;
      if (!e.url.empty() && site_.is_host_label(last_segment(e.url))) continue;
      double trust = declared_trust(e.from);
      const bool far = e.node != page::kNone && (structured_.stands_elsewhere(e.node) || is_far(e.node));
      if (far) trust = 1.2;
      const Byline byline = read_byline(name, site_);
      if (byline.clean || byline.cue) set_place(byline.place, e.from);
      if (byline.people.empty()) continue;
      const bool more = !claims_.empty() && claims_.back().from == e.from && e.from != "rel-author" && !far;
      if (more) {
        for (const auto& person : byline.people) add_new(claims_.back().people, person);
      } else {
        claim(byline.people, trust, std::string(e.from));
      }
    }
  }

  [[nodiscard]] bool is_far(page::NodeId n) const {
    return !lines_.empty() && (doc_.end(n) + 50 < lines_.front().first || n > lines_.back().last);
  }

  static std::string_view last_segment(std::string_view url) {
    while (!url.empty() && url.back() == '/') url.remove_suffix(1);
    const auto slash = url.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : url.substr(slash + 1);
  }

  [[nodiscard]] page::NodeId byline_element(const Line& line) const {
    for (const page::NodeId n : structured_.bylines) {
      if (n <= line.first && line.last < doc_.end(n)) return n;
    }
    return page::kNone;
  }

  void read_printed() {
    std::size_t above = 0, after = 0;
    for (const auto& line : lines_) above += line.place == Line::Place::above ? 1 : 0;
    page::NodeId previous = page::kNone;
    for (const auto& line : lines_) {
      if (line.place == Line::Place::above) --above;
      if (line.place == Line::Place::tail || line.place == Line::Place::below) ++after;
      if (line.text.size() > 200) continue;
      const bool near = line.place == Line::Place::head || (line.place == Line::Place::above && above < 8) ||
                        (line.place == Line::Place::tail && after < 10) ||
                        (line.place == Line::Place::below && after < 5);
      const page::NodeId element = byline_element(line);
      if (element == page::kNone && near && line.place != Line::Place::above) read_marked_inside(line);
      const bool all_link = line.link_bytes * 10 > line.text.size() * 9 && line.place != Line::Place::head;
      if (element == page::kNone && (!near || all_link || !may_be_byline(line.text))) continue;
      if (structured_.stands_in_comments(line.first)) continue;
      Byline byline = read_byline(line.text, site_);
      // What a card says about the author is no list of names.
      if (element != page::kNone && !byline.cue && count_words(line.text) > kMostWords) continue;
      part_glued_names(line, byline.people);
      double trust = printed_trust(line, byline, element);
      if (trust <= 0 && byline.clean && !byline.people.empty() && links_to_person(line)) trust = 4.2;
      if (trust <= 0) {
        if (line.place == Line::Place::head) read_glued(line.text);
        continue;
      }
      set_place(byline.place, "text");
      // An agency alone between headline and text may be the picture's.
      const bool credits_text = element != page::kNone || byline.cue || !byline.place.empty() ||
                                !byline.people.empty() || has_digit(line.text);
      if (credits_text && (line.place == Line::Place::head || line.place == Line::Place::above)) {
        for (const auto& agency : byline.agencies) add_source(agency, "byline");
      }
      if (element != page::kNone && element == previous && !claims_.empty()) {
        for (const auto& person : byline.people) add_new(claims_.back().people, person);
      } else {
        claim(byline.people, trust, "text");
      }
      previous = byline.people.empty() ? page::kNone : element;
    }
  }

  // <span>نادر كامل</span><span>الميدان</span>: a name ends where its element does.
  void part_glued_names(const Line& line, std::vector<std::string>& people) const {
    for (page::NodeId n = line.first; n < line.last && !people.empty(); ++n) {
      if (!doc_.is_text(n) || doc_.text(n).size() > 100) continue;
      const std::string text = arabic::published_text(doc_.text(n));
      for (std::string& person : people) {
        if (person.starts_with(text + ' ') && is_person(text, site_)) person = text;
      }
    }
  }

  // A class marks the name inside a line that says more: «5 مارس 2024 بواسطة نادر كامل اترك تعليقا».
  void read_marked_inside(const Line& line) {
    const double less = line.place == Line::Place::head ? 0 : line.place == Line::Place::tail ? 1 : 2;
    for (const page::NodeId n : structured_.bylines) {
      if (n < line.first && doc_.end(n) <= line.first) continue;
      if (n > line.last || doc_.end(n) > line.last + 1) continue;
      if (structured_.stands_elsewhere(n)) continue;
      const Byline byline = read_byline(arabic::published_text(doc_.text_content(n)), site_);
      if (byline.names_site) return;
      if (byline.clean || byline.cue) claim(byline.people, (byline.cue ? 6 : 5) - less, "text");
    }
  }

  // A line between headline and text that is nothing but a link to somebody's page.
  [[nodiscard]] bool links_to_person(const Line& line) const {
    if (line.place != Line::Place::head || line.link_bytes * 10 < line.text.size() * 7) return false;
    for (page::NodeId a = doc_.parent(line.first); a != page::kNone && doc_.end(a) > line.last;
         a = doc_.parent(a)) {
      if (doc_.tag(a) != page::Tag::a) continue;
      const std::string_view href = doc_.attribute(a, "href").value_or("");
      for (const std::string_view word : {"author", "writer", "katib", "columnist", "profile", "/user",
                                          "كاتب", "كتاب", "%D9%83%D8%A7%D8%AA%D8%A8"}) {
        if (contains(href, word)) return true;
      }
      return false;
    }
    return false;
  }

  [[nodiscard]] double printed_trust(const Line& line, const Byline& byline, page::NodeId element) const {
    if (byline.people.empty() && byline.place.empty() && byline.agencies.empty()) return 0;
    double trust = 0;
    if (element != page::kNone) trust = byline.clean || byline.cue ? 5.5 : 3;
    if (byline.cue && (byline.clean || element != page::kNone)) trust = 6.5;
    // «الرياض: خالد سعد», «سلمى فؤاد (القاهرة)», «سعاد منير – نافذة المدينة»: two known things beside each
    // other.
    const bool shape = byline.clean && !byline.people.empty() &&
                       (!byline.place.empty() || !byline.agencies.empty() || byline.names_site);
    if (trust == 0 && shape && line.place != Line::Place::below) trust = 4.6;
    if (trust == 0 && byline.clean && byline.people.empty() && line.place == Line::Place::head &&
        byline.length_bytes < 80) {
      trust = byline.agencies.empty() && !byline.names_site ? 0 : 1;  // «القاهرة – رويترز»
    }
    if (trust == 0) return 0;
    switch (line.place) {
      case Line::Place::head: break;
      case Line::Place::above:
      case Line::Place::text: trust -= 0.5; break;
      case Line::Place::tail: trust -= 1; break;
      case Line::Place::below: trust -= 2; break;
    }
    if (structured_.stands_elsewhere(line.first)) trust = std::min(trust, 1.3);
    return trust;
  }

  // A kicker or summary with the byline run on: «… تراث المدينة الرياض - سعاد منير».
  void read_glued(std::string_view text) {
    for (const std::string_view separator : {" - ", " – ", ": "}) {
      const auto at = text.rfind(separator);
      if (at == std::string_view::npos) continue;
      const std::string_view name = trim_marks(text.substr(at + separator.size()));
      const auto words = words_of(text.substr(0, at));
      if (words.size() < 3 || count_words(name) > 3 || !is_person(name, site_) || !is_place(words.back()))
        continue;
      claim({std::string(name)}, 3, "text");
      set_place(std::string(words.back()), "text");
      return;
    }
  }

  void add_source(std::string_view name, std::string_view from) {
    name = trim_marks(name);
    if (name.empty() || site_.names(name)) return;
    add_new(out_.sources, name);
    out_.sources_from = from;
  }

  // «دمشق، سوريا (CNN) -- …», «القاهرة (رويترز) – …», «دبي - …» at the head of the text.
  void read_first_paragraph() {
    for (const auto& paragraph : paragraphs_) {
      if (paragraph.kind != Paragraph::Kind::text) continue;
      const std::string_view text = paragraph.text;
      std::size_t stop = std::string_view::npos;
      for (const std::string_view mark : {" - ", " – ", " — ", " -- ", ": ", "-:", " _ ", "- ", " /"}) {
        const auto at = text.find(mark);
        if (at < 90) stop = std::min(stop, at);
      }
      if (stop == std::string_view::npos || stop == 0) return;
      std::string_view head = text.substr(0, stop);
      std::string_view agency;
      if (const auto bracket = head.find('('); bracket != std::string_view::npos && bracket > 0) {
        const auto close = head.find(')', bracket);
        agency = trim_marks(
            head.substr(bracket + 1, close == std::string_view::npos ? close : close - bracket - 1));
        head = head.substr(0, bracket);
      }
      if (!is_place(head)) return;
      set_place(std::string(trim_marks(head)), "text");
      const bool initials =
          agency.size() >= 2 && agency.size() <= 5 &&
          std::all_of(agency.begin(), agency.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
      if (!agency.empty() && (arabic::is_agency(agency) || initials))
        add_new(out_.sources, agency), out_.sources_from = "dateline";
      return;
    }
  }

  void read_source_lines() {
    for (const auto& line : lines_) {
      if (line.place == Line::Place::above || line.text.size() > 200) continue;
      add_sources(line.text);
    }
    for (const auto& paragraph : paragraphs_) {
      if (paragraph.text.size() <= 200) add_sources(paragraph.text);
    }
  }

  void add_sources(std::string_view line) {
    for (const auto& name : sources_in_line(line)) add_source(name, "text");
  }

  void read_last_paragraph() {
    if (paragraphs_.empty()) return;
    for (const auto& name : agencies_at_end(paragraphs_.back().text)) add_source(name, "text");
  }

  void choose_authors() {
    const Claim* best = nullptr;
    double most = 1;
    for (const auto& c : claims_) {
      double s = c.trust;
      for (const auto& other : claims_) {
        if (&other == &c || other.from == c.from) continue;
        const bool agree = std::any_of(c.people.begin(), c.people.end(), [&](const std::string& person) {
          return std::find(other.people.begin(), other.people.end(), person) != other.people.end();
        });
        if (agree) s += std::min(other.trust, 3.0) / 2;
      }
      if (s > most) most = s, best = &c;
    }
    if (best == nullptr) return;
    out_.authors = best->people;
    out_.authors_from = best->from;
  }

  const page::Document& doc_;
  const Structured& structured_;
  const SiteNames& site_;
  const std::vector<Line>& lines_;
  const std::vector<Paragraph>& paragraphs_;
  std::vector<Claim> claims_;
  Credits out_;
};

}  // namespace

Credits choose_credits(const page::Document& doc, const Structured& structured, const SiteNames& site,
                       const std::vector<Line>& lines, const std::vector<Paragraph>& paragraphs) {
  return CreditReader(doc, structured, site, lines, paragraphs).choose();
}

}  // namespace rawi::extract
