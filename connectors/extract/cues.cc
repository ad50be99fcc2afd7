#include "connectors/extract/cues.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "connectors/arabic/normalize.h"
#include "connectors/base/bytes.h"

namespace rawi::extract {
namespace {

// When the first words decide: sentences of an article begin with some of them too («شاهد الآلاف المباراة»).
enum class When : std::uint8_t {
  always,  // whatever follows, up to kLongestCueLine
  whole,   // nothing or at most two short words follow
  colon,   // as whole, or a colon stands right behind
  linked,  // as colon, or the line is a link for a third or more
};

struct Openings {
  Cue cue;
  When when;
  std::string_view words;  // as written, compared as match text; separated by '|'
};

// clang-format off
constexpr Openings kOpenings[] = {
    {Cue::related, When::always,
     "اقرأ أيضا|واقرأ أيضا|اقرأوا أيضا|اقرؤوا أيضا|اقرأ المزيد|اقرأ كذلك|قد يهمك|قد يعجبك|ربما يعجبك|"
     "أخبار قد تهمك|شاهد أيضا|شاهدوا أيضا|طالع أيضا|تابع أيضا|انظر أيضا|لقراءة المزيد|لمشاهدة المزيد|"
     "مواضيع ذات صلة|مواضيع ذات علاقة|موضوعات ذات صلة|مواضيع متعلقة|الموضوعات المتعلقة|موضوعات متعلقة|"
     "مواضيع مشابهة|مواضيع مرتبطة|أخبار ذات صلة|أخبار متعلقة|أخبار مرتبطة|مقالات ذات صلة|"
     "مقالات مشابهة|روابط ذات صلة|خبر ذو صلة|موضوعات قد تهمك"},
    {Cue::related, When::linked,
     "اقرأ عن|اقرأ في|اقرأ|شاهد الفيديو|شاهد بالفيديو|شاهد الصور|شاهد|طالع|للمزيد|لمزيد من|المزيد من|"
     "الخبر السابق|الخبر التالي|المقال السابق|المقال التالي"},
    {Cue::related, When::colon,
     "المزيد|ذات صلة|الأكثر قراءة|الأكثر مشاهدة|اخترنا لك|اخترنا لكم|ترشيحاتنا"},
    {Cue::follow, When::always,
     "تابعونا على|تابعنا على|تابعوا آخر|تابع آخر|لمتابعة آخر|لمتابعة أهم|لمتابعة المزيد|لمتابعة أخبار|"
     "اشترك في|اشترك الآن|اشترك معنا|للاشتراك في|انضم الى قناتنا|حمل تطبيق|حملوا تطبيق|لتحميل تطبيق|"
     "اضغط هنا|انقر هنا|شارك هذا|شارك الخبر|شارك المقال|شارك الموضوع|مشاركة الخبر|نسخ الرابط|"
     "رابط مختصر|وصلة دائمة"},
    {Cue::follow, When::colon,
     "تابعونا|شاركها|شارك|مشاركة"},
    {Cue::follow, When::linked,
     "تابع كل|تابعوا|لمتابعة|اشتركوا في|للإشتراك|انضم إلى|انضموا إلى|للتواصل مع"},
    {Cue::source, When::colon,
     "المصدر|المصادر|مصدر الخبر|نقلا عن"},
    {Cue::picture, When::colon,
     "الصورة|صورة|تصوير"},
    {Cue::picture, When::always,
     "صورة أرشيفية|مصدر الصورة|التعليق على الصورة"},
    {Cue::picture, When::whole,
     "أرشيفية"},
    {Cue::source, When::whole,
     "وكالات|متابعات"},
    {Cue::byline, When::colon,
     "كتب|كتبت|كتبه|بقلم|تحرير|إعداد|ترجمة|حوار|حاوره|أجرى الحوار|أجرت الحوار|الكاتب|نشر في"},
    {Cue::byline, When::always,
     "آخر تحديث|تاريخ النشر|نشر بتاريخ|وقت القراءة|مدة القراءة"},
    {Cue::label, When::always,
     "الكلمات الدالة|الكلمات الدلالية|الكلمات المفتاحية|كلمات مفتاحية|كلمات دلالية|عدد المشاهدات|"
     "عدد القراءات|حجم الخط|جاري تحميل|لتشغيل الفيديو|متصفحك لا يدعم|المتصفح لا يدعم|يرجى تفعيل الجافا"},
    {Cue::label, When::colon,
     "الوسوم|وسوم|الأوسمة|هاشتاغ|المشاهدات"},
    {Cue::label, When::whole,
     "طباعة|إعلان|إعلانات|رابط الفيديو|جار التحميل"},
    {Cue::comments, When::colon,
     "التعليقات"},
    {Cue::comments, When::always,
     "أضف تعليق|أضف تعليقا|اترك تعليقا|اترك ردا|اترك رد|إضافة تعليق|لا يوجد تعليقات|لا توجد تعليقات"},
    {Cue::comments, When::whole,
     "تعليقات القراء|تعليقات الزوار|آراء القراء"},
    {Cue::legal, When::always,
     "جميع الحقوق محفوظة|حقوق النشر محفوظة|الآراء الواردة|المقالات المنشورة|التعليقات المنشورة|"
     "هذا المقال يعبر عن|المقال يعبر عن|إخلاء مسؤولية"},
    {Cue::legal, When::colon,
     "حقوق النشر|ملحوظة|تنويه"},
};
// clang-format on

// Words anywhere in a line that only a disclaimer has.
constexpr std::string_view kDisclaimers =
    "تعبر عن رأي|يعبر عن رأي|يعبر عن وجهة نظر|تعبر عن وجهة نظر|تعبر عن أصحابها|تعكس وجهات نظر|تعبر عن آراء|"
    "بالضرورة عن رأي|بالضرورة عن وجهة نظر|بالضرورة عن آراء|بالضرورة عن موقف|بالضرورة عن سياسة|بالضرورة رأي|"
    "بالضرورة وجهة نظر|جميع الحقوق محفوظة|كافة الحقوق محفوظة";

constexpr ByteSet kNumbering(" 0123456789");
constexpr std::uint32_t kLongestCueLine = 260;     // letters
constexpr std::size_t kFirstBytes = 160;           // of a line are enough for its opening
constexpr std::uint32_t kLongestAfterColon = 120;  // letters, of the whole line

constexpr std::string_view kHere = " هنا";      // what a line ends with that sends the reader elsewhere
constexpr std::uint32_t kLongestPointer = 120;  // letters of such a line

// The first letters, as a number: most openings are told from a line by these alone.
std::uint32_t head_of(std::string_view folded) {
  std::uint32_t head = 0;
  if (folded.size() >= sizeof head) std::memcpy(&head, folded.data(), sizeof head);
  return head;
}

struct Opening {
  std::string words;  // match text
  std::uint32_t head;
  Cue cue;
  When when;
};

void for_each_part(std::string_view list, const std::function<void(std::string_view)>& visit) {
  while (!list.empty()) {
    const std::size_t bar = std::min(list.find('|'), list.size());
    visit(list.substr(0, bar));
    list.remove_prefix(std::min(bar + 1, list.size()));
  }
}

const std::vector<Opening>& openings() {
  static const std::vector<Opening> table = [] {
    std::vector<Opening> t;
    for (const Openings& o : kOpenings) {
      for_each_part(o.words, [&](std::string_view words) {
        const std::string folded = arabic::match_text(words);
        t.push_back({folded, head_of(folded), o.cue, o.when});
      });
    }
    // Longest first: "شاهد ايضا" before "شاهد".
    std::stable_sort(t.begin(), t.end(),
                     [](const auto& a, const auto& b) { return a.words.size() > b.words.size(); });
    return t;
  }();
  return table;
}

std::string_view first_bytes(std::string_view line) {
  if (line.size() <= kFirstBytes) return line;
  std::size_t cut = kFirstBytes;
  while (cut > 0 && (static_cast<unsigned char>(line[cut]) & 0xC0) == 0x80) --cut;
  return line.substr(0, cut);
}

// The opening's words, then at most a space, then a colon or what stands for one.
bool colon_follows(std::string_view line, std::size_t words) {
  const std::size_t colon = line.find_first_of(":|/");
  if (colon == std::string_view::npos) return false;
  const std::string before = arabic::match_text(line.substr(0, colon));
  return static_cast<std::size_t>(std::count(before.begin(), before.end(), ' ')) + 1 == words;
}

// Nothing stands behind the opening but a number or a short particle.
bool stands_alone(std::string_view folded, std::size_t opening_bytes) {
  const std::string_view rest = folded.substr(opening_bytes);
  return rest.size() <= 2 || kNumbering.find_not_in(rest) == std::string_view::npos;
}

bool decides(const Opening& opening, std::string_view line, std::string_view folded, const LineFacts& facts) {
  const bool alone = stands_alone(folded, opening.words.size());
  switch (opening.when) {
    case When::always: return true;
    case When::whole: return alone;
    case When::linked:
      if (facts.link_letters * 3 >= facts.letters) return true;
      [[fallthrough]];
    case When::colon: break;
  }
  const auto words =
      static_cast<std::size_t>(std::count(opening.words.begin(), opening.words.end(), ' ')) + 1;
  return alone || (facts.letters <= kLongestAfterColon && colon_follows(line, words));
}

}  // namespace

namespace {

// memmem() and not find(), which stops at every letter of a long Arabic text that begins with the same byte.
bool holds(std::string_view text, std::string_view words) {
  return memmem(text.data(), text.size(), words.data(), words.size()) != nullptr;
}

// «#تراث #قرى»: half the words and more.
bool is_row_of_hashtags(std::string_view line, std::string_view folded) {
  const auto tags = std::count(line.begin(), line.end(), '#');
  return tags >= 2 && tags * 2 >= std::count(folded.begin(), folded.end(), ' ') + 1;
}

}  // namespace

Cue cue_of(std::string_view line, const LineFacts& facts) {
  if (facts.letters == 0 || facts.letters > kLongestCueLine) return Cue::none;
  const std::string folded = arabic::match_text(first_bytes(line));
  if (folded.empty() || is_row_of_hashtags(line, folded)) return Cue::label;
  if (facts.link_letters > 0 && facts.letters <= kLongestPointer && folded.ends_with(kHere))
    return Cue::follow;
  const std::uint32_t head = head_of(folded);
  for (const Opening& opening : openings()) {
    if (opening.head != head && opening.head != 0) continue;
    if (!std::string_view(folded).starts_with(opening.words)) continue;
    if (folded.size() > opening.words.size() && folded[opening.words.size()] != ' ') continue;
    if (decides(opening, line, folded, facts)) return opening.cue;
  }
  return Cue::none;
}

bool is_disclaimer(std::string_view line) {
  static const std::vector<std::string> table = [] {
    std::vector<std::string> t;
    for_each_part(kDisclaimers, [&](std::string_view words) { t.push_back(arabic::match_text(words)); });
    return t;
  }();
  const std::string folded = arabic::match_text(line);
  return std::any_of(table.begin(), table.end(),
                     [&](const std::string& words) { return holds(folded, words); });
}

}  // namespace rawi::extract
