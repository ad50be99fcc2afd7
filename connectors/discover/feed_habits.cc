#include "connectors/discover/feed_habits.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "connectors/discover/ascii.h"

namespace rawi::discover {
namespace {

constexpr int kLongestPeriod_s = 366 * 24 * 3600;

std::optional<int> number(std::string_view text) {
  text = trim(text);
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end == text.data()) return std::nullopt;
  return value;
}

int seconds_of(std::string_view period) {
  static constexpr std::array<std::pair<std::string_view, int>, 5> kPeriods = {{{"hourly", 3600},
                                                                                {"daily", 86400},
                                                                                {"weekly", 7 * 86400},
                                                                                {"monthly", 30 * 86400},
                                                                                {"yearly", 365 * 86400}}};
  for (const auto& [name, seconds] : kPeriods) {
    if (equal_ignoring_case(trim(period), name)) return seconds;
  }
  return 0;
}

std::optional<int> weekday(std::string_view name) {
  static constexpr std::array<std::string_view, 7> kDays = {"sunday",   "monday", "tuesday", "wednesday",
                                                            "thursday", "friday", "saturday"};
  for (std::size_t i = 0; i < kDays.size(); ++i) {
    if (equal_ignoring_case(trim(name), kDays[i])) return static_cast<int>(i);
  }
  return std::nullopt;
}

void sort_unique(std::vector<int>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

class HabitReader {
 public:
  HabitReader(const XmlTree& tree, const Reading& reading, Found& found)
      : tree_(tree), reading_(reading), found_(found) {}

  url::Url run() {
    for (std::uint32_t n = 0; n < tree_.size();) {
      const std::string_view name = tree_[n].name;
      if (name == "item" || name == "entry" || name == "image" || name == "textinput") {
        n = tree_[n].end;
        continue;
      }
      if (!name.empty()) element(n, name);
      ++n;
    }
    if (period_s_ > 0) found_.update_period_s = std::max(60, period_s_ / std::max(1, frequency_));
    sort_unique(found_.skip_hours);
    sort_unique(found_.skip_days);
    return site_.value_or(reading_.url);
  }

 private:
  void element(std::uint32_t n, std::string_view name) {
    const Space space = tree_[n].space;
    if (space == Space::syndication) {
      if (name == "updateperiod") period_s_ = seconds_of(tree_.text(n));
      if (name == "updatefrequency") frequency_ = number(tree_.text(n)).value_or(1);
    }
    if (!is_own(space)) return;
    if (name == "ttl") ttl(tree_.text(n));
    if (name == "hour") skip_hour(tree_.text(n));
    if (name == "day") {
      if (const auto day = weekday(tree_.text(n))) found_.skip_days.push_back(*day);
    }
    if (name == "link") link(n);
  }

  void ttl(const std::string& text) {
    const auto minutes = number(text);
    if (!minutes || *minutes < 0) return reading_.notes->add("a ttl that is no number of minutes");
    if (*minutes > 0) found_.ttl_s = std::min<std::int64_t>(std::int64_t{*minutes} * 60, kLongestPeriod_s);
  }

  void skip_hour(const std::string& text) {
    const auto hour = number(text);
    if (!hour || *hour < 0 || *hour > 24) return reading_.notes->add("a skipHours entry that is no hour");
    found_.skip_hours.push_back(*hour % 24);  // RSS 0.91 counts 1-24
  }

  void link(std::uint32_t n) {
    const auto href = tree_.attribute(n, "href");
    const std::string rel = lower(trim(tree_.attribute(n, "rel").value_or("alternate")));
    const url::Url base = base_of(tree_, n, reading_.url);
    const std::string target = resolve_http(base, href ? trim(*href) : trim(tree_.text(n)));
    if (target.empty()) return;
    if (href && rel == "next" && found_.next_page.empty()) found_.next_page = target;
    if ((!href || rel == "alternate") && !site_) {
      if (auto parsed = url::parse(target)) site_ = std::move(*parsed);
    }
  }

  const XmlTree& tree_;
  const Reading& reading_;
  Found& found_;
  std::optional<url::Url> site_;
  int period_s_ = 0, frequency_ = 1;
};

}  // namespace

url::Url read_habits(const XmlTree& tree, const Reading& reading, Found& found) {
  return HabitReader(tree, reading, found).run();
}

}  // namespace rawi::discover
