// What an outlet file may say, and how its mistakes are reported.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "connectors/outlet/load.h"

namespace rawi::outlet {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

struct Read {
  Outlet outlet;
  std::vector<std::string> problems;
};

Read read(const std::string& text) {
  settings::Problems problems("o.yaml");
  Outlet outlet = read_outlet(text, "o.yaml", problems);
  return {std::move(outlet), problems.lines()};
}

TEST(OutletFile, HomeAloneIsEnough) {
  const auto [outlet, problems] = read("home: https://www.Nahr.example\n");
  EXPECT_THAT(problems, IsEmpty());
  EXPECT_EQ(outlet.id, "nahr-example");
  EXPECT_EQ(outlet.name, "nahr.example");
  EXPECT_EQ(outlet.home, "https://www.nahr.example/");
  EXPECT_TRUE(outlet.sources.empty());
  EXPECT_TRUE(outlet.rules.empty());
  EXPECT_EQ(outlet.rules_version, "");
  EXPECT_FALSE(outlet.delay_ms);
}

TEST(OutletFile, EveryKeyIsRead) {
  const auto [outlet, problems] = read(R"(
id: nahr
name: صحيفة النهر
home: https://nahr.example/ar/
zone: Asia/Damascus
delay_ms: 2500
cookies: true
sources:
  - feed: /rss
  - sitemap: https://cdn.nahr.example/sitemap.xml
  - listing: latest
    links: h2.title a
    pages: "?page={n}"
    depth: 3
articles: {allow: ['^/[^/]+$'], deny: '^/tag/'}
rules:
  title: h1
  published: [{select: time, attribute: datetime}, .date]
  authors: {select: .byline, match: '^بقلم (.+)$', split: '،', keep: people}
  sources: []
  modified: {unless: published}
  body: [.text, .more-text]
  drop: [figure, {match: '^اقرأ أيضا'}]
samples:
  - {url: /a, page: samples/a.html, expect: samples/a.json}
)");
  EXPECT_THAT(problems, IsEmpty());
  EXPECT_EQ(outlet.id, "nahr");
  EXPECT_EQ(outlet.name, "صحيفة النهر");
  EXPECT_EQ(outlet.zone, "Asia/Damascus");
  EXPECT_EQ(outlet.delay_ms, 2500);
  EXPECT_TRUE(outlet.cookies);
  ASSERT_EQ(outlet.sources.size(), 3u);
  EXPECT_EQ(outlet.sources[0].kind, Source::Kind::feed);
  EXPECT_EQ(outlet.sources[0].url, "https://nahr.example/rss");
  EXPECT_EQ(outlet.sources[1].url, "https://cdn.nahr.example/sitemap.xml");
  EXPECT_EQ(outlet.sources[2].url, "https://nahr.example/ar/latest");
  EXPECT_EQ(outlet.sources[2].links->text(), "h2.title a");
  EXPECT_EQ(outlet.sources[2].pages, "?page={n}");
  EXPECT_EQ(outlet.sources[2].depth, 3);
  const Rules& rules = outlet.rules;
  EXPECT_EQ(rules.published->size(), 2u);
  EXPECT_EQ(rules.published->front().attribute, "datetime");
  EXPECT_EQ(rules.authors->front().split, "،");
  EXPECT_EQ(rules.authors->front().keep, FieldRule::Keep::people);
  EXPECT_TRUE(rules.sources && rules.sources->empty());
  EXPECT_FALSE(rules.keywords);
  EXPECT_TRUE(rules.modified_unless_published);
  EXPECT_FALSE(rules.modified);
  EXPECT_EQ(rules.body.size(), 2u);
  EXPECT_EQ(rules.drop.size(), 1u);
  EXPECT_EQ(rules.drop_paragraphs.size(), 1u);
  EXPECT_EQ(outlet.rules_version.size(), 12u);
  EXPECT_EQ(outlet.samples[0].url, "https://nahr.example/a");
  EXPECT_EQ(outlet.samples[0].page_file, "samples/a.html");
}

TEST(OutletFile, RulesVersionFollowsTheFilesBytes) {
  const std::string text = "home: https://nahr.example\nrules: {title: h1}\n";
  EXPECT_EQ(read(text).outlet.rules_version, read(text).outlet.rules_version);
  EXPECT_NE(read(text).outlet.rules_version, read(text + "# note\n").outlet.rules_version);
}

struct Mistake {
  const char* name;
  std::string text;                 // below "home: https://nahr.example\n", so it begins at line 2
  std::vector<std::string> begins;  // of each line, in order
  std::string says;                 // somewhere in the first
};

void PrintTo(const Mistake& mistake, std::ostream* out) { *out << mistake.name; }

class OutletMistake : public ::testing::TestWithParam<Mistake> {};

TEST_P(OutletMistake, IsReportedAtItsPlace) {
  const auto& mistake = GetParam();
  const auto problems = read("home: https://nahr.example\n" + mistake.text).problems;
  ASSERT_EQ(problems.size(), mistake.begins.size()) << ::testing::PrintToString(problems);
  for (std::size_t i = 0; i < problems.size(); ++i) EXPECT_THAT(problems[i], StartsWith(mistake.begins[i]));
  EXPECT_THAT(problems.front(), HasSubstr(mistake.says));
}

INSTANTIATE_TEST_SUITE_P(
    Table, OutletMistake,
    ::testing::Values(
        Mistake{"unknown_key", "zoen: Asia/Damascus\n", {"o.yaml:2:1: zoen: "}, "did you mean \"zone\"?"},
        Mistake{
            "unknown_rule", "rules: {titel: h1}\n", {"o.yaml:2:9: rules.titel: "}, "did you mean \"title\"?"},
        Mistake{"unknown_field_key",
                "rules:\n  title: {select: h1, atribute: title}\n",
                {"o.yaml:3:23: rules.title.atribute: "},
                "did you mean \"attribute\"?"},
        Mistake{"split_of_a_text_field",
                "rules:\n  title: {select: h1, split: '|'}\n",
                {"o.yaml:3:23: rules.title.split: "},
                "no key"},
        Mistake{"bad_css", "rules: {title: 'h1[class='}\n", {"o.yaml:2:16: rules.title: "}, "column"},
        Mistake{"bad_css_in_list",
                "rules: {body: [.a, '..b']}\n",
                {"o.yaml:2:20: rules.body[1]: "},
                "no CSS selector"},
        Mistake{"bad_css_of_links",
                "sources: [{listing: /all, links: '>>'}]\n",
                {"o.yaml:2:34: sources[0].links: "},
                "no CSS selector"},
        Mistake{"missing_select",
                "rules: {title: {attribute: content}}\n",
                {"o.yaml:2:16: rules.title.select: is missing"},
                "CSS selector"},
        Mistake{"unknown_zone", "zone: Asia/Damascsu\n", {"o.yaml:2:7: zone: "}, "no IANA time zone"},
        Mistake{"bad_id", "id: Nahr News\n", {"o.yaml:2:5: id: "}, "lower-case"},
        Mistake{"id_none", "id: none\n", {"o.yaml:2:5: id: "}, "not \"none\""},
        Mistake{"bad_source_url",
                "sources: [{feed: 'https://'}]\n",
                {"o.yaml:2:18: sources[0].feed: "},
                "no URL"},
        Mistake{"source_of_no_kind",
                "sources: [{fede: /rss}]\n",
                {"o.yaml:2:12: sources[0].fede: ", "o.yaml:2:11: sources[0]: "},
                "did you mean \"feed\"?"},
        Mistake{"source_of_two_kinds",
                "sources: [{feed: /a, sitemap: /b}]\n",
                {"o.yaml:2:11: sources[0]: "},
                "exactly one of"},
        Mistake{"source_is_nothing", "sources: [~]\n", {"o.yaml:2:11: sources[0]: "}, "exactly one of"},
        Mistake{"source_is_text", "sources: [/rss]\n", {"o.yaml:2:11: sources[0]: "}, "a map of keys"},
        Mistake{"depth_without_pages",
                "sources: [{listing: /all, depth: 3}]\n",
                {"o.yaml:2:11: sources[0].depth: "},
                "needs `pages`"},
        Mistake{"pages_without_number",
                "sources: [{listing: /all, pages: '?page='}]\n",
                {"o.yaml:2:34: sources[0].pages: "},
                "has no {n}"},
        Mistake{"listing_key_of_a_feed",
                "sources: [{feed: /all, links: a}]\n",
                {"o.yaml:2:24: sources[0].links: "},
                "no key"},
        Mistake{"depth_out_of_range",
                "sources: [{listing: /all, pages: '?p={n}', depth: 0}]\n",
                {"o.yaml:2:51: sources[0].depth: "},
                "from 1 to 1000"},
        Mistake{"delay_of_the_wrong_type", "delay_ms: soon\n", {"o.yaml:2:11: delay_ms: "}, "whole number"},
        Mistake{"negative_delay", "delay_ms: -1\n", {"o.yaml:2:11: delay_ms: "}, "from 0"},
        Mistake{"bad_pattern",
                "articles: {allow: ['^/(a']}\n",
                {"o.yaml:2:20: articles.allow[0]: "},
                "no pattern"},
        Mistake{"bad_match",
                "rules: {sources: {select: p, match: '[a'}}\n",
                {"o.yaml:2:37: rules.sources.match: "},
                "no pattern"},
        Mistake{"bad_keep",
                "rules: {sources: {select: p, keep: agency}}\n",
                {"o.yaml:2:36: rules.sources.keep: "},
                "agencies or people"},
        Mistake{"bad_unless",
                "rules: {modified: {unless: never}}\n",
                {"o.yaml:2:28: rules.modified.unless: "},
                "published"},
        Mistake{"bad_drop",
                "rules: {drop: [{mach: x}]}\n",
                {"o.yaml:2:16: rules.drop[0].match: ", "o.yaml:2:17: rules.drop[0].mach: "},
                "is missing"},
        Mistake{"sample_without_page",
                "samples: [{url: /a, expect: a.json}]\n",
                {"o.yaml:2:11: samples[0].page: is missing"},
                "page's file"},
        Mistake{"all_at_once",
                "zoen: x\ndelay_ms: soon\nid: A\n",
                {"o.yaml:4:5: id", "o.yaml:3:11: delay_ms", "o.yaml:2:1: zoen"},
                ""}),
    [](const auto& row) { return row.param.name; });

TEST(OutletFile, WithoutHomeSaysWhatIsMissing) {
  EXPECT_THAT(read("id: nahr\nsources: [{feed: /rss}]\n").problems,
              ElementsAre(StartsWith("o.yaml:1:1: home: is missing")));
}

TEST(OutletFile, AHomeThatIsNoWebAddressIsRefused) {
  for (const char* home : {"nahr.example", "ftp://nahr.example/", "/", "https://"}) {
    EXPECT_THAT(read(std::string("home: ") + home + "\n").problems,
                ElementsAre(HasSubstr("o.yaml:1:7: home: ")))
        << home;
  }
}

TEST(OutletFile, ThatIsNoYamlIsReportedWithItsPlace) {
  EXPECT_THAT(read("home: [\n").problems, Not(IsEmpty()));
  EXPECT_THAT(read("").problems, ElementsAre(HasSubstr("home: is missing")));
  EXPECT_THAT(read("- home\n").problems, Not(IsEmpty()));
}

struct PathCase {
  const char* url;
  bool allowed;
};

TEST(Articles, AllowAndDenyJudgeTheDecodedPath) {
  const auto outlet =
      read("home: https://nahr.example\narticles: {allow: ['^/أخبار/', '^/\\d+$'], deny: ['/وسم/']}\n")
          .outlet;
  for (const auto& [url, allowed] :
       std::initializer_list<PathCase>{{"https://nahr.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/x", true},
                                       {"https://nahr.example/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1/x?page=2", true},
                                       {"https://nahr.example/أخبار/x", true},
                                       {"https://nahr.example/أخبار/وسم/x", false},
                                       {"https://nahr.example/123", true},
                                       {"https://nahr.example/123/4", false},
                                       {"https://nahr.example/", false},
                                       {"nonsense", false}}) {
    EXPECT_EQ(allows(outlet, url), allowed) << url;
  }
}

TEST(Articles, WithoutPatternsEveryPathIsTaken) {
  EXPECT_TRUE(allows(read("home: https://nahr.example\n").outlet, "https://nahr.example/any/thing"));
}

TEST(Pattern, MatchesInLinearTime) {
  const auto pattern = Pattern::compile("^(a+)+$");
  ASSERT_TRUE(pattern);
  EXPECT_FALSE(pattern->matches(std::string(50'000, 'a') + "b"));
}

struct CaptureCase {
  const char* pattern;
  const char* text;
  std::optional<std::string> captured;
};

TEST(Pattern, CapturesTheFirstGroupThatTookPart) {
  for (const auto& [pattern, text, captured] :
       std::initializer_list<CaptureCase>{{"^المصدر: (.+)$", "المصدر: وكالات", "وكالات"},
                                          {"^المصدر: (.+)$", "المصدر", std::nullopt},
                                          {"(?:^(\\d+) آذار)|(\\d+) مارس", "في 7 مارس", "7"},
                                          {"[٠-٩]+", "سنة ١٤٤٥", "١٤٤٥"},
                                          {"^(x)?", "y", std::nullopt}}) {
    const auto compiled = Pattern::compile(pattern);
    ASSERT_TRUE(compiled) << pattern;
    EXPECT_EQ(compiled->capture(text), captured) << pattern;
  }
}

class OutletFolderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = ::testing::TempDir() + "rawi_outlets_" +
              ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ + "/" + name) << text;
  }

  std::string folder_;
};

TEST_F(OutletFolderTest, GoodFilesLoadInTheOrderOfTheirNames) {
  write("b.yaml", "home: https://b.example\n");
  write("a.yml", "home: https://a.example\n");
  write("README.md", "no outlet");
  const auto [outlets, problems] = load_outlets(folder_);
  EXPECT_THAT(problems, IsEmpty());
  ASSERT_EQ(outlets.size(), 2u);
  EXPECT_EQ(outlets[0].id, "a-example");
  EXPECT_EQ(outlets[1].file, folder_ + "/b.yaml");
}

TEST_F(OutletFolderTest, ProblemsOfAllFilesAreReportedAndTheGoodFilesKept) {
  write("a.yaml", "hom: https://a.example\n");
  write("b.yaml", "home: https://b.example\n");
  write("c.yaml", "home: https://c.example\nzone: Nowhere/Else\n");
  const auto [outlets, problems] = load_outlets(folder_);
  ASSERT_EQ(outlets.size(), 1u);
  EXPECT_EQ(outlets[0].id, "b-example");
  EXPECT_THAT(problems, ElementsAre(StartsWith(folder_ + "/a.yaml:1:1: home: "),
                                    StartsWith(folder_ + "/a.yaml:1:1: hom: "),
                                    StartsWith(folder_ + "/c.yaml:2:7: zone: ")));
}

TEST_F(OutletFolderTest, AnIdThatTwoFilesShareIsAProblemOfTheLater) {
  write("a.yaml", "id: nahr\nhome: https://a.example\n");
  write("b.yaml", "id: nahr\nhome: https://b.example\n");
  const auto [outlets, problems] = load_outlets(folder_);
  EXPECT_EQ(outlets.size(), 1u);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_THAT(problems[0],
              StartsWith(folder_ + "/b.yaml:1:1: id: \"nahr\" is the id of " + folder_ + "/a.yaml"));
}

TEST_F(OutletFolderTest, AMissingFolderIsAProblem) {
  EXPECT_THAT(load_outlets(folder_ + "/none").problems, ElementsAre(HasSubstr("cannot be read")));
  const auto missing = load_outlet(folder_ + "/none.yaml");
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message, HasSubstr("none.yaml:1:1"));
}

}  // namespace
}  // namespace rawi::outlet
