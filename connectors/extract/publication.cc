#include "connectors/extract/publication.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "connectors/arabic/dates.h"
#include "connectors/arabic/normalize.h"
#include "connectors/base/bytes.h"
#include "connectors/extract/class_words.h"
#include "connectors/extract/date_cues.h"
#include "connectors/extract/stated_date.h"
#include "connectors/extract/words.h"
#include "connectors/url/url.h"

namespace rawi::extract {
namespace {

using arabic::Moment;
constexpr std::int64_t kDay = 86400;
constexpr std::size_t kMaxClaims = 200;
constexpr ByteSet kDateMarks("/-.");

struct Claim {
  Moment moment;
  double trust = 0;
  std::string from;
  bool modified = false;
  bool printed = false;               // a reader sees it
  bool above = false;                 // printed before the headline
  std::optional<Moment> month_first;  // the other reading of an ambiguous number
};

double declared_trust(std::string_view from) {
  if (from == "json-ld") return 9;
  if (from == "article-meta") return 8.5;
  if (from == "microdata") return 8;
  if (from == "rdfa" || from == "opengraph" || from == "dublin-core") return 7;
  if (from == "meta") return 6.5;
  if (from == "json-ld page") return 5.5;
  if (from == "json-ld created" || from == "created") return 5;
  if (from == "time") return 5;
  return 4;
}

// The local calendar day, as a number that orders.
int day_of(const Moment& m) { return (m.year * 12 + m.month) * 31 + m.day; }

class DateChooser {
 public:
  DateChooser(const page::Document& doc, const Structured& structured, const PageInput& input,
              const outlet::Outlet& outlet, const ReadOptions& options)
      : doc_(doc), structured_(structured), input_(input) {
    const auto url = url::parse(input.url);
    if (url) host_zone_ = std::string(arabic::zone_of_host(url->host));
    outlet_zone_ = outlet.zone;
    context_.zone = outlet_zone_.empty() ? std::string_view(host_zone_) : std::string_view(outlet_zone_);
    now_ = options.now_unix;
    // A page read from a file was saved at a time nobody knows: "two hours ago" says nothing then.
    if (input.http_status != 0) context_.now_unix = options.now_unix;
  }

  PublicationDates choose(const std::vector<Line>& lines) {
    collect_declared(lines);
    collect_printed(lines);
    if (const auto m = date_in_path(input_.url)) add(*m, 4, "url", false, false);
    if (!input_.link_published.empty()) claim(input_.link_published, 5, "link", false, false);
    settle_ambiguous();
    return decide();
  }

 private:
  // What stands in the page is believed by where it stands: cards of other articles carry dates as well.
  [[nodiscard]] double placed_trust(const Evidence& e, const std::vector<Line>& lines) const {
    const double trust = declared_trust(e.from);
    if (e.node == page::kNone) return trust;
    if (structured_.stands_elsewhere(e.node)) return 0.5;
    if (lines.empty()) return trust;
    const page::NodeId end = doc_.end(e.node);
    if (end + 50 < lines.front().first || e.node > lines.back().last) return 0.7;
    if (e.from != "time") return trust;
    for (const auto& line : lines) {
      if (line.last < e.node || line.first >= end) continue;
      switch (line.place) {
        case Line::Place::head: return 6;
        case Line::Place::above: return 4;
        case Line::Place::text: return 3.2;
        case Line::Place::tail: return 2.5;
        case Line::Place::below: return 1.2;
      }
    }
    return 3;
  }

  void collect_declared(const std::vector<Line>& lines) {
    double order = 0;
    for (const auto& e : structured_.published) {
      claim(e.value, placed_trust(e, lines) - order, std::string(e.from), false, false);
      order += 0.01;
    }
    for (const auto& e : structured_.modified) {
      claim(e.value, placed_trust(e, lines) - order, std::string(e.from), true, false);
      order += 0.01;
    }
  }

  void collect_printed(const std::vector<Line>& lines) {
    std::size_t above = 0, after = 0;
    for (const auto& line : lines) above += line.place == Line::Place::above ? 1 : 0;
    for (const auto& line : lines) {
      if (line.place == Line::Place::above) --above;
      if (line.place == Line::Place::tail || line.place == Line::Place::below) ++after;
      if (line.text.size() > 400 || line.place == Line::Place::text || !may_hold_date(line.text)) continue;
      const double trust = printed_trust(line, above, after);
      // What a header says was updated is the site.
      const bool of_site = line.place == Line::Place::above && above > 4;
      if (trust <= 0) continue;
      if (of_site && says_modified(line.text)) continue;
      const std::size_t before = claims_.size();
      if (!printed(line.text, trust)) printed_pieces(line, trust);
      for (std::size_t i = before; i < claims_.size(); ++i)
        claims_[i].above = line.place == Line::Place::above;
    }
  }

  // A line that holds more than a date (share links, counters): its text nodes are pieces of their own, and a
  // time may stand in the next one.
  void printed_pieces(const Line& line, double trust) {
    std::string before;
    int left = 12;
    for (page::NodeId n = line.first; n <= line.last && left > 0; ++n) {
      if (!doc_.is_text(n) || !has_digit(doc_.text(n)) || doc_.text(n).size() > 200) continue;
      --left;
      std::string piece = arabic::published_text(doc_.text(n));
      const auto joined = before.empty() ? std::nullopt : date_in(before + ' ' + piece, context_);
      if (joined && joined->second_of_day && !claims_.empty()) {
        claims_.back().moment = *joined;
        return;
      }
      before.clear();
      if (printed(piece, trust) && !claims_.empty() && !claims_.back().moment.second_of_day)
        before = std::move(piece);
    }
  }

  double printed_trust(const Line& line, std::size_t lines_to_title, std::size_t lines_after_text) const {
    double trust = 0;
    switch (line.place) {
      case Line::Place::head: trust = 5.5; break;
      case Line::Place::above: trust = lines_to_title < 10 ? 3.5 : 1.2; break;
      case Line::Place::tail: trust = lines_after_text < 8 ? 2.5 : 1; break;
      case Line::Place::below: trust = lines_after_text < 8 ? 1.5 : 0.5; break;
      case Line::Place::text: return 0;
    }
    for (const page::NodeId n : structured_.dates) {
      if (n <= line.first && line.last < doc_.end(n)) {
        trust += 1;
        break;
      }
    }
    std::uint32_t says = 0;
    page::NodeId a = doc_.parent(line.first);
    for (int up = 0; up < 3 && a != page::kNone; ++up, a = doc_.parent(a)) says |= structured_.says_of(a);
    if ((says & kSaysToday) != 0) return 0.3;
    if (line.place == Line::Place::above && (says & kSaysElsewhere) != 0) return 0.3;
    if (line.link_bytes * 2 > line.text.size()) trust -= 1.5;
    if (line.place != Line::Place::head && structured_.stands_elsewhere(line.first))
      trust = std::min(trust, 0.5);
    return trust;
  }

  // One line may state both: «نشر في … | آخر تحديث …».
  bool printed(std::string_view text, double trust) {
    const std::size_t count = claims_.size();
    std::size_t cut = std::string_view::npos;
    for (const std::string_view cue :
         {"آخر تحديث", "اخر تحديث", "تم التحديث", "تحديث", "Updated", "updated", "UPDATED"}) {
      cut = std::min(cut, text.find(cue));
    }
    const std::string_view head = text.substr(0, cut);
    if (!head.empty()) {
      const bool modified = says_modified(head) && !says_published(head);
      claim(head, trust + (says_published(head) ? 1 : 0), "text", modified, true);
    }
    if (cut == std::string_view::npos) return claims_.size() > count;
    if (date_in(text.substr(cut), context_)) {
      claim(text.substr(cut), trust, "text", true, true);
      return claims_.size() > count;
    }
    // «الأربعاء 28 أغسطس، آخر تحديث 14:00»: the day stands before the cue, and it is the change's.
    if (!has_digit(text.substr(cut)) || claims_.size() == count) return claims_.size() > count;
    claims_.pop_back();
    const auto digits = kDigits.find_in(text, cut);
    claim(std::string(head) + ' ' + std::string(text.substr(std::min(digits, text.size()))), trust, "text",
          true, true);
    return claims_.size() > count;
  }

  void claim(std::string_view text, double trust, std::string from, bool modified, bool printed) {
    const auto moment = date_in(text, context_);
    if (!moment) return;
    std::optional<Moment> month_first;
    if (!contains(text, "T") && kDateMarks.find_in(text) != std::string_view::npos)
      month_first = month_first_date(text, context_);
    if (month_first && day_of(*month_first) == day_of(*moment)) month_first.reset();
    const bool possible = is_possible(*moment);
    if (!possible && !month_first) return;
    const std::size_t before = claims_.size();
    add(possible ? *moment : *month_first, trust, std::move(from), modified, printed);
    if (possible && claims_.size() > before) claims_.back().month_first = month_first;
  }

  [[nodiscard]] bool is_possible(const Moment& moment) const {
    return moment.year >= 1990 && (!now_ || moment.unix_seconds() <= *now_ + 2 * kDay);
  }

  void add(const Moment& moment, double trust, std::string from, bool modified, bool printed) {
    if (!is_possible(moment) || claims_.size() >= kMaxClaims) return;
    if (claims_.size() < 200)
      claims_.push_back({moment, trust, std::move(from), modified, printed, false, {}});
  }

  // "02/07/2016" is July unless every other claim, or the weekday beside it, says February.
  void settle_ambiguous() {
    for (auto& c : claims_) {
      if (!c.month_first) continue;
      for (const auto& other : claims_) {
        if (&other == &c || other.month_first || other.trust < 1) continue;
        if (day_of(other.moment) != day_of(*c.month_first)) continue;
        c.moment = *c.month_first;
        break;
      }
    }
  }

  [[nodiscard]] double support(const Claim& c) const {
    double s = c.trust;
    for (const auto& other : claims_) {
      if (&other == &c || other.modified || (other.from == c.from && other.from != "text")) continue;
      if (std::abs(day_of(other.moment) - day_of(c.moment)) <= 1) s += std::min(other.trust, 4.0) / 2;
    }
    return s;
  }

  PublicationDates decide() {
    PublicationDates out;
    const Claim* day = nullptr;
    double best = 0.9;
    for (const auto& c : claims_) {
      if (c.modified) continue;
      if (const double s = support(c); s > best) best = s, day = &c;
    }
    if (day == nullptr) day = latest_change();
    if (day == nullptr) return out;
    const Claim chosen = most_precise(*day);
    Moment published = chosen.moment;
    out.published_from = chosen.from;
    out.zone_from = zone_name(published);
    if (const auto local = local_time_marked_utc(chosen)) {
      published = *local;
      out.zone_from = "local time marked as UTC";
    }
    if (is_invented_midnight(published, chosen)) {
      published.second_of_day.reset();
      published.offset_minutes.reset();
      out.zone_from.clear();
    }
    out.published = published.to_string();
    decide_modified(published, chosen, out);
    return out;
  }

  // Pages that state only when they last changed.
  [[nodiscard]] const Claim* latest_change() const {
    const Claim* best = nullptr;
    for (const auto& c : claims_) {
      if (c.trust >= 3 && (best == nullptr || c.trust > best->trust)) best = &c;
    }
    return best;
  }

  [[nodiscard]] Claim most_precise(const Claim& day) const {
    const Claim* best = &day;
    const auto precision = [](const Claim& c) {
      if (!c.moment.second_of_day) return 0;
      return c.moment.zone_evidence == "stated" ? 2 : 1;
    };
    for (const auto& c : claims_) {
      if (c.modified != day.modified || c.trust < 2 || std::abs(day_of(c.moment) - day_of(day.moment)) > 1)
        continue;
      const bool same_day = day_of(c.moment) == day_of(day.moment);
      if (!day.moment.second_of_day && !same_day) continue;
      if (day.moment.second_of_day && best == &day) continue;  // the winner states its time
      if (precision(c) > precision(*best) || (precision(c) == precision(*best) && c.trust > best->trust))
        best = &c;
    }
    return with_seconds(*best);
  }

  // What is printed to the minute may be declared to the second.
  [[nodiscard]] const Claim& with_seconds(const Claim& found) const {
    if (!found.moment.second_of_day || *found.moment.second_of_day % 60 != 0) return found;
    for (const auto& c : claims_) {
      if (c.modified != found.modified || c.trust < 4 || !c.moment.second_of_day) continue;
      const std::int64_t ahead = c.moment.unix_seconds() - found.moment.unix_seconds();
      if (c.moment.zone_evidence == "stated" && ahead > 0 && ahead < 60) return c;
    }
    return found;
  }

  [[nodiscard]] std::string zone_name(const Moment& m) const {
    if (!m.second_of_day) return {};
    if (m.zone_evidence != "context") return m.zone_evidence;
    return outlet_zone_.empty() ? "host" : "outlet";
  }

  static bool states_utc(const Moment& m) {
    return m.second_of_day && m.zone_evidence == "stated" && m.offset_minutes.value_or(-1) == 0;
  }

  // CMSs that stamp "Z" on local time: the page prints the same clock time without a zone, in a zone that is
  // not UTC; or states the same minute and second twice, both as UTC, whole hours apart.
  [[nodiscard]] std::optional<Moment> local_time_marked_utc(const Claim& c) const {
    if (!states_utc(c.moment)) return std::nullopt;
    const int own = *c.moment.second_of_day;
    for (const auto& other : claims_) {
      const Moment& m = other.moment;
      if (!m.second_of_day || day_of(m) != day_of(c.moment)) continue;
      if (other.printed && m.zone_evidence == "context" && *m.second_of_day / 60 == own / 60 &&
          m.offset_minutes.value_or(0) != 0) {
        Moment local = m;
        local.second_of_day = own;
        return local;
      }
      const int ahead = own - *m.second_of_day;
      if (states_utc(m) && !other.printed && other.modified == c.modified && ahead > 0 && ahead <= 5 * 3600 &&
          ahead % 3600 == 0 && own % 60 != 0) {
        Moment local = c.moment;
        local.offset_minutes = ahead / 60;
        return local;
      }
    }
    return std::nullopt;
  }

  // 00:00:00 where nothing printed shows a time of day: a date that software padded.
  [[nodiscard]] bool is_invented_midnight(const Moment& m, const Claim& chosen) const {
    if (!m.second_of_day || *m.second_of_day != 0 || chosen.printed) return false;
    return std::none_of(claims_.begin(), claims_.end(), [&](const Claim& c) {
      return c.printed && c.trust >= 2 && c.moment.second_of_day &&
             std::abs(day_of(c.moment) - day_of(m)) <= 1;
    });
  }

  void decide_modified(const Moment& published, const Claim& chosen, PublicationDates& out) const {
    const Claim* best = nullptr;
    const bool shifted = out.zone_from == "local time marked as UTC";
    Moment best_moment;
    for (const auto& c : claims_) {
      if (!c.modified || c.trust < 2 || (best != nullptr && c.trust <= best->trust)) continue;
      if (c.from == chosen.from && chosen.modified) continue;
      if (c.above && chosen.printed && !chosen.above) continue;  // the site's update, in its header
      Moment m = c.moment;
      if (shifted && states_utc(m)) m.offset_minutes = published.offset_minutes;
      const std::int64_t at = m.unix_seconds(), from = published.unix_seconds();
      const bool coarse = !m.second_of_day || !published.second_of_day;
      if (coarse ? day_of(m) < day_of(published) : at < from) continue;
      best = &c;
      best_moment = m;
    }
    if (best == nullptr) return;
    out.modified = best_moment.to_string();
    out.modified_from = best->from;
  }

  const page::Document& doc_;
  const Structured& structured_;
  const PageInput& input_;
  std::string host_zone_, outlet_zone_;
  arabic::DateContext context_;
  std::optional<std::int64_t> now_;
  std::vector<Claim> claims_;
};

}  // namespace

PublicationDates choose_dates(const page::Document& doc, const Structured& structured, const PageInput& input,
                              const outlet::Outlet& outlet, const ReadOptions& options,
                              const std::vector<Line>& lines) {
  return DateChooser(doc, structured, input, outlet, options).choose(lines);
}

}  // namespace rawi::extract
