#include "tests/support/site_generator/words.h"

#include <array>
#include <string_view>

namespace rawi::test {
namespace {

using Words = std::string_view;

constexpr auto kBodies = std::to_array<Words>({"بلدية المدينة", "المكتبة العامة",  "جمعية الصيادين",
                                               "هيئة الموانئ",  "إدارة المتحف",    "نادي الشراع",
                                               "مدرسة الفنون",  "شركة المياه",     "مركز الأبحاث البحرية",
                                               "لجنة الحدائق",  "اتحاد المزارعين", "جامعة الساحل",
                                               "محطة الأرصاد",  "فرقة المسرح",     "مؤسسة السكك الحديدية",
                                               "غرفة التجارة",  "هيئة الآثار",     "مستشفى الأطفال",
                                               "دار النشر",     "تعاونية الزيتون", "مصنع الورق",
                                               "هيئة الطيران",  "مرصد النجوم",     "نادي الدراجات",
                                               "مجلس الأحياء",  "ورشة الخزف",      "شركة الحافلات",
                                               "إذاعة الجبل",   "مختبر البذور",    "رابطة المصورين",
                                               "معهد الموسيقى", "دائرة الطرق",     "صندوق الإسكان",
                                               "سوق الحرفيين",  "نادي الشطرنج",    "محمية الطيور"});
constexpr auto kPast =
    std::to_array<Words>({"أعلنت", "افتتحت",  "أطلقت", "دشنت", "عرضت",  "أنهت",   "وسعت",      "رممت",
                          "نظمت",  "استضافت", "جددت",  "طورت", "سلمت",  "اختبرت", "أعادت فتح", "خصصت",
                          "وزعت",  "استأنفت", "مددت",  "أجلت", "راجعت", "أنجزت"});
constexpr auto kThings = std::to_array<Words>(
    {"مشروع ترميم السور القديم", "معرض الكتاب المستعمل",   "خط الحافلات الجديد",     "برنامج تدريب الشباب",
     "حملة تشجير السفوح",        "مسابقة الرسم على الخزف", "جسر المشاة الخشبي",      "قاعة القراءة الليلية",
     "خريطة المسارات الجبلية",   "نظام إنذار الفيضانات",   "موسم قطاف التين",        "أرشيف الصور النادرة",
     "دورة الإسعاف الأولي",      "حديقة الأطفال المائية",  "محطة الشحن الكهربائي",   "مهرجان الأغنية الشعبية",
     "مختبر تحليل التربة",       "سباق القوارب الصغيرة",   "عيادة الأسنان المتنقلة", "سوق المنتجات المحلية",
     "منصة حجز التذاكر",         "متحف الأدوات الزراعية",  "مرصد جودة الهواء",       "قناة الري المغطاة",
     "دليل النباتات البرية",     "ملعب الحي الشرقي",       "مكتبة الخرائط",          "منارة الميناء",
     "نادي القراءة الصيفي",      "مركز إعادة التدوير",     "رحلات القطار السياحي",   "ورشة صناعة العود",
     "بستان الليمون التعليمي",   "ممر الدراجات الساحلي",   "بنك البذور البلدية",     "قاعة العروض المفتوحة"});
constexpr auto kPlaces = std::to_array<Words>(
    {"الضاحية الشمالية", "الميناء القديم", "وادي السنديان", "سهل القمح",   "جزيرة النوارس",  "حي النحاسين",
     "قرية العيون",      "تلة الصنوبر",    "شارع المطاحن",  "ساحة الساعة", "ضفة النهر",      "بلدة الرمان",
     "خليج الفنار",      "هضبة الريح",     "سوق العطارين",  "محطة القطار", "كورنيش المدينة", "غابة البلوط",
     "مرفأ الشرق",       "واحة النخيل",    "حي البساتين",   "جبل الزعتر",  "بحيرة البجع",    "الحي الجامعي",
     "طريق القوافل",     "عين الحجر"});
constexpr auto kTimes = std::to_array<Words>(
    {"صباح الأحد", "مساء الاثنين", "يوم الثلاثاء", "ظهر الأربعاء", "مساء الخميس", "يوم الجمعة", "صباح السبت",
     "نهاية الأسبوع", "مطلع الشهر", "منتصف الموسم", "قبل أيام", "أول من أمس", "في ساعة متأخرة",
     "عقب اجتماع طويل", "بعد أسابيع من التحضير", "وسط حضور لافت"});
constexpr auto kUnits =
    std::to_array<Words>({"متطوعا", "زائرا", "كتابا", "شجرة", "مقعدا", "لوحة", "كيلومترا", "طنا", "قاربا",
                          "طالبا", "حرفيا", "محطة", "دونما", "عائلة", "ساعة عمل", "قطعة"});
constexpr auto kRoles =
    std::to_array<Words>({"المديرة", "المشرف", "المهندسة", "الباحث", "المنسقة", "الناطق", "رئيسة اللجنة",
                          "أمين الصندوق", "الخبيرة", "المدرب", "المعمارية", "الطبيب"});
constexpr auto kFirst =
    std::to_array<Words>({"سلمى", "هادي", "رنيم", "وسيم", "ليان", "غيث", "دانة", "أنس", "جود", "ميسون",
                          "تميم", "لبنى", "رائد", "نوار", "سهى", "كنان", "فرح", "باسل"});
constexpr auto kLast = std::to_array<Words>({"الصنوبري", "الحداد", "النجار", "البستاني", "الخياط", "القطان",
                                             "الفنار", "الرمال", "السنديان", "الزيتوني", "المرجان", "الوراق",
                                             "النحاس", "العطار", "الساعاتي", "البحار"});
constexpr auto kReasons = std::to_array<Words>(
    {"ارتفاع الطلب في الموسم الماضي", "تأخر وصول المعدات", "ملاحظات السكان", "دراسة استمرت عامين",
     "تبرعات جمعها طلاب المدارس", "تراجع منسوب المياه", "نجاح تجربة مماثلة", "تغير مواعيد القطارات",
     "زيادة عدد الزوار", "نقص قطع الغيار", "اتفاق مع الورش المحلية", "تحسن حالة الطقس", "صدور التقرير السنوي",
     "انتهاء أعمال العزل", "مطالب أصحاب المحال", "اكتشاف نقوش قديمة"});
constexpr auto kAims = std::to_array<Words>(
    {"تقليل الازدحام", "توفير فرص عمل موسمية", "حماية الشاطئ من التآكل", "تشجيع القراءة بين اليافعين",
     "خفض استهلاك الكهرباء", "تعريف الزوار بالحرف القديمة", "تسهيل وصول كبار السن", "زيادة المساحات الخضراء",
     "حفظ الأصناف المحلية", "تنشيط الأسواق الصغيرة", "تحسين جودة المياه", "ربط الأحياء ببعضها",
     "تدريب المعلمين الجدد", "توثيق ذاكرة المكان", "دعم الأندية الناشئة", "تقصير زمن الرحلة"});
constexpr auto kLinks = std::to_array<Words>(
    {"وأوضحت", "وذكرت", "وبينت", "ولفتت", "وأضافت", "وتابعت", "وكشفت", "وأشارت إلى", "وأكدت", "ورأت"});
constexpr auto kSections =
    std::to_array<Words>({"محليات", "ثقافة", "اقتصاد", "رياضة", "علوم", "منوعات", "سياحة", "بيئة"});

template <std::size_t N>
std::string pick(Random& random, const std::array<Words, N>& words) {
  return std::string(words[random.below(N)]);
}

std::string number(Random& random, std::size_t from, std::size_t to) {
  return std::to_string(from + random.below(to - from));
}

std::string make_sentence(Random& random) {
  switch (random.below(8)) {
    case 0:
      return pick(random, kPast) + " " + pick(random, kBodies) + " " + pick(random, kThings) + " في " +
             pick(random, kPlaces) + " " + pick(random, kTimes) + "، بسبب " + pick(random, kReasons) + ".";
    case 1:
      return "وقالت " + pick(random, kRoles) + " " + make_name(random) + " إن " + pick(random, kBodies) +
             " تسعى إلى " + pick(random, kAims) + " عبر " + pick(random, kThings) + ".";
    case 2:
      return pick(random, kLinks) + " أن " + pick(random, kThings) + " يحتاج إلى " + number(random, 12, 980) +
             " " + pick(random, kUnits) + " قبل الوصول إلى " + pick(random, kPlaces) + ".";
    case 3:
      return "ويمتد العمل بين " + pick(random, kPlaces) + " و" + pick(random, kPlaces) +
             " على مراحل، أولها " + pick(random, kThings) + " الذي بدأ " + pick(random, kTimes) + ".";
    case 4:
      return "وشارك " + number(random, 15, 900) + " " + pick(random, kUnits) + " في " +
             pick(random, kThings) + "، بينما تولت " + pick(random, kBodies) + " أعمال التنظيم في " +
             pick(random, kPlaces) + ".";
    case 5:
      return "وبعد " + pick(random, kReasons) + "، قررت " + pick(random, kBodies) + " أن يكون " +
             pick(random, kAims) + " هدفا لكل ما يجري في " + pick(random, kPlaces) + ".";
    case 6:
      return "أما " + pick(random, kThings) + " فسيكلف نحو " + number(random, 100, 9000) +
             " ألف دينار، تدفع " + pick(random, kBodies) + " ثلثها و" + pick(random, kBodies) + " ما بقي.";
    default:
      return "ومن المنتظر أن يرى سكان " + pick(random, kPlaces) + " نتائج " + pick(random, kThings) +
             " خلال " + number(random, 2, 60) + " أسبوعا، ما لم يؤخرها " + pick(random, kReasons) + ".";
  }
}

}  // namespace

std::uint64_t Random::next() {
  state_ += 0x9E3779B97F4A7C15ULL;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

std::string make_headline(Random& random, int n) {
  return pick(random, kBodies) + " في " + pick(random, kPlaces) + ": " + pick(random, kThings) + " يصل إلى " +
         std::to_string(n) + " " + pick(random, kUnits);
}

std::string make_paragraph(Random& random, int sentences) {
  std::string out;
  for (int i = 0; i < sentences; ++i) out += (i == 0 ? "" : " ") + make_sentence(random);
  return out;
}

std::string make_name(Random& random) { return pick(random, kFirst) + " " + pick(random, kLast); }
std::string make_section(Random& random) { return pick(random, kSections); }

}  // namespace rawi::test
