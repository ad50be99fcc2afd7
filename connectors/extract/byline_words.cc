#include "connectors/extract/byline_words.h"

#include <unordered_set>

#include "connectors/extract/words.h"

namespace rawi::extract {
namespace {

using WordSet = std::unordered_set<std::string_view>;

// `list` is a literal: the set's views into it stay valid.
WordSet set_of(std::string_view list) {
  const auto words = words_of(list);
  return {words.begin(), words.end()};
}

}  // namespace

bool is_byline_cue(std::string_view folded) {
  static const WordSet kOne = set_of(
      "كتب كتبت كتبه كتبها كتابه بقلم تقرير تقارير حوار حاوره حاورها حاورته اعداد اعده اعدها "
      "تحقيق ترجمه ترجمها بواسطه الكاتب الكاتبه كاتب المولف تاليف رصد متابعه تحليل by par von "
      "por author الصحفي الصحافي الصحفيه المحرر مرسله");
  static const WordSet kTwo{"نشر بواسطه", "كتب بواسطه", "كتب بقلم", "written by", "posted by", "text by"};
  return kOne.count(folded) != 0 || kTwo.count(folded) != 0;
}

bool may_begin_two_words(std::string_view folded) {
  if (folded.empty()) return true;
  for (const std::string_view first : {"نشر", "كتب", "written", "posted", "text"}) {
    if (folded.starts_with(first)) return true;
  }
  return false;
}

bool is_picture_cue(std::string_view folded) {
  static const WordSet kWords = set_of("تصوير صوره عدسه رسم مونتاج photo photos video");
  return kWords.count(folded) != 0;
}

bool is_never_a_name(std::string_view folded) {
  static const WordSet kWords = set_of(
      "صحيفه جريده موقع بوابه وكاله وكالات الوكالات قناه شبكه مجله اخبار الاخبار نيوز اذاعه "
      "تلفزيون مركز موسسه وزاره جامعه هييه هيئه فريق اسره قسم تحرير التحرير محرر محررو المحرر "
      "متابعات متابعه مراسل مراسله مراسلون مراسلو مراسلنا مراسلتنا خاص غرفه ديسك مكتب اعلام نت "
      "سبورت اونلاين اون لاين online news admin administrator editor editors editorial staff "
      "team desk newsroom webmaster user author press agency tv channel magazine root by "
      "developed designed powered sort guest writer reporter correspondent unknown anonymous "
      "wordpress في الي عن هذا هذه التي الذي بعد قبل مع ان كل ما هل المزيد اقرا شارك مشاركه "
      "تاريخ نشر النشر تحديث الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت دقيقه ساعه "
      "مشاهده قراءه تعليق تعليقات بريد بريدا البريد رييس رئيس the and of follow share تابع");
  return kWords.count(folded) != 0;
}

bool is_weekday(std::string_view folded) {
  static const WordSet kDays = set_of("الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت الاتنين");
  return kDays.count(folded) != 0;
}

bool is_name_with_article(std::string_view folded) {
  static const WordSet kNames = set_of(
      "السيد الحسن الحسين المهدي المعتصم الشيماء الزهراء المثني المنصف البشير الطيب الطاهر "
      "العربي العياشي الهادي المختار الصادق الامين الشاذلي التهامي الحبيب الياس الهام المعز "
      "العيد المكي الشيخ الدكتور الاستاذ المصطفي الصديق الاء");
  return kNames.count(folded) != 0;
}

bool is_name_with_waw(std::string_view folded) {
  static const WordSet kNames = set_of(
      "وليد وائل واءل وسام وفاء وجيه وحيد وداد وصفي وهيب وردة ورده وسيم وضاح وجدي وديع وهبه "
      "وهبي ولاء وعد وجدان وطفاء ورد وسن");
  return kNames.count(folded) != 0;
}

}  // namespace rawi::extract
