#include "connectors/extract/source_line.h"

#include <algorithm>
#include <array>

#include "connectors/arabic/agencies.h"
#include "connectors/arabic/normalize.h"
#include "connectors/base/bytes.h"
#include "connectors/extract/words.h"

namespace rawi::extract {
namespace {

bool is_source_cue(std::string_view folded_word) {
  constexpr std::array<std::string_view, 6> kCues{"المصدر", "المصادر", "مصدر", "مصادر", "source", "sources"};
  return std::find(kCues.begin(), kCues.end(), folded_word) != kCues.end();
}

// «رويترز، أ ف ب + الميدان» -> its names, trimmed.
std::vector<std::string_view> parts_of(std::string_view text) {
  constexpr std::array<std::string_view, 6> kBetween{"،", ",", "+", "/", "|", " - "};
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    std::size_t taken = at == text.size() ? 1 : 0;
    for (const auto mark : kBetween) {
      if (taken == 0 && text.substr(at).starts_with(mark)) taken = mark.size();
    }
    if (taken == 0) continue;
    parts.push_back(trim_marks(text.substr(start, at - start)));
    at += taken - 1;
    start = at + 1;
  }
  return parts;
}

}  // namespace

std::vector<std::string> sources_in_line(std::string_view text) {
  const std::string_view line = trim_marks(text);
  std::string_view head = line.substr(0, kBlanks.find_in(line));
  while (!head.empty() && (head.back() == ':' || head.back() == '/')) head.remove_suffix(1);
  const auto colon = head.find(':');
  if (colon != std::string_view::npos) head = head.substr(0, colon);
  if (!is_source_cue(arabic::match_text(head)) || count_words(line) > 14) return {};
  // A word after "مصدر" without a colon is the start of a sentence («مصدر أمني: …»).
  const auto after = line.substr(head.size());
  if (after.find_first_of(":+-|/") == std::string_view::npos || after.find_first_of(":+-|/") > 3) return {};
  std::vector<std::string> names = arabic::agencies_in_credit(line);
  if (!names.empty()) return names;
  for (const auto name : parts_of(trim_marks(after))) {
    if (count_words(name) <= 4 && letters_in(name) >= 2 && !has_digit(name) && !contains(name, "://"))
      names.emplace_back(name);
  }
  return names;
}

std::vector<std::string> agencies_at_end(std::string_view text) {
  while (!text.empty() && (text.back() == '.' || text.back() == ' ')) text.remove_suffix(1);
  if (text.empty() || (text.back() != ')' && text.back() != ']')) return {};
  const auto open = text.find_last_of("([");
  if (open == std::string_view::npos || text.size() - open > 90) return {};
  std::vector<std::string> names;
  for (const auto name : parts_of(text.substr(open + 1, text.size() - open - 2))) {
    if (arabic::is_agency(name)) names.emplace_back(name);
  }
  return names;
}

}  // namespace rawi::extract
