#include "connectors/extract/cues.h"

#include <algorithm>
#include <string>
#include <vector>

#include "connectors/arabic/agencies.h"
#include "connectors/arabic/normalize.h"

namespace rawi::extract {
namespace {

// When the first words decide: sentences of an article begin with some of them too («شاهد الآلاف المباراة»).
enum class When : std::uint8_t {
  always,  // whatever follows, up to kLongestCueLine
  whole,   // nothing or at most two short words follow
  colon,   // as whole, or a colon stands right behind
  linked,  // as colon, or the line is a link for a third or more
};

struct Opening {
  std::string_view words;  // as written; compared as match text
  Cue cue;
  When when;
};

constexpr Opening kOpenings[] = {
    {"اقرأ أيضا", Cue::related, When::always},
    {"اقرأ ايضاً", Cue::related, When::always},
    {"إقرأ أيضا", Cue::related, When::always},
    {"واقرأ أيضا", Cue::related, When::always},
    {"اقرأوا أيضا", Cue::related, When::always},
    {"اقرؤوا أيضا", Cue::related, When::always},
    {"اقرأ المزيد", Cue::related, When::always},
    {"اقرأ كذلك", Cue::related, When::always},
    {"اقرأ عن", Cue::related, When::linked},
    {"اقرأ في", Cue::related, When::linked},
    {"اقرأ", Cue::related, When::linked},
    {"قد يهمك", Cue::related, When::always},
    {"قد يعجبك", Cue::related, When::always},
    {"ربما يعجبك", Cue::related, When::always},
    {"أخبار قد تهمك", Cue::related, When::always},
    {"شاهد أيضا", Cue::related, When::always},
    {"شاهدوا أيضا", Cue::related, When::always},
    {"شاهد الفيديو", Cue::related, When::linked},
    {"شاهد بالفيديو", Cue::related, When::linked},
    {"شاهد الصور", Cue::related, When::linked},
    {"شاهد", Cue::related, When::linked},
    {"طالع أيضا", Cue::related, When::always},
    {"طالع", Cue::related, When::linked},
    {"تابع أيضا", Cue::related, When::always},
    {"انظر أيضا", Cue::related, When::always},
    {"للمزيد", Cue::related, When::linked},
    {"لمزيد من", Cue::related, When::linked},
    {"لقراءة المزيد", Cue::related, When::always},
    {"لمشاهدة المزيد", Cue::related, When::always},
    {"المزيد", Cue::related, When::colon},
    {"المزيد من", Cue::related, When::linked},
    {"مواضيع ذات صلة", Cue::related, When::always},
    {"مواضيع ذات علاقة", Cue::related, When::always},
    {"موضوعات ذات صلة", Cue::related, When::always},
    {"مواضيع متعلقة", Cue::related, When::always},
    {"الموضوعات المتعلقة", Cue::related, When::always},
    {"موضوعات متعلقة", Cue::related, When::always},
    {"مواضيع مشابهة", Cue::related, When::always},
    {"مواضيع مرتبطة", Cue::related, When::always},
    {"أخبار ذات صلة", Cue::related, When::always},
    {"أخبار متعلقة", Cue::related, When::always},
    {"أخبار مرتبطة", Cue::related, When::always},
    {"مقالات ذات صلة", Cue::related, When::always},
    {"مقالات مشابهة", Cue::related, When::always},
    {"روابط ذات صلة", Cue::related, When::always},
    {"ذات صلة", Cue::related, When::colon},
    {"خبر ذو صلة", Cue::related, When::always},
    {"الخبر السابق", Cue::related, When::linked},
    {"الخبر التالي", Cue::related, When::linked},
    {"المقال السابق", Cue::related, When::linked},
    {"المقال التالي", Cue::related, When::linked},
    {"الأكثر قراءة", Cue::related, When::colon},
    {"الأكثر مشاهدة", Cue::related, When::colon},
    {"اخترنا لك", Cue::related, When::colon},
    {"اخترنا لكم", Cue::related, When::colon},
    {"ترشيحاتنا", Cue::related, When::colon},
    {"موضوعات قد تهمك", Cue::related, When::always},

    {"تابعونا على", Cue::follow, When::always},
    {"تابعونا", Cue::follow, When::colon},
    {"تابعنا على", Cue::follow, When::always},
    {"تابعوا آخر", Cue::follow, When::always},
    {"تابع آخر", Cue::follow, When::always},
    {"تابع كل", Cue::follow, When::linked},
    {"تابعوا", Cue::follow, When::linked},
    {"لمتابعة", Cue::follow, When::linked},
    {"لمتابعة آخر", Cue::follow, When::always},
    {"لمتابعة أهم", Cue::follow, When::always},
    {"لمتابعة المزيد", Cue::follow, When::always},
    {"لمتابعة أخبار", Cue::follow, When::always},
    {"اشترك في", Cue::follow, When::always},
    {"اشترك الآن", Cue::follow, When::always},
    {"اشترك معنا", Cue::follow, When::always},
    {"اشتركوا في", Cue::follow, When::linked},
    {"للاشتراك في", Cue::follow, When::always},
    {"للإشتراك", Cue::follow, When::linked},
    {"انضم إلى", Cue::follow, When::linked},
    {"انضموا إلى", Cue::follow, When::linked},
    {"انضم الى قناتنا", Cue::follow, When::always},
    {"حمل تطبيق", Cue::follow, When::always},
    {"حملوا تطبيق", Cue::follow, When::always},
    {"لتحميل تطبيق", Cue::follow, When::always},
    {"اضغط هنا", Cue::follow, When::always},
    {"إضغط هنا", Cue::follow, When::always},
    {"انقر هنا", Cue::follow, When::always},
    {"للتواصل مع", Cue::follow, When::linked},
    {"شارك هذا", Cue::follow, When::always},
    {"شارك الخبر", Cue::follow, When::always},
    {"شارك المقال", Cue::follow, When::always},
    {"شارك الموضوع", Cue::follow, When::always},
    {"شاركها", Cue::follow, When::colon},
    {"شارك", Cue::follow, When::colon},
    {"مشاركة", Cue::follow, When::colon},
    {"مشاركة الخبر", Cue::follow, When::always},
    {"نسخ الرابط", Cue::follow, When::always},
    {"رابط مختصر", Cue::follow, When::always},
    {"وصلة دائمة", Cue::follow, When::always},

    {"المصدر", Cue::source, When::colon},
    {"المصادر", Cue::source, When::colon},
    {"مصدر الخبر", Cue::source, When::colon},
    {"نقلا عن", Cue::source, When::colon},
    {"الصورة", Cue::source, When::colon},
    {"صورة", Cue::source, When::colon},
    {"صورة أرشيفية", Cue::source, When::always},
    {"أرشيفية", Cue::source, When::whole},
    {"مصدر الصورة", Cue::source, When::always},
    {"التعليق على الصورة", Cue::source, When::always},
    {"وكالات", Cue::source, When::whole},
    {"متابعات", Cue::source, When::whole},

    {"كتب", Cue::byline, When::colon},
    {"كتبت", Cue::byline, When::colon},
    {"كتبه", Cue::byline, When::colon},
    {"بقلم", Cue::byline, When::colon},
    {"تحرير", Cue::byline, When::colon},
    {"إعداد", Cue::byline, When::colon},
    {"ترجمة", Cue::byline, When::colon},
    {"تصوير", Cue::byline, When::colon},
    {"حوار", Cue::byline, When::colon},
    {"حاوره", Cue::byline, When::colon},
    {"أجرى الحوار", Cue::byline, When::colon},
    {"أجرت الحوار", Cue::byline, When::colon},
    {"الكاتب", Cue::byline, When::colon},
    {"آخر تحديث", Cue::byline, When::always},
    {"تاريخ النشر", Cue::byline, When::always},
    {"نشر في", Cue::byline, When::colon},
    {"نشر بتاريخ", Cue::byline, When::always},
    {"وقت القراءة", Cue::byline, When::always},
    {"مدة القراءة", Cue::byline, When::always},

    {"الكلمات الدالة", Cue::label, When::always},
    {"الكلمات الدلالية", Cue::label, When::always},
    {"الكلمات المفتاحية", Cue::label, When::always},
    {"كلمات مفتاحية", Cue::label, When::always},
    {"كلمات دلالية", Cue::label, When::always},
    {"الوسوم", Cue::label, When::colon},
    {"وسوم", Cue::label, When::colon},
    {"الأوسمة", Cue::label, When::colon},
    {"هاشتاغ", Cue::label, When::colon},
    {"عدد المشاهدات", Cue::label, When::always},
    {"عدد القراءات", Cue::label, When::always},
    {"المشاهدات", Cue::label, When::colon},
    {"طباعة", Cue::label, When::whole},
    {"حجم الخط", Cue::label, When::always},
    {"إعلان", Cue::label, When::whole},
    {"إعلانات", Cue::label, When::whole},
    {"رابط الفيديو", Cue::label, When::whole},
    {"جاري تحميل", Cue::label, When::always},
    {"جار التحميل", Cue::label, When::whole},

    {"التعليقات", Cue::comments, When::colon},
    {"أضف تعليق", Cue::comments, When::always},
    {"أضف تعليقا", Cue::comments, When::always},
    {"اترك تعليقا", Cue::comments, When::always},
    {"اترك ردا", Cue::comments, When::always},
    {"اترك رد", Cue::comments, When::always},
    {"إضافة تعليق", Cue::comments, When::always},
    {"لا يوجد تعليقات", Cue::comments, When::always},
    {"لا توجد تعليقات", Cue::comments, When::always},

    {"جميع الحقوق محفوظة", Cue::legal, When::always},
    {"حقوق النشر", Cue::legal, When::colon},
    {"حقوق النشر محفوظة", Cue::legal, When::always},
    {"الآراء الواردة", Cue::legal, When::always},
    {"المقالات المنشورة", Cue::legal, When::always},
    {"التعليقات المنشورة", Cue::legal, When::always},
    {"هذا المقال يعبر عن", Cue::legal, When::always},
    {"المقال يعبر عن", Cue::legal, When::always},
    {"ملحوظة", Cue::legal, When::colon},
    {"تنويه", Cue::legal, When::colon},
    {"إخلاء مسؤولية", Cue::legal, When::always},
};

// Words anywhere in a line that only a disclaimer has.
constexpr std::string_view kDisclaimers[] = {
    "تعبر عن رأي",    "يعبر عن رأي",  "يعبر عن وجهة نظر",   "تعبر عن وجهة نظر",
    "تعكس وجهات نظر", "تعبر عن آراء", "جميع الحقوق محفوظة", "كافة الحقوق محفوظة",
};

constexpr std::uint32_t kLongestCueLine = 260;  // letters
constexpr std::size_t kFirstBytes = 160;        // of a line are enough for its opening
constexpr std::size_t kShortTail = 30;          // letters after a colon: a name or two

struct FoldedOpening {
  std::string words;
  Cue cue;
  When when;
};

const std::vector<FoldedOpening>& openings() {
  static const auto* const table = [] {
    auto* t = new std::vector<FoldedOpening>;
    for (const Opening& o : kOpenings) t->push_back({arabic::match_text(o.words), o.cue, o.when});
    // Longest first: "شاهد ايضا" before "شاهد".
    std::stable_sort(t->begin(), t->end(),
                     [](const auto& a, const auto& b) { return a.words.size() > b.words.size(); });
    return t;
  }();
  return *table;
}

std::string_view first_bytes(std::string_view line) {
  if (line.size() <= kFirstBytes) return line;
  std::size_t cut = kFirstBytes;
  while (cut > 0 && (static_cast<unsigned char>(line[cut]) & 0xC0) == 0x80) --cut;
  return line.substr(0, cut);
}

bool colon_near_start(std::string_view line, std::size_t words) {
  // The opening's words, then at most a space, then the colon.
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return false;
  const std::string before = arabic::match_text(line.substr(0, colon));
  return static_cast<std::size_t>(std::count(before.begin(), before.end(), ' ')) + 1 == words;
}

bool decides(const FoldedOpening& opening, std::string_view line, std::string_view folded,
             const LineFacts& facts) {
  const auto words =
      static_cast<std::size_t>(std::count(opening.words.begin(), opening.words.end(), ' ')) + 1;
  const bool whole = folded.size() <= opening.words.size() + kShortTail && !facts.ends_sentence;
  switch (opening.when) {
    case When::always: return true;
    case When::whole: return folded.size() <= opening.words.size() + 2;
    case When::linked:
      if (facts.link_letters * 3 >= facts.letters) return true;
      [[fallthrough]];
    case When::colon:
      return folded.size() <= opening.words.size() + 2 ||
             (colon_near_start(line, words) && (whole || facts.letters <= 120));
  }
  return false;
}

}  // namespace

Cue cue_of(std::string_view line, const LineFacts& facts) {
  if (facts.letters == 0 || facts.letters > kLongestCueLine) return Cue::none;
  const std::string folded = arabic::match_text(first_bytes(line));
  for (const FoldedOpening& opening : openings()) {
    if (!std::string_view(folded).starts_with(opening.words)) continue;
    if (folded.size() > opening.words.size() && folded[opening.words.size()] != ' ') continue;
    if (decides(opening, line, folded, facts)) return opening.cue;
  }
  return Cue::none;
}

bool is_disclaimer(std::string_view line) {
  const std::string folded = arabic::match_text(line);
  static const auto* const table = [] {
    auto* t = new std::vector<std::string>;
    for (const std::string_view words : kDisclaimers) t->push_back(arabic::match_text(words));
    return t;
  }();
  return std::any_of(table->begin(), table->end(),
                     [&](const std::string& words) { return folded.find(words) != std::string::npos; });
}

}  // namespace rawi::extract
