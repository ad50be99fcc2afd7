#include "connectors/extract/stated_date.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "connectors/extract/words.h"

namespace rawi::extract {
namespace {

using arabic::DateContext;
using arabic::Moment;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); }

struct Token {
  std::string_view text;
  int number = -1;  // -1: a word
};

// Runs of digits and runs of ASCII letters; ':' between digits is kept as a token of its own.
std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> out;
  for (std::size_t i = 0; i < text.size() && out.size() < 60;) {
    const std::size_t start = i;
    if (is_digit(text[i])) {
      int value = 0;
      while (i < text.size() && is_digit(text[i]) && i - start < 8) value = value * 10 + (text[i++] - '0');
      out.push_back({text.substr(start, i - start), value});
    } else if (lower(text[i]) >= 'a' && lower(text[i]) <= 'z') {
      while (i < text.size() && lower(text[i]) >= 'a' && lower(text[i]) <= 'z') ++i;
      out.push_back({text.substr(start, i - start), -1});
    } else {
      if (text[i] == ':') out.push_back({text.substr(i, 1), -1});
      ++i;
    }
  }
  return out;
}

int english_month(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths{"january",   "february", "march",    "april",
                                                     "may",       "june",     "july",     "august",
                                                     "september", "october",  "november", "december"};
  if (word.size() < 3) return 0;
  for (std::size_t m = 0; m < kMonths.size(); ++m) {
    bool same = word.size() <= kMonths[m].size();
    for (std::size_t i = 0; same && i < word.size(); ++i) same = lower(word[i]) == kMonths[m][i];
    if (same && (word.size() <= 4 || word.size() == kMonths[m].size())) return static_cast<int>(m) + 1;
  }
  return 0;
}

// Zone abbreviations that news pages print, as offsets (RFC 822 section 5.1, and the European ones).
std::string_view zone_offset(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kZones{{
      {"GMT", "Z"},
      {"UTC", "Z"},
      {"EST", "-05:00"},
      {"EDT", "-04:00"},
      {"ET", "-05:00"},
      {"CST", "-06:00"},
      {"CDT", "-05:00"},
      {"MST", "-07:00"},
      {"MDT", "-06:00"},
      {"PST", "-08:00"},
      {"PDT", "-07:00"},
      {"BST", "+01:00"},
      {"CET", "+01:00"},
      {"CEST", "+02:00"},
  }};
  for (const auto& [name, offset] : kZones) {
    if (name == word) return offset;
  }
  return {};
}

bool is_year(int n) { return n >= 1990 && n <= 2100; }

// " T17:03:00" with an offset where one is printed; empty where the tokens state no time of day.
std::string time_in(const std::vector<Token>& tokens) {
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    if (tokens[i].number < 0 || tokens[i].number > 23 || tokens[i + 1].text != ":" ||
        tokens[i + 2].number < 0 || tokens[i + 2].number > 59)
      continue;
    int hour = tokens[i].number;
    std::string_view offset;
    for (std::size_t k = i + 3; k < tokens.size() && k < i + 8; ++k) {
      const std::string word = tokens[k].number < 0 ? std::string(tokens[k].text) : std::string();
      if ((word == "pm" || word == "PM" || word == "p") && hour < 12) hour += 12;
      if ((word == "am" || word == "AM" || word == "a") && hour == 12) hour = 0;
      if (offset.empty()) offset = zone_offset(word);
    }
    return fmt::format("T{:02}:{:02}:00{}", hour, tokens[i + 2].number, offset);
  }
  return {};
}

std::optional<Moment> english_date(std::string_view text, const DateContext& context) {
  const auto tokens = tokens_of(text);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const int month = tokens[i].number < 0 ? english_month(tokens[i].text) : 0;
    if (month == 0) continue;
    int day = 0, year = 0;
    const auto is_day = [&](std::size_t k) {
      return k < tokens.size() && tokens[k].number >= 1 && tokens[k].number <= 31 &&
             tokens[k].text.size() <= 2;
    };
    std::size_t next = i + 1;
    if (is_day(next) && !(next + 1 < tokens.size() && tokens[next + 1].text == ":")) {  // March 25, 2015
      day = tokens[next++].number;
      if (next < tokens.size() && tokens[next].number < 0 && tokens[next].text.size() == 2) ++next;  // 25th
    } else if (i > 0 && is_day(i - 1)) {  // 25 March 2015
      day = tokens[i - 1].number;
    } else if (i > 1 && is_day(i - 2) && tokens[i - 1].text.size() == 2) {  // 25th March
      day = tokens[i - 2].number;
    }
    if (next < tokens.size() && is_year(tokens[next].number)) year = tokens[next].number;
    if (day == 0 || year == 0) continue;
    const std::vector<Token> rest(tokens.begin() + static_cast<std::ptrdiff_t>(next) + 1, tokens.end());
    std::string time = time_in(rest);
    if (time.empty())
      time = time_in(std::vector<Token>(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(i)));
    return arabic::parse_date(fmt::format("{:04}-{:02}-{:02}{}", year, month, day, time), context);
  }
  return std::nullopt;
}

// Words before and after a year that can belong to its date: weekday, day, month in two spellings; time, am
// or pm, zone.
constexpr std::size_t kWordsBefore = 6, kWordsAfter = 4;
constexpr std::size_t kMaxText = 260;

bool holds_year(std::string_view word) {
  std::size_t digits = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (is_digit(word[i])) ++digits;
    if ((word[i] == '\xD9' || word[i] == '\xDB') && has_digit(word.substr(i, 2))) ++digits;
  }
  return digits >= 4 && digits <= 8;
}

// A date with other things on its line: the longest run of words around a year that reads as one.
std::optional<Moment> date_among_words(std::string_view text, const DateContext& context) {
  const auto words = words_of(text);
  if (words.size() > 40) return std::nullopt;
  int tries = 0;
  for (std::size_t year = 0; year < words.size() && tries < 80; ++year) {
    if (!holds_year(words[year])) continue;
    const std::size_t first = year > kWordsBefore ? year - kWordsBefore : 0;
    const std::size_t last = std::min(words.size() - 1, year + kWordsAfter);
    for (std::size_t end = last + 1; end-- > year;) {
      for (std::size_t start = first; start <= year && tries < 80; ++start, ++tries) {
        const char* stop = words[end].data() + words[end].size();
        const std::string_view run(words[start].data(), static_cast<std::size_t>(stop - words[start].data()));
        if (auto moment = arabic::parse_date(run, context)) return moment;
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Moment> date_in(std::string_view text, const DateContext& context) {
  if (text.size() > kMaxText) return std::nullopt;
  if (auto moment = arabic::parse_date(text, context)) return moment;
  if (!has_digit(text)) return std::nullopt;
  if (auto moment = english_date(text, context)) return moment;
  return date_among_words(text, context);
}

std::optional<Moment> month_first_date(std::string_view text, const DateContext& context) {
  const auto tokens = tokens_of(text);
  if (tokens.size() < 3) return std::nullopt;
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    if (tokens[i].number < 1 || tokens[i].number > 12 || tokens[i + 1].number < 1 ||
        tokens[i + 1].number > 31 || !is_year(tokens[i + 2].number))
      continue;
    const std::vector<Token> rest(tokens.begin() + static_cast<std::ptrdiff_t>(i) + 3, tokens.end());
    return arabic::parse_date(fmt::format("{:04}-{:02}-{:02}{}", tokens[i + 2].number, tokens[i].number,
                                          tokens[i + 1].number, time_in(rest)),
                              context);
  }
  return std::nullopt;
}

std::optional<Moment> date_in_path(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::nullopt;
  const auto slash = url.find('/', scheme + 3);
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view path = url.substr(slash, url.find_first_of("?#", slash) - slash);
  const auto moment = [](int y, int m, int d) -> std::optional<Moment> {
    if (!is_year(y) || m < 1 || m > 12 || d < 1 || d > 31) return std::nullopt;
    return arabic::parse_date(fmt::format("{:04}-{:02}-{:02}", y, m, d), {});
  };
  // Numbers of the path, with how many segments lie between them.
  struct Number {
    int value;
    std::size_t digits, segment;
  };
  std::vector<Number> numbers;
  std::size_t segment = 0;
  for (std::size_t i = 0; i < path.size() && numbers.size() < 40;) {
    if (path[i] == '/') ++segment;
    if (path[i] == '%') {
      i += 3;
      continue;
    }
    if (!is_digit(path[i])) {
      ++i;
      continue;
    }
    const std::size_t start = i;
    int value = 0;
    while (i < path.size() && is_digit(path[i])) {
      if (i - start < 8) value = value * 10 + (path[i] - '0');
      ++i;
    }
    const std::size_t digits = i - start;
    if (digits == 8 || digits == 14) {
      if (auto found = moment(value / 10000, value / 100 % 100, value % 100)) return found;
    }
    numbers.push_back({value, digits, segment});
  }
  for (std::size_t i = 0; i + 2 < numbers.size(); ++i) {
    const auto &y = numbers[i], &m = numbers[i + 1], &d = numbers[i + 2];
    if (y.digits != 4 || m.digits > 2 || d.digits > 2 || m.segment > y.segment + 2 ||
        d.segment > m.segment + 1)
      continue;
    if (auto found = moment(y.value, m.value, d.value)) return found;
  }
  return std::nullopt;
}

}  // namespace rawi::extract
