#include "connectors/arabic/language.h"

#include <gtest/gtest.h>

namespace rawi::arabic {
namespace {

TEST(Language, ArabicIsAccepted) {
  for (const std::string_view text :
       {"أعلنت البلدية اليوم افتتاح الحديقة العامة الجديدة وسط المدينة أمام الزوار", "افتتاح حديقة",
        "المكتبة الجديدة", "سباق الدراجات ينطلق غدا",
        // Latin names and code inside
        "شركة Example تطلق هاتف Phone 15 Pro Max بنظام OS 17 ومعالج A17", "إطلاق Linux 6",
        "لتثبيت البرنامج اكتب sudo apt install rawi ثم systemctl start rawi وبعد ذلك افتح المتصفح",
        // typed on a Persian keyboard
        "اعلن رئیس البلدیة فی حلب ان الحدیقة ستفتح ابوابها علی مدار الاسبوع",
        // dialects
        "علاش الناس ديال الدار البيضاء كيبغيو يمشيو للبحر فالصيف",
        "الناس بتقول إيه عن الموضوع ده ومحدش عارف يعمل إيه", "شو صار مع الشباب مبارح بالسوق",
        // letters of other alphabets in names
        "ڤيديو: عرض چارلي الصامت في مهرجان المدينة", "وُلِدَ الشَّاعِرُ فِي مَدِينَةٍ صَغِيرَةٍ"}) {
    const auto verdict = judge_language(text);
    EXPECT_TRUE(verdict.arabic) << text;
    EXPECT_EQ(verdict.language, "ar") << text;
  }
}

struct Foreign {
  std::string_view text, language;
};

TEST(Language, OthersOfTheScriptAreNamed) {
  for (const auto& [text, language] : std::vector<Foreign>{
           {"شهرداری امروز اعلام کرد که پارک جدید در مرکز شهر برای بازدید مردم باز شد", "fa"},
           {"گزارش تصویری از باغ گل", "fa"},
           {"شہر کی انتظامیہ نے کہا ہے کہ نیا باغ عوام کے لیے کھول دیا گیا ہے", "ur"},
           {"لاہور میں بارش", "ur"},
           {"د ښار ادارې ويلي چې نوی باغ به د خلکو لپاره پرانيستل شي او ښې اسانتياوې ولري", "ps"},
           {"شارەوانی ڕایگەیاند کە پارکی نوێ لە ناوەڕاستی شار بۆ خەڵک کرایەوە", "ckb"},
           {"شەھەرلىك ھۆكۈمەت يېڭى باغچىنىڭ ئېچىلغانلىقىنى ئېلان قىلدى", "ug"},
           {"شهر جي انتظاميه چيو آهي ته نئون باغ ماڻهن لاءِ کوليو ويو آهي ۽ ٻار ڏاڍا خوش آهن", "sd"},
       }) {
    const auto verdict = judge_language(text);
    EXPECT_FALSE(verdict.arabic) << text;
    EXPECT_EQ(verdict.language, language) << text;
    EXPECT_GT(verdict.confidence, 0.5) << text;
  }
}

TEST(Language, OtherScriptsAreNamed) {
  EXPECT_EQ(judge_language("The city opened a new garden on Monday and many people came to see it").language,
            "en");
  EXPECT_EQ(
      judge_language("La ville a ouvert un nouveau jardin lundi et beaucoup de gens sont venus").language,
      "fr");
  EXPECT_EQ(judge_language("Belediye pazartesi günü yeni parkı açtı ve birçok insan geldi").language, "tr");
  EXPECT_EQ(judge_language("The word سوق means market, and the city is full of them, people say").arabic,
            false);
}

TEST(Language, NothingToJudge) {
  for (const std::string_view text : {"", " ", "12345 67", "…!?"}) {
    const auto verdict = judge_language(text);
    EXPECT_FALSE(verdict.arabic);
    EXPECT_EQ(verdict.language, "und");
    EXPECT_EQ(verdict.confidence, 0);
  }
}

TEST(Language, LongTextsAreSureAndFast) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "أعلنت البلدية اليوم افتتاح الحديقة العامة الجديدة وسط المدينة. ";
  const auto verdict = judge_language(text);
  EXPECT_TRUE(verdict.arabic);
  EXPECT_GT(verdict.confidence, 0.9);
}

}  // namespace
}  // namespace rawi::arabic
