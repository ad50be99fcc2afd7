#include "tests/extract_body/pages.h"

#include <map>
#include <ostream>
#include <stdexcept>

namespace rawi::extract::testing {
namespace {

const std::map<std::string_view, std::string_view>& sentences() {
  static const std::map<std::string_view, std::string_view> all = {
      {"t", kTitle},
      {"1",
       "أعاد أهالي قرية عين الصفصاف تشغيل الطاحونة الحجرية المقامة على ضفة النهر، بعد أن ظلت متوقفة أكثر من "
       "خمسين عاما وغطت الأعشاب قناتها."},
      {"2",
       "وقال رئيس جمعية صون التراث في القرية إن أعمال الترميم استغرقت ثمانية أشهر، وشارك فيها نجارون وبناؤون "
       "من ثلاث قرى مجاورة."},
      {"3",
       "وتعمل الطاحونة بقوة الماء وحدها، إذ يدير التيار عجلة خشبية قطرها أربعة أمتار تنقل الحركة إلى حجري "
       "الرحى في الطابق العلوي."},
      {"4",
       "وأضاف أن الجمعية استعانت بصور قديمة وبذاكرة آخر طحان عمل في المكان، وهو رجل في الثامنة والثمانين من "
       "عمره ما زال يحفظ أسماء القطع كلها."},
      {"5",
       "ويأتي المزارعون منذ أسبوعين بأكياس القمح والشعير إلى الطاحونة، وتقول إحدى ربات البيوت إن طعم الخبز "
       "عاد كما كانت تعرفه في بيت جدتها."},
      {"6",
       "وتنتج الطاحونة نحو مئتي كيلوغرام من الدقيق في اليوم، وهي كمية تكفي القرية وتزيد قليلا في مواسم "
       "انخفاض الطلب."},
      {"7",
       "ويخطط القائمون على المشروع لتخصيص غرفة صغيرة تعرض فيها أدوات الطحن القديمة، وتفتح أبوابها أمام "
       "تلاميذ المدارس مرتين في الشهر."},
      {"8",
       "وبلغت كلفة الترميم أقل مما كان متوقعا، لأن معظم الخشب والحجارة جاءت من بيوت مهجورة تبرع بها "
       "أصحابها."},
      {"9",
       "وتراقب لجنة من المهندسين منسوب الماء في القناة كل صباح، خشية أن يؤدي ارتفاعه في الشتاء إلى إتلاف "
       "العجلة."},
      {"10",
       "ومن المقرر أن تقام في الربيع سوق صغيرة قرب الطاحونة، تباع فيها منتجات القرى المجاورة من عسل وزيت "
       "وجبن."},
      {"11", "وختم رئيس الجمعية بالقول إن الطاحونة ليست متحفا، وإنما مكان يعمل ويعيش الناس من عمله."},
      {"12",
       "ورأى باحث في تاريخ الأرياف أن التجربة قابلة للتكرار في عشرات القرى التي بقيت طواحينها قائمة "
       "الجدران."},
      {"c1",
       "تجربة جميلة جدا، زرت المكان الأسبوع الماضي وكان مزدحما بالناس، لكن موقف السيارات صغير ولا يكفي "
       "الزوار."},
      {"c2", "أتمنى أن تصل الفكرة إلى قريتنا أيضا، فعندنا طاحونة مهملة منذ كنت طفلا ولا أحد يسأل عنها."},
      {"c3", "شكرا لكل من تعب في هذا العمل، ولكن هل فكرتم في من سيتولى الصيانة بعد سنتين أو ثلاث من الآن؟"},
      {"c4",
       "قرأت الموضوع لوالدي وهو من أبناء القرية، ففرح كثيرا وحكى لنا قصصا عن أيام الطحين والحصاد القديمة."},
      {"x1", "افتتاح مكتبة عامة في حي الزيتون بعد تجديدها"},
      {"x2", "صيادون يطلقون سلاحف بحرية عند الفجر"},
      {"x3", "جسر جديد للمشاة يربط ضفتي الوادي"},
      {"x4", "معرض للخط العربي يجمع أربعين فنانا"},
      {"x5", "فريق مدرسي يفوز بجائزة الروبوت الصغير"},
      {"x6", "عودة القطار البطيء إلى الساحل في الصيف"},
      {"e1",
       "فتحت مكتبة حي الزيتون أبوابها أمام القراء بعد أعمال تجديد دامت سنة كاملة، وأضيفت إليها قاعة "
       "للأطفال."},
      {"e2",
       "أطلق صيادون من الساحل الغربي عشرين سلحفاة صغيرة عند الفجر، بعد أسابيع من حراسة الأعشاش على الرمل."},
      {"e3",
       "يبلغ طول الجسر الجديد مئة وعشرين مترا، ويختصر طريق الطلاب إلى مدارسهم من أربعين دقيقة إلى عشر."},
  };
  return all;
}

std::string line_of(Paragraph::Kind kind, const std::string& text) {
  switch (kind) {
    case Paragraph::Kind::heading: return "# " + text;
    case Paragraph::Kind::quote: return "> " + text;
    case Paragraph::Kind::list_item: return "* " + text;
    case Paragraph::Kind::text: break;
  }
  return text;
}

}  // namespace

std::string filled(std::string_view pattern) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t open = pattern.find('{', at);
    const std::size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
    if (close == std::string_view::npos) return out.append(pattern.substr(at));
    out += pattern.substr(at, open - at);
    const auto it = sentences().find(pattern.substr(open + 1, close - open - 1));
    if (it == sentences().end()) throw std::invalid_argument("no such sentence in " + std::string(pattern));
    out += it->second;
    at = close + 1;
  }
  return out;
}

std::vector<std::string> all_filled(const std::vector<std::string>& patterns) {
  std::vector<std::string> out;
  for (const std::string& pattern : patterns) out.push_back(filled(pattern));
  return out;
}

page::Document parsed(std::string_view html) {
  auto doc = page::parse_html(std::string(html));
  if (!doc) throw std::invalid_argument("the page did not parse");
  return std::move(*doc);
}

std::string page_of(std::string_view body) {
  return "<!DOCTYPE html><html lang=ar dir=rtl><head><meta charset=utf-8><title>" + std::string(kTitle) +
         " | صحيفة الضفة</title></head><body>" + std::string(body) + "</body></html>";
}

std::vector<std::string> lines_of(const std::vector<Paragraph>& paragraphs) {
  std::vector<std::string> out;
  for (const Paragraph& p : paragraphs) out.push_back(line_of(p.kind, p.text));
  return out;
}

std::vector<std::string> lines_of(const std::vector<Block>& blocks) {
  std::vector<std::string> out;
  for (const Block& b : blocks) out.push_back(line_of(b.kind, b.text));
  return out;
}

std::vector<std::string> body_lines(std::string_view body) {
  const page::Document doc = parsed(page_of(filled(body)));
  BodyHints hints;
  hints.title = kTitle;
  return lines_of(find_body(doc, hints).paragraphs);
}

std::string name_of(const ::testing::TestParamInfo<PageCase>& tested) { return tested.param.name; }

void PrintTo(const PageCase& c, std::ostream* out) { *out << c.name; }

}  // namespace rawi::extract::testing
