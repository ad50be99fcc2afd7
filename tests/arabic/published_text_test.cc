#include <gtest/gtest.h>

#include "connectors/arabic/normalize.h"

namespace rawi::arabic {
namespace {

struct Case {
  std::string what, in, out;
};

std::string name_of(const testing::TestParamInfo<Case>& info) { return info.param.what; }

class PublishedText : public testing::TestWithParam<Case> {};

TEST_P(PublishedText, ReadsTheSameAndIsClean) { EXPECT_EQ(published_text(GetParam().in), GetParam().out); }

INSTANTIATE_TEST_SUITE_P(
    Table, PublishedText,
    testing::Values(Case{"empty", "", ""}, Case{"only_space", " \t\r\n\u00A0\u3000", ""},
                    Case{"plain_text_stays", "افتتح المجلس جلسته، اليوم؛ بحضور 12 عضوًا!",
                         "افتتح المجلس جلسته، اليوم؛ بحضور 12 عضوًا!"},
                    Case{"space_kinds_collapse",
                         " مدينة\u00A0\u2009\u202F النور\n\n\tالجديدة\u2028\u0085اليوم ",
                         "مدينة النور الجديدة اليوم"},
                    Case{"invisible_dropped",
                         "\u200Fس\u200Bو\uFEFFق\u00AD \u202Bقديم\u202C \u2067حي\u2069 \u061Cفيه\u200E",
                         "سوق قديم حي فيه"},
                    Case{"invisible_between_spaces", "سوق \u200F قديم", "سوق قديم"},
                    Case{"zwnj_kept", "می\u200Cرود", "می\u200Cرود"}, Case{"zwj_kept", "هـ\u200D", "هـ\u200D"},
                    Case{"controls_dropped", std::string("سو\x00ق\x07 قد\x7Fيم", 18), "سوق قديم"},
                    Case{"presentation_letters", "\uFEB3\uFEEE\uFED5", "سوق"},
                    Case{"lam_alef_keeps_hamza", "\uFEF5\uFEF7\uFEF9\uFEFB", "لآلألإلا"},
                    Case{"word_ligature_of_god", "\uFDF2", "الله"},
                    Case{"honorific_ligatures_stay", "\uFDFA\uFDFB\uFDFC\uFDFD", "\uFDFA\uFDFB\uFDFC\uFDFD"},
                    Case{"isolated_mark_form_joins_its_word", "سلام\uFE70ا", "سلامًا"},
                    Case{"shadda_ligature_form", "مر\uFC60", "مرَّ"},
                    Case{"ornate_parentheses_stay", "\uFD3Eنص\uFD3F", "\uFD3Eنص\uFD3F"},
                    Case{"decomposed_hamza_composes", "ا\u0654سرة سو\u0654ال ا\u0655ن ا\u0653خر ي\u0654",
                         "أسرة سؤال إن آخر ئ"},
                    Case{"mark_order_is_canonical", "مد\u0651\u064E", "مد\u064E\u0651"},
                    Case{"latin_accents_compose", "Cafe\u0301", "Café"},
                    Case{"letters_kept_as_written", "أإآٱ ىيی ةه كک ٣3۳", "أإآٱ ىيی ةه كک ٣3۳"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(Tatweel, PublishedText,
                         testing::Values(Case{"stretched_word", "مـــديـنة", "مدينة"},
                                         Case{"before_quote", "بـ\"الجيش\"", "بـ\"الجيش\""},
                                         Case{"before_guillemet_after_space", "بـ «الوادي»", "بـ «الوادي»"},
                                         Case{"before_digit", "بـ20 و لـ٣٠", "بـ20 و لـ٣٠"},
                                         Case{"before_latin", "لـBBC", "لـBBC"},
                                         Case{"hijri_sign", "1442هـ/ 2021م", "1442هـ/ 2021م"},
                                         Case{"run_before_quote_is_one", "بــــ\"الوادي\"", "بـ\"الوادي\""},
                                         Case{"as_dash", "النور ـ خاص", "النور ـ خاص"},
                                         Case{"suffix_alone", "الضمير «ـه»", "الضمير «ـه»"},
                                         Case{"marks_go_to_the_letter_before", "مـَدينة", "مَدينة"},
                                         Case{"marks_of_both_sides_are_ordered", "مد\u0651ـ\u064Eت",
                                              "مد\u064E\u0651ت"},
                                         Case{"invisible_inside_the_run", "مـ\u200Fـدينة", "مدينة"},
                                         Case{"between_presentation_forms", "\uFEE3\u0640\uFEAA", "مد"}),
                         name_of);

TEST(PublishedText, ReplacesEachIllFormedPart) {
  EXPECT_EQ(published_text("سوق\xFF"), "سوق\uFFFD");
  EXPECT_EQ(published_text("\xD8"), "\uFFFD");
  EXPECT_EQ(published_text("\xE2\x80 س"), "\uFFFD س");
  EXPECT_EQ(published_text("\xC0\xAF"), "\uFFFD\uFFFD");            // overlong
  EXPECT_EQ(published_text("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");  // surrogate
  EXPECT_EQ(published_text("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(published_text("😀"), "😀");
}

}  // namespace
}  // namespace rawi::arabic
