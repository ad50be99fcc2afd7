// Lines that say of themselves that they are not the text.
#include "connectors/extract/cues.h"

#include <gtest/gtest.h>

#include <ostream>

#include "connectors/extract/letters.h"

namespace rawi::extract {

static void PrintTo(Cue cue, std::ostream* out) { *out << static_cast<int>(cue); }

namespace {

struct LineCase {
  std::string_view line;
  Cue want;
  bool linked = false;  // all behind the first two words is a link
};

Cue cue_in(std::string_view line, bool linked) {
  const LetterCount count = count_letters(line);
  return cue_of(line, {count.letters, linked ? count.letters / 2 : 0, count.ends_sentence});
}

TEST(Cues, AreKnownByTheirFirstWords) {
  const LineCase cases[] = {
      {"اقرأ أيضا: افتتاح مكتبة في حي الزيتون", Cue::related},
      {"إقرأ ايضاً", Cue::related},
      {"شاهد أيضًا | صيادون يطلقون سلاحف", Cue::related},
      {"اقرأ: جسر جديد للمشاة", Cue::related},
      {"للمزيد", Cue::related},
      {"مواضيع ذات صلة", Cue::related},
      {"أخبار متعلقة:", Cue::related},
      {"تابعونا على فيسبوك وتويتر", Cue::follow},
      {"اشترك في النشرة البريدية", Cue::follow},
      {"المصدر: وكالة أنباء الضفاف", Cue::source},
      {"المصدر | صحيفة الضفة", Cue::source},
      {"وكالات", Cue::source},
      {"تصوير: سالم الخطيب", Cue::picture},
      {"كتبت: هالة منصور", Cue::byline},
      {"تاريخ النشر: 6 مايو 2020", Cue::byline},
      {"الكلمات المفتاحية", Cue::label},
      {"عدد المشاهدات 1520", Cue::label},
      {"إعلان", Cue::label},
      {"* * *", Cue::label},
      {"التعليقات (12)", Cue::comments},
      {"لا يوجد تعليقات على الخبر.", Cue::comments},
      {"جميع الحقوق محفوظة لصحيفة الضفة", Cue::legal},
  };
  for (const LineCase& c : cases) EXPECT_EQ(cue_in(c.line, c.linked), c.want) << c.line;
}

TEST(Cues, LinksDecideWhereTheWordsMayBeginASentence) {
  EXPECT_EQ(cue_in("شاهد صيادون يطلقون سلاحف بحرية", true), Cue::related);
  EXPECT_EQ(cue_in("شاهد صيادون يطلقون سلاحف بحرية", false), Cue::none);
}

TEST(Cues, SentencesOfAnArticleAreNone) {
  const std::string_view lines[] = {
      "شاهد مئات الزوار العجلة وهي تدور للمرة الأولى.",
      "كتب الباحث ثلاثة كتب عن الطواحين المائية في الوادي.",
      "المصدر الرئيسي للدخل في القرية هو الزراعة.",
      "تابعوا العمل ثمانية أشهر من دون انقطاع.",
      "صورة القرية تغيرت كثيرا منذ خمسين عاما.",
      "إعلان موعد الافتتاح تأخر أسبوعين بسبب المطر.",
      "مشاركة القرى المجاورة كانت حاسمة في نجاح المشروع.",
      "التعليقات التي وصلت إلى الجمعية كانت مشجعة.",
      "المزيد من القمح يصل كل صباح.",
  };
  for (const auto line : lines) EXPECT_EQ(cue_in(line, false), Cue::none) << line;
}

TEST(Cues, LongParagraphsAreNone) {
  std::string line = "اقرأ أيضا";
  for (int i = 0; i < 60; ++i) line += " كلمات كثيرة";
  EXPECT_EQ(cue_in(line, false), Cue::none);
}

TEST(Disclaimers, AreKnownAnywhereInALine) {
  EXPECT_TRUE(is_disclaimer("ما ينشر هنا يعبّر عن رأي كاتبه وحده"));
  EXPECT_TRUE(is_disclaimer("© ٢٠٢٠ جميع الحقوق محفوظة"));
  EXPECT_FALSE(is_disclaimer("عبر الأهالي عن سعادتهم بعودة الطاحونة"));
}

}  // namespace
}  // namespace rawi::extract
