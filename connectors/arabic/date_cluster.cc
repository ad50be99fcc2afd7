#include "connectors/arabic/date_cluster.h"

#include <unordered_set>
#include <utility>

namespace rawi::arabic {
namespace {

constexpr std::size_t kMaxJoints = 6;  // signs and words between two parts of one date

bool is_joint_word(std::string_view word) {
  static const std::unordered_set<std::string_view> kWords = {
      "في", "عند", "علي",      "الساعه", "تمام",  "يوم", "ليوم", "الموافق", "للموافق", "بتاريخ", "و",
      "ل",  "at",  "on",       "à",      "a",     "le",  "the",  "t",       "وقت",     "الوقت",  "النشر",
      "من", "of",  "الموافقه", "الساعة", "حوالي", "هذا", "مساء", "بالساعه", "time"};
  return kWords.contains(word);
}

bool is_joint_sign(char32_t sign) {
  constexpr std::u32string_view kSigns = U",-|/.·•()[]،؛;:\"«»~–_\u2022\u00BB\u00AB";
  return kSigns.find(sign) != kSigns.npos;
}

constexpr int kMaxParts = 10;  // two days, time, zone, weekdays: more belongs to something else

class Reader {
 public:
  Reader(const Tokens& tokens, std::size_t begin, std::optional<std::int64_t> local_now)
      : t_(tokens), at_(begin), local_now_(local_now) {
    cluster_.begin = cluster_.end = begin;
  }

  std::optional<Cluster> run() {
    if (!take_part()) return std::nullopt;
    for (int parts = 1; parts < kMaxParts; ++parts) {
      const std::size_t before = at_;
      if (!skip_joints() || !take_part()) {
        at_ = before;
        break;
      }
    }
    if (cluster_.day && cluster_.day->year_misplaced) return std::nullopt;
    if (!cluster_.has_day()) return std::nullopt;
    if (cluster_.day) cluster_.relative.reset();
    if (ends_inside_brackets()) ++cluster_.end;
    return std::move(cluster_);
  }

 private:
  bool took(std::size_t next, bool is_time = false) {
    at_ = cluster_.end = next;
    after_time_ = is_time;
    return true;
  }

  bool take_part() { return take_day() || take_relative() || take_time() || take_zone() || take_weekday(); }

  bool take_day() {
    if (cluster_.day && cluster_.day->year_misplaced) {
      const auto year = read_gregorian_year(t_, at_);
      if (!year) return false;
      cluster_.day->day.year = year->value;
      cluster_.day->year_misplaced = false;
      cluster_.day->written = Calendar::gregorian;
      return is_civil(cluster_.day->day) && took(year->next);
    }
    const auto read = read_day(t_, at_);
    if (!read) return take_unix_date();
    if (cluster_.day) {
      // The same day in both calendars; the Gregorian counts.
      if (cluster_.day->written == read->value.written) return false;
      if (cluster_.day->written == Calendar::hijri) cluster_.day = read->value;
      return took(read->next);
    }
    cluster_.day = read->value;
    if (read->value.second_of_day) cluster_.second_of_day = read->value.second_of_day;
    return took(read->next, read->value.second_of_day.has_value());
  }

  // "Apr  2 15:58:00 EEST 2021": date(1)'s order, the year last.
  bool take_unix_date() {
    if (cluster_.day || cluster_.second_of_day) return false;
    const auto month = read_month_name(t_, at_);
    if (!month || month->value.calendar != Calendar::gregorian || !t_.is_number(month->next, 1, 2))
      return false;
    const auto time = read_time(t_, month->next + 1);
    if (!time) return false;
    const auto zone = read_zone_after_time(t_, time->next);
    const auto year = read_gregorian_year(t_, zone ? zone->next : time->next);
    if (!year) return false;
    DayPartOfDate date;
    date.day = {year->value, month->value.month, static_cast<int>(t_.at(month->next).value)};
    if (!is_civil(date.day)) return false;
    cluster_.day = date;
    cluster_.second_of_day = time->value;
    if (zone) cluster_.zone = zone->value;
    return took(year->next);
  }

  bool take_relative() {
    if (!local_now_ || cluster_.relative) return false;
    const auto read = read_relative(t_, at_, *local_now_);
    if (!read) return false;
    cluster_.relative = read->value;
    return took(read->next);
  }

  bool take_time() {
    if (cluster_.second_of_day) return false;
    const auto read = read_time(t_, at_);
    if (!read) return false;
    cluster_.second_of_day = read->value;
    return took(read->next, true);
  }

  bool take_zone() {
    if (cluster_.zone) return false;
    const auto read = after_time_ ? read_zone_after_time(t_, at_) : read_zone(t_, at_);
    if (!read) return false;
    cluster_.zone = read->value;
    return took(read->next);
  }

  bool take_weekday() {
    const auto read = read_weekday(t_, at_);
    if (!read) return false;
    if (!cluster_.weekday) cluster_.weekday = read->value;
    return took(read->next);
  }

  // Past the signs and words that may stand between two parts. False where something else stands there.
  bool skip_joints() {
    for (std::size_t n = 0; n <= kMaxJoints; ++n) {
      if (begins_part()) return true;
      const Token& token = t_.at(at_);
      if (token.kind == Token::Kind::sign && is_joint_sign(token.sign)) {
        // Only a bracket lets a city be a zone: "(دمشق)" is one, "- دمشق" a dateline.
        after_time_ = after_time_ && (token.sign == U'(' || token.sign == U'[');
      } else if (token.kind == Token::Kind::word && is_joint_word(token.word)) {
        after_time_ = false;
      } else {
        return false;
      }
      ++at_;
    }
    return false;
  }

  bool begins_part() {
    Reader trial(*this);
    return trial.take_part();
  }

  // "(15:58)", "[GMT+3]": the bracket belongs to what it closes.
  [[nodiscard]] bool ends_inside_brackets() const {
    int open = 0;
    for (std::size_t i = cluster_.begin; i < cluster_.end; ++i) {
      open += t_.is_sign(i, U'(') || t_.is_sign(i, U'[') ? 1 : 0;
      open -= t_.is_sign(i, U')') || t_.is_sign(i, U']') ? 1 : 0;
    }
    return open > 0 && (t_.is_sign(cluster_.end, U')') || t_.is_sign(cluster_.end, U']'));
  }

  const Tokens& t_;
  std::size_t at_;
  std::optional<std::int64_t> local_now_;
  Cluster cluster_;
  bool after_time_ = false;
};

}  // namespace

std::optional<Cluster> read_cluster(const Tokens& tokens, std::size_t i,
                                    std::optional<std::int64_t> local_now) {
  return Reader(tokens, i, local_now).run();
}

void settle_by_weekday(Cluster& cluster) {
  if (!cluster.day || !cluster.day->month_first || !cluster.weekday) return;
  CivilDay turned = cluster.day->day;
  std::swap(turned.month, turned.day);
  if (weekday_of(cluster.day->day) != *cluster.weekday && weekday_of(turned) == *cluster.weekday) {
    cluster.day->day = turned;
  }
}

}  // namespace rawi::arabic
