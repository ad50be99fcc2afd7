// Month names: Egypt and the Gulf, Levant and Iraq, Algeria and Tunisia, Morocco, Mauritania (ARABIC.md), the
// Hijri months, and English and French as Arabic sites print them.
#include <unordered_map>

#include "connectors/arabic/date_names.h"

namespace rawi::arabic {
namespace {

using Months = std::unordered_map<std::string_view, int>;

int find_month(const Months& months, std::string_view word) {
  const auto found = months.find(word);
  return found == months.end() ? 0 : found->second;
}

int gregorian_month(std::string_view word) {
  static const Months kMonths = {
      {"يناير", 1},     {"جانفي", 1},     {"january", 1},   {"jan", 1},       {"janvier", 1},
      {"janv", 1},      {"فبراير", 2},    {"شباط", 2},      {"فيفري", 2},     {"فيبراير", 2},
      {"february", 2},  {"feb", 2},       {"février", 2},   {"fevrier", 2},   {"févr", 2},
      {"fevr", 2},      {"مارس", 3},      {"اذار", 3},      {"مارت", 3},      {"march", 3},
      {"mar", 3},       {"mars", 3},      {"ابريل", 4},     {"نيسان", 4},     {"افريل", 4},
      {"april", 4},     {"apr", 4},       {"avril", 4},     {"avr", 4},       {"مايو", 5},
      {"ايار", 5},      {"ماي", 5},       {"مايس", 5},      {"may", 5},       {"mai", 5},
      {"يونيو", 6},     {"يونيه", 6},     {"حزيران", 6},    {"جوان", 6},      {"june", 6},
      {"jun", 6},       {"juin", 6},      {"يوليو", 7},     {"يوليه", 7},     {"تموز", 7},
      {"جويليه", 7},    {"يوليوز", 7},    {"july", 7},      {"jul", 7},       {"juillet", 7},
      {"juil", 7},      {"اغسطس", 8},     {"اوغسطس", 8},    {"اب", 8},        {"اوت", 8},
      {"غشت", 8},       {"اغشت", 8},      {"august", 8},    {"aug", 8},       {"août", 8},
      {"aout", 8},      {"سبتمبر", 9},    {"ايلول", 9},     {"شتنبر", 9},     {"شتمبر", 9},
      {"سيبتمبر", 9},   {"september", 9}, {"sep", 9},       {"sept", 9},      {"septembre", 9},
      {"اكتوبر", 10},   {"اوكتوبر", 10},  {"october", 10},  {"oct", 10},      {"octobre", 10},
      {"نوفمبر", 11},   {"نونبر", 11},    {"نوفنبر", 11},   {"november", 11}, {"nov", 11},
      {"novembre", 11}, {"ديسمبر", 12},   {"دجنبر", 12},    {"دجمبر", 12},    {"دسمبر", 12},
      {"december", 12}, {"dec", 12},      {"décembre", 12}, {"decembre", 12}, {"déc", 12}};
  return find_month(kMonths, word);
}

int hijri_month(std::string_view word) {
  static const Months kMonths = {{"محرم", 1},      {"المحرم", 1},   {"صفر", 2},     {"رجب", 7},
                                 {"شعبان", 8},     {"رمضان", 9},    {"شوال", 10},   {"ذوالقعده", 11},
                                 {"ذيالقعده", 11}, {"ذوالحجه", 12}, {"ذيالحجه", 12}};
  return find_month(kMonths, word);
}

// 1 for "first", 2 for "second"; 0 for neither. The Levantine pairs are also written with a digit.
int which_of_two(const Tokens& tokens, std::size_t i) {
  static const Months kWords = {{"الاول", 1},  {"اول", 1}, {"الاولي", 1},  {"اولي", 1},  {"الثاني", 2},
                                {"ثاني", 2},   {"ثان", 2}, {"الثانيه", 2}, {"ثانيه", 2}, {"الاخر", 2},
                                {"الاخره", 2}, {"اخر", 2}, {"اخره", 2}};
  if (tokens.is_word(i)) return find_month(kWords, tokens.at(i).word);
  if (tokens.is_number(i, 1, 1) && tokens.at(i).value <= 2) return static_cast<int>(tokens.at(i).value);
  return 0;
}

struct Pair {
  Calendar calendar;
  int first, second;
};

const Pair* month_pair(std::string_view word) {
  static const std::unordered_map<std::string_view, Pair> kPairs = {
      {"كانون", {Calendar::gregorian, 12, 1}}, {"تشرين", {Calendar::gregorian, 10, 11}},
      {"ك", {Calendar::gregorian, 12, 1}},     {"ت", {Calendar::gregorian, 10, 11}},
      {"ربيع", {Calendar::hijri, 3, 4}},       {"جمادي", {Calendar::hijri, 5, 6}},
      {"جماد", {Calendar::hijri, 5, 6}}};
  const auto found = kPairs.find(word);
  return found == kPairs.end() ? nullptr : &found->second;
}

}  // namespace

std::optional<Read<MonthName>> read_month_name(const Tokens& tokens, std::size_t i) {
  if (!tokens.is_word(i)) return std::nullopt;
  const std::string& word = tokens.at(i).word;
  if (const Pair* pair = month_pair(word)) {
    const int which = which_of_two(tokens, i + 1);
    const bool abbreviated = word == "ك" || word == "ت";
    if (which == 0 || (abbreviated && !tokens.is_number(i + 1))) return std::nullopt;
    return Read<MonthName>{{pair->calendar, which == 1 ? pair->first : pair->second}, i + 2};
  }
  if (const int month = gregorian_month(word)) return Read<MonthName>{{Calendar::gregorian, month}, i + 1};
  if (const int month = hijri_month(word)) {
    const bool epithet = tokens.is_word(i + 1, "الحرام") || tokens.is_word(i + 1, "المبارك") ||
                         tokens.is_word(i + 1, "الخير") || tokens.is_word(i + 1, "المعظم");
    return Read<MonthName>{{Calendar::hijri, month}, epithet ? i + 2 : i + 1};
  }
  if (word == "ذو" || word == "ذي" || word == "ذا") {
    if (tokens.is_word(i + 1, "القعده")) return Read<MonthName>{{Calendar::hijri, 11}, i + 2};
    if (tokens.is_word(i + 1, "الحجه")) return Read<MonthName>{{Calendar::hijri, 12}, i + 2};
  }
  return std::nullopt;
}

}  // namespace rawi::arabic
