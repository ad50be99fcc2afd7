#include "connectors/extract/stated_date.h"

#include <vector>

#include <fmt/format.h>

namespace rawi::extract {
namespace {

using arabic::DateContext;
using arabic::Moment;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The numbers of ASCII text in order, with how many digits each has and in which path segment it stands.
struct Number {
  int value = 0;
  std::size_t digits = 0, segment = 0, end = 0;
};

std::vector<Number> numbers_in(std::string_view text) {
  std::vector<Number> out;
  std::size_t segment = 0;
  for (std::size_t i = 0; i < text.size() && out.size() < 40;) {
    if (text[i] == '/') ++segment;
    if (!is_digit(text[i])) {
      i += text[i] == '%' ? 3 : 1;
      continue;
    }
    Number number;
    number.segment = segment;
    for (; i < text.size() && is_digit(text[i]); ++i) {
      if (++number.digits <= 8) number.value = number.value * 10 + (text[i] - '0');
    }
    number.end = i;
    out.push_back(number);
  }
  return out;
}

bool is_date(int year, int month, int day) {
  return year >= 1990 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

}  // namespace

std::optional<Moment> date_in(std::string_view text, const DateContext& context) {
  constexpr std::size_t kMaxText = 400;
  if (text.size() > kMaxText) return std::nullopt;
  if (auto moment = arabic::parse_date(text, context)) return moment;
  const auto found = arabic::find_date(text, context);
  return found ? std::optional(found->moment) : std::nullopt;
}

std::optional<Moment> month_first_date(std::string_view text, const DateContext& context) {
  const auto numbers = numbers_in(text);
  if (numbers.size() < 3) return std::nullopt;
  const auto &month = numbers[0], &day = numbers[1], &year = numbers[2];
  if (!is_date(year.value, month.value, day.value)) return std::nullopt;
  return date_in(
      fmt::format("{:04}-{:02}-{:02} {}", year.value, month.value, day.value, text.substr(year.end)),
      context);
}

std::optional<Moment> date_in_path(std::string_view url) {
  const auto scheme = url.find("://");
  const auto slash = scheme == std::string_view::npos ? scheme : url.find('/', scheme + 3);
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view path = url.substr(slash, url.find_first_of("?#", slash) - slash);
  if (auto moment = arabic::date_in_path(path)) return moment;
  const auto numbers = numbers_in(path);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto& year = numbers[i];
    const bool compact = year.digits == 8 || year.digits == 14;
    if (compact && is_date(year.value / 10000, year.value / 100 % 100, year.value % 100)) {
      return Moment{year.value / 10000, year.value / 100 % 100, year.value % 100, {}, {}, {}};
    }
    if (i + 2 >= numbers.size() || year.digits != 4) continue;
    const auto &month = numbers[i + 1], &day = numbers[i + 2];
    const bool near = month.segment <= year.segment + 2 && day.segment <= month.segment + 1;
    if (near && month.digits <= 2 && day.digits <= 2 && is_date(year.value, month.value, day.value)) {
      return Moment{year.value, month.value, day.value, {}, {}, {}};
    }
  }
  return std::nullopt;
}

}  // namespace rawi::extract
