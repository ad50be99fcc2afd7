// https://www.rfc-editor.org/rfc/rfc9309
#include "connectors/fetch/robots.h"

#include <gtest/gtest.h>

#include <chrono>

namespace rawi::fetch {
namespace {

bool allows(std::string_view robots, std::string_view path, std::string_view agent = "FooBot") {
  return Robots::parse(robots).allowed(agent, path);
}

struct PathCase {
  std::string_view rules;  // behind "User-agent: FooBot"
  std::string_view path;
  bool allowed;
};

class RobotsPaths : public testing::TestWithParam<PathCase> {};

TEST_P(RobotsPaths, AreJudged) {
  const auto robots = "User-agent: FooBot\n" + std::string(GetParam().rules);
  EXPECT_EQ(allows(robots, GetParam().path), GetParam().allowed)
      << GetParam().rules << " for " << GetParam().path;
}

INSTANTIATE_TEST_SUITE_P(
    Section2_2_2_LongestMatchAndAllowOnATie, RobotsPaths,
    testing::Values(PathCase{"Disallow: /", "/a", false}, PathCase{"Disallow:", "/a", true},
                    PathCase{"Allow: /", "/a", true}, PathCase{"Disallow: /a\nAllow: /a/b", "/a/b", true},
                    PathCase{"Disallow: /a\nAllow: /a/b", "/a/c", false},
                    PathCase{"Allow: /a/b\nDisallow: /a", "/a/b/c", true},
                    PathCase{"Allow: /a\nDisallow: /a", "/a", true},
                    PathCase{"Disallow: /a\nAllow: /a", "/a", true},
                    PathCase{"Allow: /\nDisallow: /a", "/a", false},
                    PathCase{"Disallow: /fish", "/fishheads/yummy", false},
                    PathCase{"Disallow: /fish", "/Fish", true}, PathCase{"Disallow: /fish/", "/fish", true},
                    PathCase{"Disallow: /fish/", "/fish/?id=1", false},
                    PathCase{"Disallow: /p\nAllow: /*.htm", "/p.htm", true},
                    PathCase{"Disallow: /*.htm\nAllow: /page", "/page.htm", false},
                    PathCase{"Disallow: /*.html\nAllow: /page", "/page.html", false},
                    PathCase{"Disallow: /robots.txt\nDisallow: /", "/robots.txt", true},
                    PathCase{"Disallow: /", "", false}, PathCase{"Disallow: /a?b", "/a?bc", false},
                    PathCase{"Disallow: /a?b", "/a", true}, PathCase{"Disallow: a", "/a", true},
                    PathCase{"Disallow: /\nAllow: /d/index.html", "/d/", true},
                    PathCase{"Disallow: /\nAllow: /d/index.html", "/d/x", false}));

INSTANTIATE_TEST_SUITE_P(
    Section2_2_2_PercentEncoding, RobotsPaths,
    testing::Values(PathCase{"Disallow: /foo/bar?baz=quz", "/foo/bar?baz=quz", false},
                    PathCase{"Disallow: /foo/bar/ツ", "/foo/bar/%E3%83%84", false},
                    PathCase{"Disallow: /foo/bar/%e3%83%84", "/foo/bar/ツ", false},
                    PathCase{"Disallow: /foo/bar/%62%61%7A", "/foo/bar/baz", false},
                    PathCase{"Disallow: /foo/bar/baz", "/foo/bar/%62%61%7a", false},
                    PathCase{"Disallow: /foo%2fbar", "/foo/bar", true},
                    PathCase{"Disallow: /foo%2fbar", "/foo%2Fbar", false},
                    PathCase{"Disallow: /أخبار", "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1", false},
                    PathCase{"Disallow: /a b", "/a%20b", false}, PathCase{"Disallow: /a%", "/a%25", false}));

INSTANTIATE_TEST_SUITE_P(
    Section2_2_3_SpecialCharacters, RobotsPaths,
    testing::Values(PathCase{"Disallow: /path/file-with-a-%2A.html", "/path/file-with-a-*.html", false},
                    PathCase{"Disallow: /path/file-with-a-%2A.html", "/path/file-with-a-b.html", true},
                    PathCase{"Disallow: /path/foo-%24", "/path/foo-$", false},
                    PathCase{"Disallow: /path/foo-%24", "/path/foo-", true},
                    PathCase{"Disallow: /*.gif$", "/a/b.gif", false},
                    PathCase{"Disallow: /*.gif$", "/a/b.gif?x", true},
                    PathCase{"Disallow: /this/*/exactly", "/this/a/b/exactly1", false},
                    PathCase{"Disallow: /this/*/exactly", "/this/exactly", true},
                    PathCase{"Disallow: /a$", "/a", false}, PathCase{"Disallow: /a$", "/ab", true},
                    PathCase{"Disallow: /a$b", "/a$b", false}, PathCase{"Disallow: /a$b", "/a", true},
                    PathCase{"Disallow: *", "/", false}, PathCase{"Disallow: /*$", "/a", false},
                    PathCase{"Disallow: *.php", "/x.php", false},
                    PathCase{"Disallow: /fish*", "/fish", false}, PathCase{"Disallow: /**a", "/ba", false},
                    PathCase{"Disallow: /a*b*a$", "/aba", false}, PathCase{"Disallow: /ab*ba$", "/aba", true},
                    PathCase{"Disallow: /$", "/", false}, PathCase{"Disallow: /$", "/a", true}));

INSTANTIATE_TEST_SUITE_P(
    Section2_3_1_LinesAsTheyComeInTheWild, RobotsPaths,
    testing::Values(PathCase{"DISALLOW:/a", "/a", false}, PathCase{" \t Disallow \t:\t /a \t ", "/a", false},
                    PathCase{"Disallow /a", "/a", false}, PathCase{"Disallow /a /b", "/a", true},
                    PathCase{"Disalow: /a", "/a", false}, PathCase{"Dissallow: /a", "/a", false},
                    PathCase{"Disallow: /a # why", "/a", false}, PathCase{"#Disallow: /a", "/a", true},
                    PathCase{"Disallow: /a#b", "/a", false}, PathCase{"\r\nDisallow: /a\r\n", "/a", false},
                    PathCase{"\rDisallow: /b\rDisallow: /a\r", "/a", false},
                    PathCase{"\n\n\nDisallow: /a", "/a", false},
                    PathCase{"Foo: bar\nDisallow: /a", "/a", false},
                    PathCase{"Disallow: /a", "/a#part", false},
                    PathCase{"<html>\n<p>Disallow</p>", "/a", true},
                    PathCase{"Allow: /a\xff\nDisallow: /", "/a%FF", true}));

struct AgentCase {
  std::string_view robots, agent;
  bool allowed;  // of /x
};

class RobotsAgents : public testing::TestWithParam<AgentCase> {};

TEST_P(RobotsAgents, FindTheirGroup) {
  EXPECT_EQ(allows(GetParam().robots, "/x", GetParam().agent), GetParam().allowed)
      << GetParam().robots << " for " << GetParam().agent;
}

INSTANTIATE_TEST_SUITE_P(
    Section2_2_1, RobotsAgents,
    testing::Values(
        AgentCase{"", "FooBot", true}, AgentCase{"Disallow: /\nUser-agent: a\nDisallow:", "b", true},
        AgentCase{"User-agent: foobot\nDisallow: /", "FooBot", false},
        AgentCase{"User-agent: FOOBOT\nDisallow: /", "foobot", false},
        AgentCase{"User-agent: FooBot\nDisallow: /", "FooBotNews", true},
        AgentCase{"User-agent: FooBot-News\nDisallow: /", "FooBot", true},
        AgentCase{"User-agent: FooBot/2.1\nDisallow: /", "FooBot", false},
        AgentCase{"User-agent: Foo Bar\nDisallow: /", "Foo", false},
        AgentCase{"User-agent: *\nDisallow: /", "FooBot", false},
        AgentCase{"User-agent: * x\nDisallow: /", "FooBot", false},
        AgentCase{"User-agent: *x\nDisallow: /", "FooBot", true},
        AgentCase{"User-agent: *\nDisallow: /\nUser-agent: FooBot\nDisallow:", "FooBot", true},
        AgentCase{"User-agent: FooBot\nAllow: /\nUser-agent: *\nDisallow: /", "FooBot", true},
        AgentCase{"User-agent: FooBot\nAllow: /\nUser-agent: *\nDisallow: /", "BarBot", false},
        AgentCase{"User-agent: FooBot\nUser-agent: BarBot\nDisallow: /", "FooBot", false},
        AgentCase{
            "User-agent: FooBot\nDisallow: /y\nUser-agent: b\nDisallow:\nUser-agent: foobot\nDisallow: /x",
            "FooBot", false},
        AgentCase{"User-agent: *\nDisallow: /y\nUser-agent: *\nDisallow: /x", "FooBot", false},
        AgentCase{"User-agent: FooBot\nDisallow: /", "FooBot/1.0 (+https://example.com/bot)", false},
        AgentCase{"User-agent: FooBot\nDisallow: /", "Mozilla/5.0 (compatible; FooBot/1.0; +https://e.com)",
                  false}));

INSTANTIATE_TEST_SUITE_P(
    Section2_2_4_OtherRecordsEndNoGroup, RobotsAgents,
    testing::Values(AgentCase{"User-agent: FooBot\nSitemap: https://e.com/s\nUser-agent: *\nDisallow: /",
                              "FooBot", false},
                    AgentCase{"User-agent: FooBot\nUnknown: x\nUser-agent: *\nDisallow: /", "FooBot", false},
                    AgentCase{"User-agent: FooBot\n\n\nUser-agent: BarBot\nDisallow: /", "FooBot", false},
                    AgentCase{"User-agent: FooBot\nDisallow:\nUser-agent: *\nDisallow: /", "FooBot", true}));

INSTANTIATE_TEST_SUITE_P(
    Section2_3_ByteOrderMark, RobotsAgents,
    testing::Values(AgentCase{"\xEF\xBB\xBFUser-agent: FooBot\nDisallow: /", "FooBot", false},
                    AgentCase{"\xEF\xBBUser-agent: FooBot\nDisallow: /", "FooBot", false},
                    AgentCase{"\xEF\x11\xBFUser-agent: FooBot\nDisallow: /", "FooBot", true}));

TEST(RobotsSection2_5, ReadsAtLeast500KibAndNoHalfLine) {
  std::string robots = "User-agent: FooBot\nDisallow: /early\n";
  while (robots.size() < Robots::kMaxBytes - 12) robots += "#\n";
  robots.resize(Robots::kMaxBytes - 12, '\n');
  robots += "Disallow: /archive\nDisallow: /late\n";
  EXPECT_FALSE(allows(robots, "/early"));
  EXPECT_TRUE(allows(robots, "/about"));  // the cut would read "Disallow: /a"
  EXPECT_TRUE(allows(robots, "/late"));
}

TEST(RobotsSection2_4, CrawlDelayBelongsToTheAgentsNamedBeforeIt) {
  const auto robots = Robots::parse(
      "User-agent: a\nCrawl-delay: 2.5\nUser-agent: b\nDisallow: /x\nUser-agent: *\nCrawl-delay: 10 # s\n"
      "User-agent: c\nDisallow:\nUser-agent: d\ncrawl-delay: -1\nCrawl-Delay: soon\nUser-agent: "
      "e\nCrawl-delay:3\nCrawl-delay: 1\n");
  EXPECT_EQ(robots.crawl_delay_s("A"), 2.5);
  EXPECT_EQ(robots.crawl_delay_s("b"), std::nullopt);
  EXPECT_FALSE(robots.allowed("a", "/x"));
  EXPECT_EQ(robots.crawl_delay_s("other"), 10);
  EXPECT_EQ(robots.crawl_delay_s("c"), std::nullopt);
  EXPECT_EQ(robots.crawl_delay_s("d"), std::nullopt);
  EXPECT_EQ(robots.crawl_delay_s("e"), 3);
  EXPECT_EQ(Robots::parse("").crawl_delay_s("a"), std::nullopt);
}

TEST(RobotsSitemaps, AreReadWhereverTheyStand) {
  const auto robots = Robots::parse(
      "Sitemap: https://e.com/1.xml\nUser-agent: a\nSITEMAP : https://e.com/2.xml # x\nDisallow: /\nSitemap "
      "https://e.com/3.xml\nSitemap:\n");
  EXPECT_EQ(robots.sitemaps(),
            (std::vector<std::string>{"https://e.com/1.xml", "https://e.com/2.xml", "https://e.com/3.xml"}));
}

TEST(RobotsProductToken, IsTakenOutOfAUserAgent) {
  EXPECT_EQ(product_token("rawi"), "rawi");
  EXPECT_EQ(product_token("rawi/1.0 (+https://example.com)"), "rawi");
  EXPECT_EQ(product_token("Mozilla/5.0 (compatible; rawi/1.0; +https://example.com)"), "rawi");
  EXPECT_EQ(product_token("Mozilla/5.0 (X11; Linux)"), "Mozilla");
  EXPECT_EQ(product_token(""), "");
}

// "*a*a*…b" takes exponential or quadratic time in a matcher that backtracks.
TEST(RobotsMatching, StaysLinearOnHostilePatterns) {
  std::string pattern = "Disallow: /";
  for (int i = 0; i < 100'000; ++i) pattern += "*a";
  const std::string path = "/" + std::string(50'000, 'a');
  const auto robots =
      Robots::parse("User-agent: *\n" + pattern + "b$\nDisallow: /*" + std::string(60'000, 'a') + "b\n");
  EXPECT_TRUE(robots.allowed("x", path));
}

}  // namespace
}  // namespace rawi::fetch
