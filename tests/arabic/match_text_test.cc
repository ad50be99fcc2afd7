#include <gtest/gtest.h>

#include "connectors/arabic/normalize.h"

namespace rawi::arabic {
namespace {

struct Case {
  std::string what, in, out;
};

std::string name_of(const testing::TestParamInfo<Case>& info) { return info.param.what; }

class MatchText : public testing::TestWithParam<Case> {};

TEST_P(MatchText, FoldsSpelling) { EXPECT_EQ(match_text(GetParam().in), GetParam().out); }

INSTANTIATE_TEST_SUITE_P(
    Table, MatchText,
    testing::Values(Case{"empty", "", ""}, Case{"harakat", "مُدَرِّسَةٌ كَبِيرَةً هٰذا", "مدرسه كبيره هذا"},
                    Case{"quranic_marks", "قال\u06D6 ثم\u06DD\u06E9 عاد\u0610", "قال ثم عاد"},
                    Case{"tatweel", "بـ\"النور\" مـديـنة", "ب النور مدينه"}, Case{"alef", "أإآٱا", "ااااا"},
                    Case{"yeh", "على علي علی علے", "علي علي علي علي"},
                    Case{"heh", "مدرسة ۀ ہ ۂ ە", "مدرسه ه ه ه ه"}, Case{"kaf", "کتاب كتاب", "كتاب كتاب"},
                    Case{"hamza_carriers_stay", "مؤمن رئيس سماء", "مؤمن رئيس سماء"},
                    Case{"decomposed_hamza_carriers_stay", "مو\u0654من ري\u0654يس", "مؤمن رئيس"},
                    Case{"decomposed_alef", "ا\u0654مل ا\u0655ن ا\u0653ن", "امل ان ان"},
                    Case{"hamza_behind_a_vowel_mark", "مو\u064E\u0654من", "مؤمن"},
                    Case{"hamza_behind_a_tatweel", "موـ\u0654من", "مؤمن"},
                    Case{"lam_alef_forms", "\uFEF5\uFEF7\uFEF9\uFEFB", "لالالالا"},
                    Case{"honorifics_stay", "محمد \uFDFA", "محمد \uFDFA"},
                    Case{"digits", "٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹", "0123456789 0123456789"},
                    Case{"zwnj_is_a_space", "می\u200Cرود", "مي رود"},
                    Case{"invisible_dropped", "\u200Fسو\u200Bق\u00AD\uFEFF\u2067\u061C", "سوق"},
                    Case{"punctuation_is_a_space", "قال: «نعم»، ثم—مضى... 1,500.75؟ (3%) ★",
                         "قال نعم ثم مضي 1 500 75 3"},
                    Case{"arabic_separators", "١٬٠٠٠٫٥ ٪", "1 000 5"},
                    Case{"latin_lower_case", "BBC Ünal É E\u0301", "bbc ünal é é"},
                    Case{"emoji_leave_nothing", "سوق ❤️👩‍💻 قديم", "سوق قديم"},
                    Case{"ill_formed_is_a_space", "سوق\xFFقديم", "سوق قديم"},
                    Case{"line_ends", "سوق\r\nقديم\u2028جديد", "سوق قديم جديد"}),
    name_of);

TEST(MatchText, ReusesTheCallersMemory) {
  std::string out = "what was there before, longer than the new text";
  match_text("النور", out);
  EXPECT_EQ(out, "النور");
}

TEST(MatchText, HasRoomForLigaturesThatGrow) {
  std::string in, out;
  for (int i = 0; i < 1000; ++i) {
    in += "\uFDF2";
    out += "الله";
  }
  EXPECT_EQ(match_text(in), out);
}

}  // namespace
}  // namespace rawi::arabic
