#include "connectors/arabic/date_names.h"

#include <array>
#include <unordered_map>
#include <unordered_set>

namespace rawi::arabic {
namespace {

template <class T>
using Words = std::unordered_map<std::string_view, T>;

template <class T>
const T* look_up(const Words<T>& words, std::string_view word) {
  const auto found = words.find(word);
  return found == words.end() ? nullptr : &found->second;
}

const Words<int>& weekday_words() {
  static const Words<int> kWords = {
      {"الاحد", 0},    {"الاثنين", 1},  {"الاتنين", 1},   {"الثلاثاء", 2}, {"الثلثاء", 2},  {"الثلاثا", 2},
      {"الاربعاء", 3}, {"الاربعا", 3},  {"الخميس", 4},    {"الجمعه", 5},   {"السبت", 6},    {"sunday", 0},
      {"monday", 1},   {"tuesday", 2},  {"wednesday", 3}, {"thursday", 4}, {"friday", 5},   {"saturday", 6},
      {"sun", 0},      {"mon", 1},      {"tue", 2},       {"tues", 2},     {"wed", 3},      {"thu", 4},
      {"thur", 4},     {"thurs", 4},    {"fri", 5},       {"sat", 6},      {"dimanche", 0}, {"lundi", 1},
      {"mardi", 2},    {"mercredi", 3}, {"jeudi", 4},     {"vendredi", 5}, {"samedi", 6}};
  return kWords;
}

const Words<DayPart>& day_part_words() {
  using enum DayPart;
  static const Words<DayPart> kWords = {
      {"ص", morning},    {"صباحا", morning}, {"صباح", morning},   {"الصباح", morning},  {"am", morning},
      {"ضحي", morning},  {"فجرا", dawn},     {"الفجر", dawn},     {"فجر", dawn},        {"ظهرا", noon},
      {"ظهر", noon},     {"الظهر", noon},    {"عصرا", afternoon}, {"العصر", afternoon}, {"م", evening},
      {"مساء", evening}, {"مساءا", evening}, {"المساء", evening}, {"pm", evening},      {"ليلا", night},
      {"الليل", night},  {"ليل", night}};
  return kWords;
}

const Words<UnitWord>& unit_words() {
  using enum Unit;
  static const Words<UnitWord> kWords = {
      {"ثانيه", {second, 1}},   {"ثوان", {second, 0}},    {"ثواني", {second, 0}}, {"ثانيتين", {second, 2}},
      {"ثانيتان", {second, 2}}, {"دقيقه", {minute, 1}},   {"دقائق", {minute, 0}}, {"دقايق", {minute, 0}},
      {"دقيقتين", {minute, 2}}, {"دقيقتان", {minute, 2}}, {"ساعه", {hour, 1}},    {"ساعات", {hour, 0}},
      {"ساعتين", {hour, 2}},    {"ساعتان", {hour, 2}},    {"يوم", {day, 1}},      {"يوما", {day, 1}},
      {"ايام", {day, 0}},       {"يومين", {day, 2}},      {"يومان", {day, 2}},    {"اسبوع", {week, 1}},
      {"اسبوعا", {week, 1}},    {"اسابيع", {week, 0}},    {"اسبوعين", {week, 2}}, {"اسبوعان", {week, 2}},
      {"شهر", {month, 1}},      {"شهرا", {month, 1}},     {"اشهر", {month, 0}},   {"شهور", {month, 0}},
      {"شهرين", {month, 2}},    {"شهران", {month, 2}},    {"سنه", {year, 1}},     {"سنوات", {year, 0}},
      {"سنين", {year, 0}},      {"سنتين", {year, 2}},     {"سنتان", {year, 2}},   {"عام", {year, 1}},
      {"عاما", {year, 1}},      {"اعوام", {year, 0}},     {"عامين", {year, 2}},   {"عامان", {year, 2}},
      {"second", {second, 1}},  {"seconds", {second, 0}}, {"sec", {second, 1}},   {"secs", {second, 0}},
      {"minute", {minute, 1}},  {"minutes", {minute, 0}}, {"min", {minute, 1}},   {"mins", {minute, 0}},
      {"hour", {hour, 1}},      {"hours", {hour, 0}},     {"hr", {hour, 1}},      {"hrs", {hour, 0}},
      {"day", {day, 1}},        {"days", {day, 0}},       {"week", {week, 1}},    {"weeks", {week, 0}},
      {"month", {month, 1}},    {"months", {month, 0}},   {"year", {year, 1}},    {"years", {year, 0}},
      {"heure", {hour, 1}},     {"heures", {hour, 0}},    {"jour", {day, 1}},     {"jours", {day, 0}},
      {"semaine", {week, 1}},   {"semaines", {week, 0}},  {"mois", {month, 1}},   {"an", {year, 1}},
      {"ans", {year, 0}}};
  return kWords;
}

const Words<int>& number_words() {
  static const Words<int> kWords = {
      {"واحد", 1},    {"احدي", 1},   {"احد", 1},  {"اثني", 2},  {"اثنتي", 2}, {"واحده", 1},  {"اثنين", 2},
      {"اثنتين", 2},  {"اثنان", 2},  {"ثلاث", 3}, {"ثلاثه", 3}, {"اربع", 4},  {"اربعه", 4},  {"خمس", 5},
      {"خمسه", 5},    {"ست", 6},     {"سته", 6},  {"سبع", 7},   {"سبعه", 7},  {"ثماني", 8},  {"ثمانيه", 8},
      {"ثمان", 8},    {"تسع", 9},    {"تسعه", 9}, {"عشر", 10},  {"عشره", 10}, {"عشرين", 20}, {"ثلاثين", 30},
      {"اربعين", 40}, {"خمسين", 50}, {"a", 1},    {"an", 1},    {"one", 1},   {"une", 1},    {"un", 1},
      {"two", 2},     {"three", 3}};
  return kWords;
}

const Words<int>& ordinal_words() {
  static const Words<int> kWords = {{"الاول", 1},    {"الثاني", 2},    {"الثالث", 3},   {"الرابع", 4},
                                    {"الخامس", 5},   {"السادس", 6},    {"السابع", 7},   {"الثامن", 8},
                                    {"التاسع", 9},   {"العاشر", 10},   {"الحادي", 1},   {"العشرين", 20},
                                    {"العشرون", 20}, {"الثلاثين", 30}, {"الثلاثون", 30}};
  return kWords;
}

}  // namespace

std::optional<Read<int>> read_weekday(const Tokens& tokens, std::size_t i) {
  if (!tokens.is_word(i)) return std::nullopt;
  if (const int* day = look_up(weekday_words(), tokens.at(i).word)) return Read<int>{*day, i + 1};
  return std::nullopt;
}

std::optional<Read<DayPart>> read_day_part(const Tokens& tokens, std::size_t i) {
  if (!tokens.is_word(i)) return std::nullopt;
  const std::string& word = tokens.at(i).word;
  if (word == "بعد" && tokens.is_word(i + 1, "الظهر")) return Read<DayPart>{DayPart::evening, i + 2};
  if (word == "قبل" && tokens.is_word(i + 1, "الظهر")) return Read<DayPart>{DayPart::morning, i + 2};
  if (word == "بعد" && tokens.is_word(i + 1, "منتصف") && tokens.is_word(i + 2, "الليل")) {
    return Read<DayPart>{DayPart::dawn, i + 3};
  }
  if ((word == "a" || word == "p") && tokens.is_sign(i + 1, U'.') && tokens.is_word(i + 2, "m")) {
    const std::size_t next = tokens.is_sign(i + 3, U'.') && tokens.attached(i + 3) ? i + 4 : i + 3;
    return Read<DayPart>{word == "a" ? DayPart::morning : DayPart::evening, next};
  }
  if (const DayPart* part = look_up(day_part_words(), word)) return Read<DayPart>{*part, i + 1};
  return std::nullopt;
}

std::optional<int> hour_of_day(int hour, DayPart part) {
  const auto afternoon = [hour] { return hour < 12 ? hour + 12 : hour; };
  switch (part) {
    case DayPart::morning:
    case DayPart::dawn:
      if (hour > 12) return std::nullopt;
      return hour % 12;
    case DayPart::noon: return hour >= 10 ? hour : hour + 12;
    case DayPart::afternoon:
    case DayPart::evening: return afternoon();
    case DayPart::night:
      if (hour == 12) return 0;
      return hour <= 4 ? hour : afternoon();
  }
  return std::nullopt;
}

std::optional<UnitWord> unit_word(std::string_view word) {
  if (const UnitWord* unit = look_up(unit_words(), word)) return *unit;
  return std::nullopt;
}

std::optional<int> number_word(std::string_view word) {
  if (const int* number = look_up(number_words(), word)) return *number;
  return std::nullopt;
}

std::optional<Read<int>> read_ordinal_day(const Tokens& tokens, std::size_t i) {
  if (!tokens.is_word(i)) return std::nullopt;
  const int* first = look_up(ordinal_words(), tokens.at(i).word);
  if (first == nullptr) return std::nullopt;
  if (*first >= 10) return Read<int>{*first, i + 1};
  if (tokens.is_word(i + 1, "عشر")) return Read<int>{*first + 10, i + 2};
  const bool and_twenty = tokens.is_word(i + 1, "والعشرين") || tokens.is_word(i + 1, "والعشرون");
  const bool and_thirty = tokens.is_word(i + 1, "والثلاثين") || tokens.is_word(i + 1, "والثلاثون");
  if (and_twenty || and_thirty) return Read<int>{*first + (and_twenty ? 20 : 30), i + 2};
  return Read<int>{*first, i + 1};
}

bool is_label_word(std::string_view word) {
  static const std::unordered_set<std::string_view> kWords = {
      "تاريخ",   "بتاريخ",  "التاريخ",   "نشر",     "نشرت",   "ونشر",    "النشر",  "منشور",  "نشره",
      "اخر",     "احدث",    "تحديث",     "التحديث", "تحديثه", "محدث",    "محدثه",  "حدث",    "حدثت",
      "تم",      "في",      "علي",       "عند",     "كتب",    "كتبت",    "اضيف",   "اضيفت",  "الاضافه",
      "اضافه",   "انشئ",    "الانشاء",   "يوم",     "وقت",    "الوقت",   "توقيت",  "الساعه", "ساعه",
      "تمام",    "الموافق", "وفق",       "مقال",    "الخبر",  "المقال",  "وذلك",   "صدر",    "صدرت",
      "بث",      "مده",     "published", "publié",  "posted", "updated", "update", "last",   "modified",
      "created", "date",    "on",        "at",      "the",    "of",      "le",     "la",     "à",
      "a",       "de",      "du",        "mis",     "jour",   "publie",  "time",   "by",     "منذ",
      "اعتبارا", "مكتوب",   "صباح",      "مساء",    "ظهر",    "عصر",     "فجر",    "ليله",   "التعديل",
      "تعديل",   "عدل"};
  return kWords.contains(word);
}

}  // namespace rawi::arabic
