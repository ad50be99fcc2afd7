#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "connectors/settings/map_reader.h"
#include "connectors/settings/table.h"

namespace rawi::settings {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Target {
  bool on = true;
  int delay_ms = 1000;
  std::int64_t bytes = 1 << 20;
  std::string level = "info", name;
  std::vector<std::string> list;
  std::map<std::string, std::string> map;

  Table table() {
    return {{"fetch.on", "whether", &on},
            {"fetch.delay_ms", "pause", &delay_ms, 0, 60000},
            {"fetch.bytes", "cap", &bytes, 1, 1LL << 40},
            {"log.level", "how much", &level, 0, 0, {"debug", "info"}},
            {"name", "a name", &name},
            {"fetch.connect_to", "curl's form", &list},
            {"kafka.librdkafka", "passed through", &map}};
  }
};

std::vector<std::string> problems_of(const std::string& yaml, Target& target) {
  Problems problems("rawi.yaml");
  const Value root = parse_yaml(yaml, problems);
  read_table(root, target.table(), problems);
  return problems.lines();
}

TEST(SettingsTable, ReadsEveryType) {
  Target t;
  EXPECT_THAT(
      problems_of(
          "name: راوي\nfetch: {on: false, delay_ms: 5, bytes: 7000000000, connect_to: [\"::127.0.0.1:80\"]}\n"
          "log:\n  level: debug\nkafka:\n  librdkafka: {compression.type: zstd}\n",
          t),
      IsEmpty());
  EXPECT_FALSE(t.on);
  EXPECT_EQ(t.delay_ms, 5);
  EXPECT_EQ(t.bytes, 7000000000);
  EXPECT_EQ(t.level, "debug");
  EXPECT_EQ(t.name, "راوي");
  EXPECT_THAT(t.list, ElementsAre("::127.0.0.1:80"));
  EXPECT_EQ(t.map.at("compression.type"), "zstd");
}

TEST(SettingsTable, KeepsDefaultsForAbsentAndNullKeys) {
  Target t;
  EXPECT_THAT(problems_of("fetch:\n  delay_ms:\nlog:\n", t), IsEmpty());
  EXPECT_EQ(t.delay_ms, 1000);
  EXPECT_EQ(t.level, "info");
}

TEST(SettingsTable, NamesPlaceKeyAndCureOfEveryProblem) {
  struct Case {
    const char *yaml, *want;
  };
  const Case cases[] = {
      {"fetch:\n  dealy_ms: 5\n",
       "rawi.yaml:2:3: fetch.dealy_ms: is no key that Rawi knows; did you mean \"delay_ms\"?"},
      {"fetch:\n  delay_ms: fast\n",
       "rawi.yaml:2:13: fetch.delay_ms: want a whole number from 0 to 60000, got \"fast\""},
      {"fetch: {delay_ms: 70000}\n",
       "rawi.yaml:1:19: fetch.delay_ms: want a whole number from 0 to 60000, got \"70000\""},
      {"fetch: {delay_ms: 1.5}\n", "got \"1.5\""},
      {"fetch: {on: maybe}\n", "rawi.yaml:1:13: fetch.on: want true or false, got \"maybe\""},
      {"log: {level: loud}\n", "want one of debug, info, got \"loud\""},
      {"fetch: 3\n", "rawi.yaml:1:8: fetch: want a map of keys to values, got \"3\""},
      {"name: [a]\n", "rawi.yaml:1:7: name: want text, got a list"},
      {"fetch: {connect_to: x}\n", "fetch.connect_to: want a list, got \"x\""},
      {"name: a\nname: b\n", "rawi.yaml:2:1: name: is given twice; keep one"},
      {"name: [\n", "not valid YAML"},
      {"- a\n", "want a map of keys to values, got a list"},
      {"name: ${RAWI_NO_SUCH_VARIABLE}\n",
       "rawi.yaml:1:7: name: ${RAWI_NO_SUCH_VARIABLE}: no such environment variable"},
      {"name: ${file:/no/such}\n", "${file:/no/such}: cannot be read: No such file or directory"},
      {"name: ${open\n", "has ${ without its }"},
  };
  for (const auto& c : cases) {
    Target t;
    EXPECT_THAT(problems_of(c.yaml, t), ElementsAre(HasSubstr(c.want))) << c.yaml;
  }
}

TEST(SettingsTable, ReportsAllProblemsAtOnce) {
  Target t;
  EXPECT_EQ(problems_of("fetch: {delay_ms: x, on: y}\nfoo: 1\nlog: {level: z}\n", t).size(), 4u);
}

TEST(SettingsTable, NeverShowsSecretsInMessages) {
  ::setenv("RAWI_TEST_SECRET", "hunter2", 1);
  Target t;
  const auto lines = problems_of("fetch: {delay_ms: \"${RAWI_TEST_SECRET}\"}\n", t);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_THAT(lines[0], ::testing::Not(HasSubstr("hunter2")));
}

TEST(Expansion, ReadsEnvironmentFilesAndEscapes) {
  const std::string path = ::testing::TempDir() + "/rawi_secret";
  std::ofstream(path) << "p4ss\n";
  ::setenv("RAWI_TEST_HOST", "broker", 1);
  bool secret = false;
  EXPECT_EQ(expand("plain $5 $$x", secret).value(), "plain $5 $x");
  EXPECT_FALSE(secret);
  EXPECT_EQ(expand("${RAWI_TEST_HOST}:9092", secret).value(), "broker:9092");
  EXPECT_EQ(expand("${file:" + path + "}", secret).value(), "p4ss");
  EXPECT_TRUE(secret);
}

TEST(Yaml, SelfReferencingAnchorsEnd) {
  Problems problems("x.yaml");
  (void)parse_yaml("a: &a [*a]\n", problems);
  EXPECT_FALSE(problems.empty());
}

TEST(Yaml, AFileThatIsNotThereIsOneProblem) {
  Problems problems("/no/such/rawi.yaml");
  (void)parse_yaml_file("/no/such/rawi.yaml", problems);
  EXPECT_THAT(problems.lines(), ElementsAre(HasSubstr("cannot be read: No such file or directory")));
}

TEST(Reference, PrintsARowASetting) {
  Target t;
  EXPECT_THAT(reference_markdown(t.table()),
              HasSubstr("| `fetch.delay_ms` | whole number 0–60000 | `1000` | pause |"));
}

}  // namespace
}  // namespace rawi::settings
