#include "connectors/arabic/language_letters.h"

#include <string>
#include <unordered_map>
#include <unordered_set>

#include "connectors/arabic/code_points.h"
#include "connectors/arabic/normalize.h"

namespace rawi::arabic {
namespace {

using enum ScriptLanguage;

struct Alphabet {
  ScriptLanguage language;
  std::u32string_view own;     // letters that Arabic does not have and few of the others share
  std::u32string_view shared;  // foreign to Arabic, but common to several of them
};

// Persian kaf and yeh are no evidence: keyboards put them into Arabic texts.
constexpr std::array<Alphabet, 7> kAlphabets = {{
    {persian, U"", U"پچژگ"},
    {urdu, U"ٹڈڑںےہۓۂ", U"پچگھ"},
    {pashto, U"ټډړږښځڅڼۍګ", U"پچژې"},
    {sorani, U"ڕڵێ", U"ۆەپچژگڤ"},
    {uyghur, U"ۈۇۋڭ", U"ۆېەپچژگ"},
    {sindhi, U"ٻڀٺٽڄڃڇڊڌڏڍڙڦڳڱڻ", U"پچگھ"},
    {jawi, U"ڠݢڽۏ", U"ڤچ"},
}};

const std::unordered_set<std::string_view>& arabic_words() {  // match text; none is a word of the others
  static const std::unordered_set<std::string_view> kWords = {
      "في",   "علي",   "الي",  "التي",  "الذي", "الذين", "هذا",   "هذه",  "ذلك", "تلك",  "كان",  "كانت",
      "قال",  "قالت",  "قد",   "لم",    "لن",   "ليس",   "عن",    "مع",   "بعد", "قبل",  "حتي",  "خلال",
      "منذ",  "بين",   "عند",  "حيث",   "كما",  "او",    "ثم",    "لكن",  "هو",  "هي",   "انه",  "انها",
      "ان",   "لا",    "ما",   "عام",   "كل",   "غير",   "اي",    "اذا",  "لقد", "يوم",  "فيه",  "فيها",
      "منه",  "منها",  "عليه", "عليها", "له",   "لها",   "به",    "بها",  "الا", "اكثر", "عدد",  "حول",
      "ضد",   "تم",    "نحو",  "وقد",   "وقال", "كيف",   "لماذا", "هل",   "متي", "اين",  "امام", "دون",
      "عبر",  "ضمن",   "ابو",  "ابن",   "من",   "وفي",   "ومن",   "وان",  "مثل", "لدي",  "احد",  "اليوم",
      "ايضا", "ياللي", "اللي", "ده",    "دي",   "مش",    "ايه",   "ديال", "هاد", "بزاف", "واش",  "كاين",
      "شنو",  "هاي",   "يلي",  "شو",    "ليش",  "مو",    "عشان",  "علشان"};
  return kWords;
}

const std::unordered_map<std::string_view, ScriptLanguage>& foreign_words() {  // as written
  static const std::unordered_map<std::string_view, ScriptLanguage> kWords = {
      {"در", persian},  {"به", persian},   {"از", persian},   {"که", persian},   {"این", persian},
      {"را", persian},  {"است", persian},  {"برای", persian}, {"آن", persian},   {"های", persian},
      {"می", persian},  {"شد", persian},   {"کرد", persian},  {"شده", persian},  {"خود", persian},
      {"یک", persian},  {"نیز", persian},  {"بود", persian},  {"باید", persian}, {"كه", persian},
      {"اين", persian}, {"براي", persian}, {"کے", urdu},      {"میں", urdu},     {"ہے", urdu},
      {"کا", urdu},     {"اور", urdu},     {"سے", urdu},      {"نے", urdu},      {"کو", urdu},
      {"پر", urdu},     {"ہیں", urdu},     {"کہ", urdu},      {"د", pashto},     {"په", pashto},
      {"چې", pashto},   {"کې", pashto},    {"ته", pashto},    {"له", pashto},    {"سره", pashto},
      {"دی", pashto},   {"شوي", pashto},   {"هم", pashto},    {"لە", sorani},    {"بە", sorani},
      {"کە", sorani},   {"بۆ", sorani},    {"ئەو", sorani},   {"ئەم", sorani},   {"دەکات", sorani},
      {"بۇ", uyghur},   {"ۋە", uyghur},    {"بىر", uyghur},   {"بىلەن", uyghur}, {"۽", sindhi},
      {"جي", sindhi},   {"جو", sindhi},    {"آهي", sindhi},   {"۾", sindhi},     {"دان", jawi},
      {"يڠ", jawi},     {"اين", jawi},     {"دڠن", jawi},     {"اونتوق", jawi},  {"اداله", jawi},
      {"کڤد", jawi}};
  return kWords;
}

bool begins_with(std::string_view word, std::string_view prefix) {
  return word.substr(0, prefix.size()) == prefix;
}

// The article, bare or behind و ب ف ك ل; at least three letters after it.
bool has_article(std::string_view folded) {
  constexpr std::size_t kThreeLetters = 6;  // bytes
  for (const std::string_view prefix : {"ال", "وال", "بال", "فال", "كال", "لل", "ولل", "وبال"}) {
    if (begins_with(folded, prefix) && folded.size() >= prefix.size() + kThreeLetters) return true;
  }
  return false;
}

bool looks_arabic(std::string_view word, std::string_view folded) {
  constexpr std::string_view kTehMarbuta = "ة";
  if (has_article(folded) || arabic_words().contains(folded)) return true;
  return word.size() > kTehMarbuta.size() && word.substr(word.size() - kTehMarbuta.size()) == kTehMarbuta;
}

struct LetterEvidence {
  std::array<double, kScriptLanguages> weight{};
  bool foreign = false;
};

LetterEvidence weigh_letters(std::string_view word) {
  LetterEvidence evidence;
  for (std::size_t pos = 0; pos < word.size();) {
    const char32_t cp = next_code_point(word, pos);
    if (cp < 0x0671 && cp != 0x0649) continue;
    for (const Alphabet& alphabet : kAlphabets) {
      double& weight = evidence.weight[static_cast<std::size_t>(alphabet.language)];
      if (alphabet.own.find(cp) != alphabet.own.npos) {
        weight = 1.0;
        evidence.foreign = true;
      } else if (alphabet.shared.find(cp) != alphabet.shared.npos) {
        weight = weight < 0.5 ? 0.5 : weight;
        evidence.foreign = true;
      }
    }
  }
  return evidence;
}

}  // namespace

std::string_view bcp47(ScriptLanguage language) {
  constexpr std::array<std::string_view, kScriptLanguages> kTags = {"ar",  "fa", "ur", "ps",
                                                                    "ckb", "ug", "sd", "ms"};
  return kTags[static_cast<std::size_t>(language)];
}

void weigh_word(std::string_view word, WordEvidence& evidence) {
  evidence.total += 1;
  const LetterEvidence letters = weigh_letters(word);
  for (std::size_t i = 0; i < kScriptLanguages; ++i) evidence.words[i] += letters.weight[i];
  if (const auto found = foreign_words().find(word); found != foreign_words().end()) {
    evidence.words[static_cast<std::size_t>(found->second)] += 1;
  }
  if (letters.foreign) return;
  match_text(word, evidence.folded);
  if (looks_arabic(word, evidence.folded)) evidence.words[static_cast<std::size_t>(arabic)] += 1;
}

}  // namespace rawi::arabic
