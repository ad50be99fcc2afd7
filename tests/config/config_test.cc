#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "daemon/config/config.h"

namespace rawi::config {
namespace {

using ::testing::HasSubstr;

namespace fs = std::filesystem;

class ConfigFile : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::path(::testing::TempDir()) / ::testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::create_directories(folder_ / "outlets");
  }
  void TearDown() override { fs::remove_all(folder_); }

  Result<Config> load_text(const std::string& yaml) {
    std::ofstream(folder_ / "rawi.yaml") << yaml;
    return load((folder_ / "rawi.yaml").string());
  }

  fs::path folder_;
};

TEST_F(ConfigFile, AnEmptyFileIsAllDefaults) {
  const auto config = load_text("{}\n");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->kafka.bootstrap_servers, "localhost:9092");
  EXPECT_EQ(config->fetch.delay_ms, 1000);
  EXPECT_FALSE(config->fetch.allow_private_addresses);
  EXPECT_EQ(config->admin.listen, "127.0.0.1:9480");
}

TEST_F(ConfigFile, ReadsTheKeysOfTheContract) {
  const auto config = load_text(
      "state_dir: state\noutlets_dir: outlets\n"
      "kafka:\n  bootstrap_servers: embedded\n"
      "  topics: {articles: a, duplicates: d, rejected: r}\n"
      "  librdkafka: {compression.type: zstd}\n"
      "fetch:\n  delay_ms: 0\n  connect_to: [\"www.example.org:443:127.0.0.1:8443\"]\n  "
      "allow_private_addresses: true\n"
      "schedule: {min_interval_ms: 60000, max_interval_ms: 3600000}\n"
      "admin: {listen: \"127.0.0.1:9480\"}\nlog: {level: info, format: json}\n");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->kafka.articles, "a");
  EXPECT_EQ(config->kafka.librdkafka.at("compression.type"), "zstd");
  EXPECT_THAT(config->fetch.connect_to, ::testing::ElementsAre("www.example.org:443:127.0.0.1:8443"));
}

TEST_F(ConfigFile, PathsAreRelativeToTheFile) {
  const auto config = load_text("state_dir: state\n");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->state_dir, (folder_ / "state").string());
  EXPECT_EQ(config->outlets_dir, (folder_ / "outlets").string());
}

TEST_F(ConfigFile, ConditionsBetweenKeysAreNamedWithTheirPlace) {
  struct Case {
    const char *yaml, *want;
  };
  const Case cases[] = {
      {"schedule: {min_interval_ms: 5000, max_interval_ms: 1000}\n",
       ":1:52: schedule.max_interval_ms: is below"},
      {"kafka: {topics: {articles: x, rejected: x}}\n", "kafka.topics: names \"x\" twice"},
      {"kafka: {bootstrap_servers: \"\"}\n", "kafka.bootstrap_servers: is empty"},
      {"outlets_dir: nowhere\n", "nowhere: no such folder"},
      {"fetch: {ca_file: no.pem}\n", "no.pem: no such file"},
  };
  for (const auto& c : cases) {
    const auto config = load_text(c.yaml);
    ASSERT_FALSE(config) << c.yaml;
    EXPECT_THAT(config.error().message, HasSubstr(c.want));
  }
}

TEST_F(ConfigFile, TheOutletsFolderIsFoundHoweverWrongTheRestIs) {
  std::ofstream(folder_ / "rawi.yaml") << "outlets_dir: outlets\nnonsense: 1\n";
  EXPECT_EQ(outlets_dir_of((folder_ / "rawi.yaml").string()), (folder_ / "outlets").string());
  EXPECT_EQ(outlets_dir_of("/no/such/file.yaml"), "");
}

TEST(ConfigTable, EveryKeyHasADocAndADefaultWithinItsRange) {
  Config config;
  for (const auto& setting : table_of(config)) {
    EXPECT_FALSE(setting.doc.empty()) << setting.key;
    std::int64_t value = 0;
    if (const auto* slot = std::get_if<int*>(&setting.slot)) value = **slot;
    if (const auto* slot = std::get_if<std::int64_t*>(&setting.slot)) value = **slot;
    EXPECT_GE(value, setting.min) << setting.key;
    EXPECT_LE(value, std::max(setting.max, setting.min)) << setting.key;
  }
}

TEST(ConfigTable, TheFileThatShipsIsRight) {
  const auto config = load(RAWI_SOURCE_DIR "/config/rawi.yaml");
  EXPECT_TRUE(config) << config.error().message;
}

}  // namespace
}  // namespace rawi::config
