#include "connectors/arabic/agencies.h"

#include <algorithm>
#include <unordered_set>

#include "connectors/arabic/normalize.h"

namespace rawi::arabic {
namespace {

using Words = std::unordered_set<std::string_view>;

// Match text of every spelling. The words that stand for "some agency" are among them.
const Words& agencies() {
  static const Words kNames = {"رويترز",
                               "رويتر",
                               "وكاله رويترز",
                               "reuters",
                               "ا ف ب",
                               "اف ب",
                               "افب",
                               "ا ف پ",
                               "فرانس برس",
                               "وكاله فرانس برس",
                               "وكاله الصحافه الفرنسيه",
                               "الصحافه الفرنسيه",
                               "الفرنسيه",
                               "afp",
                               "ا ب",
                               "اب",
                               "اسوشيتد برس",
                               "الاسوشيتد برس",
                               "اسوشييتد برس",
                               "الاسوشييتد برس",
                               "اسوشيتدبرس",
                               "اسوشييتدبرس",
                               "ap",
                               "د ب ا",
                               "دب ا",
                               "دبا",
                               "الوكاله الالمانيه",
                               "وكاله الانباء الالمانيه",
                               "الالمانيه",
                               "dpa",
                               "الاناضول",
                               "وكاله الاناضول",
                               "اناضول",
                               "anadolu",
                               "واس",
                               "وكاله الانباء السعوديه",
                               "spa",
                               "وام",
                               "وكاله انباء الامارات",
                               "wam",
                               "قنا",
                               "وكاله الانباء القطريه",
                               "qna",
                               "كونا",
                               "وكاله الانباء الكويتيه",
                               "kuna",
                               "سانا",
                               "وكاله سانا",
                               "وكاله الانباء السوريه",
                               "sana",
                               "بنا",
                               "وكاله انباء البحرين",
                               "bna",
                               "بترا",
                               "وكاله الانباء الاردنيه",
                               "petra",
                               "وفا",
                               "وكاله وفا",
                               "وكاله الانباء الفلسطينيه",
                               "wafa",
                               "ا ش ا",
                               "اش ا",
                               "وكاله انباء الشرق الاوسط",
                               "وكاله الشرق الاوسط",
                               "mena",
                               "واع",
                               "وكاله الانباء العراقيه",
                               "ina",
                               "وات",
                               "وكاله تونس افريقيا للانباء",
                               "tap",
                               "واج",
                               "وكاله الانباء الجزائريه",
                               "aps",
                               "وام المغرب",
                               "و م ع",
                               "وكاله المغرب العربي للانباء",
                               "map",
                               "وال",
                               "وكاله الانباء الليبيه",
                               "lana",
                               "سونا",
                               "وكاله السودان للانباء",
                               "suna",
                               "سبا",
                               "وكاله سبا",
                               "وكاله الانباء اليمنيه",
                               "saba",
                               "العمانيه",
                               "وكاله الانباء العمانيه",
                               "ona",
                               "الوطنيه للاعلام",
                               "الوكاله الوطنيه للاعلام",
                               "وكاله الانباء اللبنانيه",
                               "nna",
                               "المركزيه",
                               "سبوتنيك",
                               "وكاله سبوتنيك",
                               "sputnik",
                               "نوفوستي",
                               "ريا نوفوستي",
                               "تاس",
                               "وكاله تاس",
                               "tass",
                               "انترفاكس",
                               "شينخوا",
                               "وكاله شينخوا",
                               "xinhua",
                               "ارنا",
                               "وكاله ارنا",
                               "irna",
                               "فارس",
                               "وكاله فارس",
                               "مهر",
                               "وكاله مهر",
                               "تسنيم",
                               "وكاله تسنيم",
                               "بلومبرغ",
                               "بلومبرج",
                               "وكاله بلومبرغ",
                               "bloomberg",
                               "افي",
                               "وكاله الانباء الاسبانيه",
                               "efe",
                               "انسا",
                               "وكاله انسا",
                               "ansa",
                               "اكي",
                               "يونهاب",
                               "وكاله يونهاب",
                               "yonhap",
                               "كيودو",
                               "معا",
                               "وكاله معا",
                               "صفا",
                               "يو بي اي",
                               "يونايتد برس",
                               "upi",
                               "وكالات",
                               "الوكالات",
                               "وكالات الانباء",
                               "وكالات انباء",
                               "متابعات",
                               "متابعه",
                               "وكالات ومتابعات",
                               "متابعات ووكالات"};
  return kNames;
}

constexpr std::string_view kSeparators[] = {"،", ",",   "+",   "/", "|",  "؛", ";", "–", "—",
                                            "&", " - ", " ـ ", ":", "\\", "•", "·", "*"};

std::string_view trim(std::string_view text) {
  constexpr std::string_view kEdge = " .:()[]\"-";
  const auto first = text.find_first_not_of(kEdge);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(kEdge) - first + 1);
}

std::size_t next_separator(std::string_view text, std::size_t from, std::size_t& width) {
  std::size_t best = text.npos;
  for (const std::string_view separator : kSeparators) {
    const std::size_t at = text.find(separator, from);
    if (at < best) {
      best = at;
      width = separator.size();
    }
  }
  return best;
}

bool is_label(std::string_view part) {
  static const Words kLabels = {"المصدر", "مصدر", "المصادر", "مصادر", "نقلا عن", "عن", "source", "sources"};
  return kLabels.contains(match_text(part));
}

// "دمشق" in "دمشق - رويترز".
bool may_be_place(std::string_view part) {
  constexpr std::size_t kLongest = 40;  // bytes
  return part.size() <= kLongest && std::count(part.begin(), part.end(), ' ') <= 1;
}

std::string_view without_and(std::string_view name) {
  constexpr std::string_view kAnd = "و";
  if (name.substr(0, kAnd.size()) != kAnd || is_agency(name)) return name;
  const std::string_view rest = trim(name.substr(kAnd.size()));
  return is_agency(rest) ? rest : name;
}

// Agency names that stand beside each other with nothing but a space or "و" between ("رويترز ووكالات").
bool take_row_of_names(std::string_view part, std::vector<std::string>& names) {
  constexpr std::size_t kMaxWords = 6;
  std::vector<std::string> found;
  while (!part.empty()) {
    std::size_t best = 0, end = 0;
    for (std::size_t words = 0; words < kMaxWords && end < part.size(); ++words) {
      end = std::min(part.find(' ', end + (words > 0 ? 1 : 0)), part.size());
      if (is_agency(without_and(trim(part.substr(0, end))))) best = end;
    }
    if (best == 0) return false;
    found.emplace_back(without_and(trim(part.substr(0, best))));
    part = trim(part.substr(best));
  }
  names.insert(names.end(), found.begin(), found.end());
  return true;
}

}  // namespace

bool is_agency(std::string_view name) {
  constexpr std::size_t kLongest = 96;  // bytes
  return name.size() <= kLongest && agencies().contains(match_text(name));
}

std::vector<std::string> agencies_in_credit(std::string_view line) {
  constexpr std::size_t kLongestCredit = 240;  // bytes: a longer line is prose
  if (line.size() > kLongestCredit) return {};
  const std::string clean = published_text(line);
  const std::string_view rest = clean;
  std::vector<std::string> names;
  bool labelled = false;
  int foreign = 0;
  for (std::size_t from = 0; from < rest.size();) {
    std::size_t width = 0;
    const std::size_t at = std::min(next_separator(rest, from, width), rest.size());
    const std::string_view part = trim(rest.substr(from, at - from));
    from = at + std::max<std::size_t>(width, 1);
    if (part.empty() || take_row_of_names(part, names)) continue;
    if (names.empty() && is_label(part)) {
      labelled = true;
      continue;
    }
    // Without a label, one place may stand before the names; anything else makes the line no credit.
    if (!labelled && (++foreign > 1 || !names.empty() || !may_be_place(part))) return {};
  }
  return names;
}

}  // namespace rawi::arabic
