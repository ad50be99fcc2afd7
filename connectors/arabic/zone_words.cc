#include "connectors/arabic/zone_words.h"

#include <unordered_map>

#include "connectors/arabic/zones.h"

namespace rawi::arabic {
namespace {

// Abbreviations that mean one thing only on Arabic news pages; RFC 2822 section 4.3 for the American ones.
std::optional<int> abbreviation_minutes(std::string_view word) {
  static const std::unordered_map<std::string_view, int> kWords = {
      {"gmt", 0},    {"utc", 0},    {"ut", 0},     {"z", 0},      {"wet", 0},    {"west", 60},
      {"cet", 60},   {"cest", 120}, {"bst", 60},   {"eet", 120},  {"eest", 180}, {"msk", 180},
      {"trt", 180},  {"ksa", 180},  {"gst", 240},  {"est", -300}, {"edt", -240}, {"cst", -360},
      {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420}, {"تغ", 0}};
  const auto found = kWords.find(word);
  if (found == kWords.end()) return std::nullopt;
  return found->second;
}

bool is_universal(std::string_view word) {
  static const std::unordered_map<std::string_view, int> kWords = {
      {"غرينتش", 0}, {"غرينيتش", 0},  {"جرينتش", 0},   {"جرينيتش", 0}, {"غرنتش", 0},
      {"جرنتش", 0},  {"غرينويتش", 0}, {"جرينويتش", 0}, {"قرينتش", 0},  {"كرينتش", 0},
      {"گرينتش", 0}, {"العالمي", 0},  {"الدولي", 0},   {"gmt", 0},     {"utc", 0}};
  return kWords.contains(word);
}

using Places = std::unordered_map<std::string_view, std::string_view>;

const Places& places() {
  static const Places kPlaces = {{"مكه", "Asia/Riyadh"},
                                 {"الرياض", "Asia/Riyadh"},
                                 {"السعوديه", "Asia/Riyadh"},
                                 {"المملكه", "Asia/Riyadh"},
                                 {"جده", "Asia/Riyadh"},
                                 {"القدس", "Asia/Jerusalem"},
                                 {"فلسطين", "Asia/Hebron"},
                                 {"غزه", "Asia/Gaza"},
                                 {"رام الله", "Asia/Hebron"},
                                 {"دمشق", "Asia/Damascus"},
                                 {"سوريا", "Asia/Damascus"},
                                 {"سوريه", "Asia/Damascus"},
                                 {"حلب", "Asia/Damascus"},
                                 {"القاهره", "Africa/Cairo"},
                                 {"مصر", "Africa/Cairo"},
                                 {"الاسكندريه", "Africa/Cairo"},
                                 {"ابوظبي", "Asia/Dubai"},
                                 {"ابو ظبي", "Asia/Dubai"},
                                 {"دبي", "Asia/Dubai"},
                                 {"الشارقه", "Asia/Dubai"},
                                 {"الامارات", "Asia/Dubai"},
                                 {"بيروت", "Asia/Beirut"},
                                 {"لبنان", "Asia/Beirut"},
                                 {"بغداد", "Asia/Baghdad"},
                                 {"العراق", "Asia/Baghdad"},
                                 {"اربيل", "Asia/Baghdad"},
                                 {"عمان", "Asia/Amman"},
                                 {"الاردن", "Asia/Amman"},
                                 {"الكويت", "Asia/Kuwait"},
                                 {"الدوحه", "Asia/Qatar"},
                                 {"قطر", "Asia/Qatar"},
                                 {"المنامه", "Asia/Bahrain"},
                                 {"البحرين", "Asia/Bahrain"},
                                 {"مسقط", "Asia/Muscat"},
                                 {"سلطنه عمان", "Asia/Muscat"},
                                 {"صنعاء", "Asia/Aden"},
                                 {"عدن", "Asia/Aden"},
                                 {"اليمن", "Asia/Aden"},
                                 {"الخرطوم", "Africa/Khartoum"},
                                 {"السودان", "Africa/Khartoum"},
                                 {"طرابلس", "Africa/Tripoli"},
                                 {"ليبيا", "Africa/Tripoli"},
                                 {"بنغازي", "Africa/Tripoli"},
                                 {"تونس", "Africa/Tunis"},
                                 {"الجزائر", "Africa/Algiers"},
                                 {"الرباط", "Africa/Casablanca"},
                                 {"المغرب", "Africa/Casablanca"},
                                 {"الدار البيضاء", "Africa/Casablanca"},
                                 {"نواكشوط", "Africa/Nouakchott"},
                                 {"موريتانيا", "Africa/Nouakchott"},
                                 {"مقديشو", "Africa/Mogadishu"},
                                 {"الصومال", "Africa/Mogadishu"},
                                 {"جيبوتي", "Africa/Djibouti"},
                                 {"اسطنبول", "Europe/Istanbul"},
                                 {"انقره", "Europe/Istanbul"},
                                 {"تركيا", "Europe/Istanbul"},
                                 {"طهران", "Asia/Tehran"},
                                 {"ايران", "Asia/Tehran"},
                                 {"موسكو", "Europe/Moscow"},
                                 {"لندن", "Europe/London"},
                                 {"باريس", "Europe/Paris"},
                                 {"فرنسا", "Europe/Paris"},
                                 {"برلين", "Europe/Berlin"},
                                 {"المانيا", "Europe/Berlin"},
                                 {"روما", "Europe/Rome"},
                                 {"مدريد", "Europe/Madrid"},
                                 {"كييف", "Europe/Kyiv"},
                                 {"واشنطن", "America/New_York"},
                                 {"نيويورك", "America/New_York"},
                                 {"بكين", "Asia/Shanghai"},
                                 {"طوكيو", "Asia/Tokyo"},
                                 {"نيودلهي", "Asia/Kolkata"},
                                 {"اسلام اباد", "Asia/Karachi"},
                                 {"سيدني", "Australia/Sydney"}};
  return kPlaces;
}

std::optional<Read<std::string_view>> read_place(const Tokens& t, std::size_t i) {
  if (!t.is_word(i)) return std::nullopt;
  const auto finish = [&](std::string_view zone, std::size_t next) {
    for (const std::string_view epithet : {"المكرمه", "المحتله", "الشريف", "المنوره"}) {
      if (t.is_word(next, epithet)) ++next;
    }
    return Read<std::string_view>{zone, next};
  };
  if (t.is_word(i + 1)) {
    const std::string two = t.at(i).word + " " + t.at(i + 1).word;
    if (const auto found = places().find(two); found != places().end()) return finish(found->second, i + 2);
  }
  if (const auto found = places().find(t.at(i).word); found != places().end())
    return finish(found->second, i + 1);
  return std::nullopt;
}

struct Sign {
  int factor = 0;
  std::size_t next = 0;
};

std::optional<Sign> read_sign(const Tokens& t, std::size_t i) {
  if (t.is_sign(i, U'+')) return Sign{1, i + 1};
  if (t.is_sign(i, U'-')) return Sign{-1, i + 1};
  return std::nullopt;
}

std::optional<Read<int>> offset_read(int factor, std::int64_t hours, std::int64_t minutes, std::size_t next) {
  if (hours > 14 || minutes > 59) return std::nullopt;
  return Read<int>{factor * static_cast<int>(hours * 60 + minutes), next};
}

// "+03:00", "+0300", "+03", "+3" with the sign directly before the digits. One or two digits alone are an
// offset only where `short_form` says so: "12:09 -07 أكتوبر" has none.
std::optional<Read<int>> read_offset(const Tokens& t, std::size_t i, bool short_form) {
  const auto sign = read_sign(t, i);
  if (!sign || !t.is_number(sign->next, 1, 4) || (!t.attached(sign->next) && !short_form))
    return std::nullopt;
  const std::size_t at = sign->next;
  const Token& number = t.at(at);
  if (number.digits == 4) return offset_read(sign->factor, number.value / 100, number.value % 100, at + 1);
  if (number.digits == 3) return std::nullopt;
  if (t.is_sign(at + 1, U':') && t.is_number(at + 2, 2, 2)) {
    return offset_read(sign->factor, number.value, t.at(at + 2).value, at + 3);
  }
  return short_form ? offset_read(sign->factor, number.value, 0, at + 1) : std::nullopt;
}

StatedZone fixed(int minutes) { return StatedZone{minutes, {}}; }

// "GMT", "GMT+3", "غرينتش + 3".
Read<StatedZone> universal_with_offset(const Tokens& t, std::size_t after, int minutes) {
  if (const auto offset = read_offset(t, after, true)) return {fixed(minutes + offset->value), offset->next};
  return {fixed(minutes), after};
}

std::optional<Read<StatedZone>> read_iana(const Tokens& t, std::size_t i) {
  const std::size_t start = t.is_sign(i, U'[') ? i + 1 : i;
  if (!t.is_word(start) || !t.is_sign(start + 1, U'/')) return std::nullopt;
  const std::string_view rest = t.text().substr(t.at(start).begin);
  std::size_t length = 0;
  while (length < rest.size() && length < 40) {
    const auto c = static_cast<unsigned char>(rest[length]);
    if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && c != '/' && c != '_' && c != '-') break;
    ++length;
  }
  const std::string_view name = rest.substr(0, length);
  if (find_zone(name) == nullptr) return std::nullopt;
  std::size_t next = start;
  while (next < t.size() && t.at(next).begin < t.at(start).begin + length) ++next;
  if (t.is_sign(next, U']')) ++next;
  return Read<StatedZone>{{std::nullopt, std::string(name)}, next};
}

bool is_time_word(std::string_view word) {
  return word == "بتوقيت" || word == "توقيت" || word == "التوقيت" || word == "بالتوقيت" || word == "ت";
}

std::optional<Read<StatedZone>> read_after_time_word(const Tokens& t, std::size_t i) {
  std::size_t at = i + 1;
  for (const std::string_view joint : {"مدينه", "دوله"}) {
    if (t.is_word(at, joint)) ++at;
  }
  if (t.is_word(at) && is_universal(t.at(at).word)) {
    if (t.at(at).word == "العالمي" && t.is_word(at + 1, "الموحد")) ++at;
    return universal_with_offset(t, at + 1, 0);
  }
  if (t.is_word(at, "المحلي")) return Read<StatedZone>{{}, at + 1};
  if (const auto place = read_place(t, at)) {
    return Read<StatedZone>{{std::nullopt, std::string(place->value)}, place->next};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Read<StatedZone>> read_zone(const Tokens& t, std::size_t i) {
  if (auto zone = read_iana(t, i)) return zone;
  if (!t.is_word(i)) return std::nullopt;
  const std::string& word = t.at(i).word;
  if (word == "ت" && t.is_sign(i + 1, U'.') && t.is_word(i + 2, "غ")) {
    return Read<StatedZone>{fixed(0), t.is_sign(i + 3, U'.') ? i + 4 : i + 3};
  }
  if (is_time_word(word)) return read_after_time_word(t, i);
  if (is_universal(word)) return universal_with_offset(t, i + 1, 0);
  const auto minutes = abbreviation_minutes(word);
  if (!minutes) return std::nullopt;
  if (word == "z") return t.attached(i) ? std::optional(Read<StatedZone>{fixed(0), i + 1}) : std::nullopt;
  return universal_with_offset(t, i + 1, *minutes);
}

std::optional<Read<StatedZone>> read_zone_after_time(const Tokens& t, std::size_t i) {
  if (auto zone = read_zone(t, i)) return zone;
  if (const auto offset = read_offset(t, i, t.attached(i))) {
    // What follows an offset ("GMT", "[Asia/Riyadh]", "EEST") only repeats it.
    const auto again = read_zone(t, offset->next);
    return Read<StatedZone>{fixed(offset->value), again ? again->next : offset->next};
  }
  if (const auto offset = read_offset(t, i, true)) {
    if (t.is_word(offset->next) && is_universal(t.at(offset->next).word)) {
      return Read<StatedZone>{fixed(offset->value), offset->next + 1};
    }
  }
  // "2021-04-02T15:58:00 03:00": the plus was lost on the way through a URL.
  if (i >= 6 && t.is_number(i, 2, 2) && t.is_sign(i + 1, U':') && t.is_number(i + 2, 2, 2) &&
      t.is_word(i - 6, "t")) {
    if (const auto offset = offset_read(1, t.at(i).value, t.at(i + 2).value, i + 3)) {
      return Read<StatedZone>{fixed(offset->value), offset->next};
    }
  }
  if (const auto place = read_place(t, i)) {
    return Read<StatedZone>{{std::nullopt, std::string(place->value)}, place->next};
  }
  return std::nullopt;
}

}  // namespace rawi::arabic
