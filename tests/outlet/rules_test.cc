// What an outlet's rules make of a page. Each case: the file's `rules`, a page, and what is read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/extract/rules.h"
#include "connectors/outlet/load.h"

namespace rawi::extract {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

outlet::Outlet outlet_with(const std::string& rest) {
  settings::Problems problems("o.yaml");
  auto outlet = outlet::read_outlet("home: https://nahr.example/\n" + rest, "o.yaml", problems);
  EXPECT_THAT(problems.lines(), IsEmpty());
  return outlet;
}

Article read(const std::string& rest, const std::string& html,
             std::string_view url = "https://nahr.example/a/b") {
  const auto outlet = outlet_with(rest);
  const auto doc = page::parse_html(html);
  EXPECT_TRUE(doc);
  PageInput input;
  input.url = url;
  Article article;
  apply_rules(*doc, outlet, input, {}, article);
  return article;
}

const page::Document& any_page() {
  static const auto doc = page::parse_html("<p></p>");
  return *doc;
}

std::vector<std::string> texts(const Article& article) {
  std::vector<std::string> out;
  for (const auto& p : article.paragraphs) out.push_back(p.text);
  return out;
}

struct TitleCase {
  const char* name;
  const char* rule;
  const char* html;
  const char* title;
};

class TitleRule : public ::testing::TestWithParam<TitleCase> {};

TEST_P(TitleRule, ReadsOneText) {
  const auto& [name, rule, html, title] = GetParam();
  EXPECT_EQ(read(std::string("rules: {title: ") + rule + "}\n", html).title, title);
}

INSTANTIATE_TEST_SUITE_P(
    Table, TitleRule,
    ::testing::Values(
        TitleCase{"text", "h1", "<h1>النهر  يصل&nbsp;إلى البحر&rlm;</h1>", "النهر يصل إلى البحر"},
        TitleCase{"first_element", "h1", "<h1>الأول</h1><h1>الثاني</h1>", "الأول"},
        TitleCase{"first_element_with_text", "h1", "<h1> </h1><h1>الثاني</h1>", "الثاني"},
        TitleCase{"inline_elements_add_no_space", "h1", "<h1><span>ال</span>نهر</h1>", "النهر"},
        TitleCase{"lines_are_joined_by_a_space", "h1", "<h1>النهر<br>يصل</h1>", "النهر يصل"},
        TitleCase{"attribute", "{select: 'meta[name=title]', attribute: content}",
                  "<head><meta name=title content='النهر &amp; البحر'></head>", "النهر & البحر"},
        TitleCase{"missing_attribute", "{select: h1, attribute: data-title}", "<h1>النهر</h1>", ""},
        TitleCase{"ways_in_order", "[h1.new, h1.old, h1]", "<h1>غيره</h1><h1 class=old>القديم</h1>",
                  "القديم"},
        TitleCase{"match_takes_the_group", "{select: h1, match: '^(.+) \\| صحيفة النهر$'}",
                  "<h1>خبر اليوم | صحيفة النهر</h1>", "خبر اليوم"},
        TitleCase{"match_that_fails_is_no_value", "[{select: h1, match: '^(.+) \\|'}, h2]",
                  "<h1>خبر</h1><h2>بديل</h2>", "بديل"},
        TitleCase{"nothing_there", "h1", "<p>نص</p>", ""}),
    [](const auto& row) { return row.param.name; });

struct ListCase {
  const char* name;
  const char* rule;
  const char* html;
  std::vector<std::string> values;
};

class ListRule : public ::testing::TestWithParam<ListCase> {};

TEST_P(ListRule, ReadsEveryValueOnce) {
  const auto& [name, rule, html, values] = GetParam();
  EXPECT_EQ(read(std::string("rules: {sources: ") + rule + "}\n", html).sources, values);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ListRule,
    ::testing::Values(
        ListCase{"every_element", ".w a", "<p class=w><a>ماء</a> <a>نهر</a> <a>ماء</a></p>", {"ماء", "نهر"}},
        ListCase{"split",
                 "{select: p, split: '+'}",
                 "<p>النهر + وكالات+ البحر + </p>",
                 {"النهر", "وكالات", "البحر"}},
        ListCase{"match_on_each_line",
                 "{select: '#t', match: '^المصدر\\s*\\|\\s*(.+)$', split: '+'}",
                 "<div id=t>نص أول<br><br>نص ثان<br><br><b>المصدر</b> | النهر + البحر</div>",
                 {"النهر", "البحر"}},
        ListCase{"keep_agencies",
                 "{select: p, split: '-', keep: agencies}",
                 "<p>رويترز - سامي عون</p>",
                 {"رويترز"}},
        ListCase{
            "keep_people", "{select: p, split: '-', keep: people}", "<p>رويترز - سامي عون</p>", {"سامي عون"}},
        ListCase{"an_agency_that_calls_itself_one",
                 "{select: p, keep: agencies}",
                 "<p>وكالة أنباء المنارة</p>",
                 {"وكالة أنباء المنارة"}},
        ListCase{"keep_decides_between_ways",
                 "[{select: h2, keep: agencies}, p]",
                 "<h2>سامي</h2><p>النهر</p>",
                 {"النهر"}},
        ListCase{"empty_list", "[]", "<p>النهر</p>", {}}),
    [](const auto& row) { return row.param.name; });

struct DateCase {
  const char* name;
  const char* rest;
  const char* html;
  const char* url;
  const char* published;
  const char* zone;  // evidence; "" where no time is stated
};

class DateRule : public ::testing::TestWithParam<DateCase> {};

TEST_P(DateRule, ReadsAnInstantInTheStatedZone) {
  const auto& row = GetParam();
  auto article = read(row.rest, row.html, row.url);
  EXPECT_EQ(article.published_at.value_or(""), row.published);
  EXPECT_EQ(article.provenance.fields["published_zone"], row.zone);
}

INSTANTIATE_TEST_SUITE_P(
    Table, DateRule,
    ::testing::Values(DateCase{"outlets_zone", "zone: Asia/Riyadh\nrules: {published: .d}\n",
                               "<b class=d>الثلاثاء 30 نوفمبر 2021 12:12 ص</b>", "https://nahr.example/",
                               "2021-11-30T00:12:00+03:00", "outlet"},
                      DateCase{"hosts_zone", "rules: {published: .d}\n", "<b class=d>2021.12.03 14:13</b>",
                               "https://nahr.sy/", "2021-12-03T14:13:00+02:00", "host"},
                      DateCase{"stated_offset_wins",
                               "zone: Asia/Riyadh\nrules: {published: {select: time, attribute: datetime}}\n",
                               "<time datetime='2021-12-03T14:13:00+01:00'>أمس</time>",
                               "https://nahr.example/", "2021-12-03T14:13:00+01:00", "stated"},
                      DateCase{"utc_where_nothing_says", "rules: {published: .d}\n",
                               "<b class=d>2021.12.03 14:13</b>", "https://nahr.example/",
                               "2021-12-03T14:13:00+00:00", "utc"},
                      DateCase{"a_date_stays_a_date", "zone: Asia/Riyadh\nrules: {published: .d}\n",
                               "<b class=d>3 ديسمبر 2021</b>", "https://nahr.example/", "2021-12-03", ""},
                      DateCase{"first_value_that_is_a_date", "zone: Asia/Riyadh\nrules: {published: .d}\n",
                               "<b class=d>نشر</b><b class=d>3 ديسمبر 2021</b>", "https://nahr.example/",
                               "2021-12-03", ""},
                      DateCase{"no_date", "rules: {published: .d}\n", "<b class=d>قريبا</b>",
                               "https://nahr.example/", "", ""}),
    [](const auto& row) { return row.param.name; });

TEST(BodyRule, ContainersAreReadInPageOrderAndOnce) {
  const auto article =
      read("rules: {body: [.more, .text, .text p]}\n",
           "<div class=text><p>أول النص.</p></div><p>خارج النص.</p><div class=more><p>بقية النص.</p></div>");
  EXPECT_THAT(texts(article), ElementsAre("أول النص.", "بقية النص."));
  EXPECT_EQ(article.provenance.extractor, "rules");
}

TEST(BodyRule, DroppedElementsAndParagraphsAreNotRead) {
  const auto article =
      read("rules: {body: .text, drop: [.ad, .byline, {match: '^المصدر\\s*\\|'}]}\n",
           "<div class=text><p><span class=byline>النهر</span>بدأ الموسم.</p><div class=ad>إعلان</div>"
           "<p>وانتهى الموسم.</p><p><b>المصدر</b> | النهر</p></div>");
  EXPECT_THAT(texts(article), ElementsAre("بدأ الموسم.", "وانتهى الموسم."));
}

TEST(BodyRule, KindsAreKept) {
  const auto article =
      read("rules: {body: .text}\n", "<div class=text><p>نص.</p><h2>عنوان فرعي</h2><p>نص آخر.</p></div>");
  ASSERT_EQ(article.paragraphs.size(), 3u);
  EXPECT_EQ(article.paragraphs[1].kind, Paragraph::Kind::heading);
}

TEST(BodyRule, ThatFindsNothingLeavesTheBodyToOthers) {
  const auto article = read("rules: {body: .text}\n", "<p>نص.</p>");
  EXPECT_THAT(article.paragraphs, IsEmpty());
  EXPECT_EQ(article.provenance.extractor, "");
}

TEST(ImageRule, ResolvesTheAddress) {
  const auto article =
      read("rules: {lead_image: {select: img, attribute: data-src}, caption: figcaption}\n",
           "<figure><img src=x.gif data-src='../i/1.jpg'><figcaption>ضفة النهر</figcaption></figure>");
  ASSERT_TRUE(article.lead_image);
  EXPECT_EQ(article.lead_image->url, "https://nahr.example/i/1.jpg");
}

TEST(ImageRule, TheCaptionBelongsToTheLeadImageWhoeverFoundIt) {
  Article article;
  article.lead_image = LeadImage{"https://nahr.example/i/2.jpg", "", ""};
  const auto doc = page::parse_html("<figure><img><figcaption>ضفة النهر</figcaption></figure>");
  ASSERT_TRUE(doc);
  settle_rules(*doc, outlet_with("rules: {caption: figcaption}\n"), article);
  EXPECT_EQ(article.lead_image->caption, "ضفة النهر");
}

TEST(Provenance, NamesTheFieldsThatRulesGave) {
  const auto article =
      read("rules: {title: h1, section: .s, dateline: .none}\n", "<h1>خبر</h1><b class=s>ثقافة</b>");
  EXPECT_THAT(article.provenance.fields, ElementsAre(Pair("section", "rules"), Pair("title", "rules")));
  EXPECT_EQ(article.section, "ثقافة");
  EXPECT_FALSE(article.dateline);
}

TEST(Settling, AFieldTheOutletDoesNotHaveIsEmptiedWhoeverFilledIt) {
  const auto outlet = outlet_with("rules: {authors: [], section: [], keywords: .k}\n");
  Article article;
  article.authors = {"النهر"};
  article.section = "أخبار";
  article.keywords = {"ماء"};
  article.provenance.fields = {{"authors", "json-ld"}, {"keywords", "meta"}};
  settle_rules(any_page(), outlet, article);
  EXPECT_THAT(article.authors, IsEmpty());
  EXPECT_FALSE(article.section);
  EXPECT_THAT(article.keywords, ElementsAre("ماء"));
  EXPECT_THAT(article.provenance.fields, ElementsAre(Pair("keywords", "meta")));
}

struct GuessCase {
  const char* html;
  const char* evidence;
  std::vector<std::string> settled;
};

TEST(Settling, AGuessGivesWayToTheCreditLineThatARuleReads) {
  const auto outlet = outlet_with("rules: {authors: {select: .byline, match: ' - (.+)$', keep: people}}\n");
  for (const auto& [html, evidence, settled] : std::initializer_list<GuessCase>{
           {"<p class=byline>خليج اللبان - رويترز</p>", "text", {}},
           {"<p class=byline>خليج اللبان - رويترز</p>", "byline", {}},
           {"<p class=byline>خليج اللبان - رويترز</p>", "json-ld", {"خليج اللبان"}},
           {"<p>لا سطر هنا</p>", "text", {"خليج اللبان"}}}) {
    const auto doc = page::parse_html(html);
    ASSERT_TRUE(doc);
    Article article;
    article.authors = {"خليج اللبان"};
    article.provenance.fields = {{"authors", evidence}};
    settle_rules(*doc, outlet, article);
    EXPECT_EQ(article.authors, settled) << html << " " << evidence;
  }
}

struct ModifiedCase {
  const char* rule;
  const char* modified;
  std::optional<std::string> settled;
};

TEST(Settling, ModifiedUnlessPublishedIsLeftOutWhereItRepeatsTheInstant) {
  for (const auto& [rule, modified, settled] : std::initializer_list<ModifiedCase>{
           {"modified: {unless: published}", "2024-05-12T06:00:00Z", std::nullopt},
           {"modified: {unless: published}", "2024-05-12T09:00:00+03:00", std::nullopt},
           {"modified: {unless: published}", "2024-05-12T07:00:00Z", "2024-05-12T07:00:00Z"},
           {"title: h1", "2024-05-12T06:00:00Z", "2024-05-12T06:00:00Z"}}) {
    const auto outlet = outlet_with(std::string("rules: {") + rule + "}\n");
    Article article;
    article.published_at = "2024-05-12T06:00:00Z";
    article.modified_at = modified;
    settle_rules(any_page(), outlet, article);
    EXPECT_EQ(article.modified_at, settled) << rule << " " << modified;
  }
}

}  // namespace
}  // namespace rawi::extract
