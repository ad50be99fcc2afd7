// The file on disk: found damaged, full, locked, older, newer, somebody else's.
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "daemon/ledger/ledger.h"
#include "daemon/ledger/schema.h"
#include "daemon/ledger/sqlite.h"
#include "tests/ledger/support.h"

namespace rawi::ledger {
namespace {

namespace fs = std::filesystem;
using testing::kNow;
using testing::TempDir;

Opened must_open(const std::string& path, LedgerOptions options = {}) {
  if (!options.now_ms) options.now_ms = [] { return kNow; };
  auto opened = open_ledger(path, options);
  EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
  return opened ? std::move(*opened) : Opened{};
}

Record record(int n, std::size_t bytes = 2000) {
  return {RecordKind::article, "a", std::to_string(n), std::string(bytes, 'x'), {}};
}

void fill(const std::string& path, int rows) {
  auto opened = must_open(path);
  for (int n = 0; n < rows; ++n) ASSERT_TRUE(opened.ledger->commit({record(n)}));
}

// Overwrites `bytes` bytes in the middle of the file.
void damage(const std::string& path, std::int64_t at, std::size_t bytes) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(at);
  file << std::string(bytes, '\xa5');
}

TEST(LedgerFile, AFreshOneIsSaidToBeFresh) {
  const TempDir dir;
  EXPECT_TRUE(must_open(dir.path("l")).fresh);
  EXPECT_FALSE(must_open(dir.path("l")).fresh);
}

TEST(LedgerFile, AMissingFolderIsAnErrorThatSaysWhatToDo) {
  auto opened = open_ledger("/nowhere/at/all/ledger");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::io);
  EXPECT_NE(opened.error().message.find("state directory"), std::string::npos) << opened.error().message;
}

TEST(LedgerFile, ASecondProcessIsToldWhoHasIt) {
  const TempDir dir;
  auto first = must_open(dir.path("l"));
  auto second = open_ledger(dir.path("l"));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::busy);
  EXPECT_NE(second.error().message.find(std::to_string(::getpid())), std::string::npos)
      << second.error().message;
  first.ledger.reset();
  EXPECT_TRUE(open_ledger(dir.path("l")));
}

struct Damage {
  const char* what;
  std::int64_t at;  // negative: from the end
  std::size_t bytes;
};

class DamagedFile : public ::testing::TestWithParam<Damage> {};

TEST_P(DamagedFile, IsSetAsideAndAFreshOneIsBegun) {
  const TempDir dir;
  const std::string path = dir.path("l");
  fill(path, 60);
  const auto size = static_cast<std::int64_t>(fs::file_size(path));
  damage(path, GetParam().at < 0 ? size + GetParam().at : GetParam().at, GetParam().bytes);
  std::string notice;
  LedgerOptions options;
  options.notice = [&](const std::string& text) { notice += text; };
  auto opened = must_open(path, options);
  ASSERT_TRUE(opened.ledger);
  EXPECT_TRUE(opened.fresh);
  EXPECT_TRUE(fs::exists(opened.set_aside)) << opened.set_aside;
  EXPECT_NE(notice.find(opened.set_aside), std::string::npos) << notice;
  EXPECT_EQ(opened.ledger->outbox_depth().rows, 0);
  EXPECT_TRUE(opened.ledger->commit({record(1)}));
}

INSTANTIATE_TEST_SUITE_P(Places, DamagedFile,
                         ::testing::Values(Damage{"header", 0, 100}, Damage{"first page", 200, 3000},
                                           Damage{"middle", 80'000, 20'000},
                                           Damage{"all but the header", 4096, 150'000}),
                         [](const auto& place) {
                           std::string name = place.param.what;
                           std::replace(name.begin(), name.end(), ' ', '_');
                           return name;
                         });

TEST(LedgerFile, SomebodyElsesDatabaseIsLeftAlone) {
  const TempDir dir;
  {
    auto db = sql::Database::open(dir.path("l"), sql::Database::Mode::read_write_create, 0);
    ASSERT_TRUE(db && db->script("CREATE TABLE theirs(x)"));
  }
  auto opened = open_ledger(dir.path("l"));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::bad_input);
  EXPECT_NE(opened.error().message.find("state_dir"), std::string::npos);
}

TEST(LedgerFile, OneOfANewerRawiIsRefusedUntouched) {
  const TempDir dir;
  fill(dir.path("l"), 1);
  {
    auto db = sql::Database::open(dir.path("l"), sql::Database::Mode::read_write_create, 0);
    ASSERT_TRUE(db && db->script("PRAGMA user_version = 999"));
  }
  auto opened = open_ledger(dir.path("l"));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::unsupported);
  EXPECT_NE(opened.error().message.find("999"), std::string::npos);
}

TEST(LedgerFile, AFullFileRefusesTheCommitWholeAndWorksOnWhenThereIsRoom) {
  const TempDir dir;
  LedgerOptions small;
  small.max_bytes = 400'000;
  std::int64_t rows = 0;
  {
    auto opened = must_open(dir.path("l"), small);
    Result<Committed> last;
    for (int n = 0; n < 1000; ++n) {
      last = opened.ledger->commit({record(n), record(n)});
      if (!last) break;
      rows += 2;
    }
    ASSERT_FALSE(last);
    EXPECT_TRUE(is_disk_full(last.error())) << last.error().message;
    EXPECT_FALSE(is_read_only(last.error()));
    EXPECT_EQ(opened.ledger->outbox_depth().rows, rows);
    EXPECT_EQ(opened.ledger->outbox(0, 10'000, 1 << 30)->size(), static_cast<std::size_t>(rows));
    ASSERT_TRUE(opened.ledger->confirm_outbox(rows / 2)) << "publishing must be able to empty a full ledger";
    EXPECT_TRUE(opened.ledger->commit({record(1)}));
  }
  EXPECT_EQ(must_open(dir.path("l")).ledger->outbox_depth().rows, rows - rows / 2 + 1);
}

TEST(LedgerFile, AFullDiskRefusesTheCommitWholeAndWorksOnWhenThereIsRoom) {
  const TempDir dir;
  fs::create_directory(dir.path("disk"));
  if (::mount("tmpfs", dir.path("disk").c_str(), "tmpfs", 0, "size=2m") != 0) {
    GTEST_SKIP() << "mounting a small tmpfs needs root";
  }
  {
    auto opened = must_open(dir.path("disk/l"));
    std::int64_t rows = 0;
    Result<Committed> last;
    for (int n = 0; n < 5000; ++n) {
      last = opened.ledger->commit({record(n), record(n)});
      if (!last) break;
      rows += 2;
    }
    ASSERT_FALSE(last);
    EXPECT_TRUE(is_disk_full(last.error())) << last.error().message;
    EXPECT_FALSE(opened.ledger->commit({record(1, 100'000)}));
    EXPECT_EQ(opened.ledger->outbox_depth().rows, rows);
    ASSERT_EQ(::mount("tmpfs", dir.path("disk").c_str(), "tmpfs", MS_REMOUNT, "size=8m"), 0);
    EXPECT_TRUE(opened.ledger->probe());
    EXPECT_TRUE(opened.ledger->commit({record(1)}));
    EXPECT_EQ(opened.ledger->outbox(0, 10'000, 1 << 30)->size(), static_cast<std::size_t>(rows + 1));
  }
  EXPECT_TRUE(check_ledger(dir.path("disk/l"))->problems.empty());
  EXPECT_EQ(::umount(dir.path("disk").c_str()), 0);
}

TEST(LedgerFile, AReadOnlyDiskIsToldApart) {
  const TempDir dir;
  fs::create_directory(dir.path("disk"));
  if (::mount("tmpfs", dir.path("disk").c_str(), "tmpfs", 0, "size=8m") != 0) {
    GTEST_SKIP() << "mounting a tmpfs needs root";
  }
  fill(dir.path("disk/l"), 3);
  ASSERT_EQ(::mount("tmpfs", dir.path("disk").c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, "size=8m"), 0);
  auto opened = open_ledger(dir.path("disk/l"));
  EXPECT_TRUE(!opened && is_read_only(opened.error())) << (opened ? "opened" : opened.error().message);
  EXPECT_EQ(::umount(dir.path("disk").c_str()), 0);
}

TEST(LedgerFile, TheWalStaysBounded) {
  const TempDir dir;
  auto opened = must_open(dir.path("l"));
  for (int n = 0; n < 300; ++n) {
    Changes changes;
    for (int i = 0; i < 20; ++i) changes.emplace_back(record(n, 20'000));
    const auto last = opened.ledger->commit(changes);
    ASSERT_TRUE(last);
    ASSERT_TRUE(opened.ledger->confirm_outbox(last->outbox_last));
  }
  EXPECT_LT(opened.ledger->stats().wal_bytes, 80LL << 20);
  EXPECT_GT(opened.ledger->stats().commits, 299);
}

// -- Migration
// -------------------------------------------------------------------------------------------------------

constexpr const char* kFirst = "CREATE TABLE t(x); INSERT INTO t VALUES('old');";
constexpr const char* kSecond = "ALTER TABLE t ADD COLUMN y DEFAULT 'new';";
constexpr const char* kBroken = "ALTER TABLE t ADD COLUMN z; CREATE TABLE t(again);";

Result<void> migrated(const std::string& path, const std::vector<Migration>& steps,
                      std::string* notice = nullptr) {
  auto db = sql::Database::open(path, sql::Database::Mode::read_write_create, 0);
  if (!db) return fail(db.error());
  return migrate(*db, path, steps, [&](const std::string& text) {
    if (notice != nullptr) *notice += text;
  });
}

std::int64_t count(const std::string& path, const char* sql) {
  auto db = sql::Database::open(path, sql::Database::Mode::read_write_create, 0);
  return db->number(sql).value().value_or(-1);
}

TEST(LedgerMigration, KeepsTheDataAndACopyOfTheOlderFile) {
  const TempDir dir;
  std::string notice;
  ASSERT_TRUE(migrated(dir.path("l"), {kFirst}, &notice));
  EXPECT_EQ(notice, "") << "a fresh file needs no copy";
  ASSERT_TRUE(migrated(dir.path("l"), {kFirst, kSecond}, &notice));
  EXPECT_EQ(count(dir.path("l"), "SELECT count(*) FROM t WHERE x = 'old' AND y = 'new'"), 1);
  EXPECT_EQ(count(dir.path("l"), "PRAGMA user_version"), 2);
  EXPECT_NE(notice.find("l.v1-before-v2"), std::string::npos) << notice;
  EXPECT_EQ(count(dir.path("l.v1-before-v2"), "SELECT count(*) FROM t WHERE x = 'old'"), 1);
  EXPECT_EQ(count(dir.path("l.v1-before-v2"), "PRAGMA user_version"), 1);
}

TEST(LedgerMigration, AStepThatFailsLeavesTheVersionBefore) {
  const TempDir dir;
  ASSERT_TRUE(migrated(dir.path("l"), {kFirst}));
  EXPECT_FALSE(migrated(dir.path("l"), {kFirst, kSecond, kBroken}));
  EXPECT_EQ(count(dir.path("l"), "PRAGMA user_version"), 2);
  EXPECT_EQ(count(dir.path("l"), "SELECT count(*) FROM pragma_table_info('t')"), 2);
  EXPECT_TRUE(migrated(dir.path("l"), {kFirst, kSecond, "ALTER TABLE t ADD COLUMN z;"}));
}

// -- rawi ledger check | compact | export
// ------------------------------------------------------------------------------

TEST(LedgerTools, CheckCountsAndFindsNothingWrongWithASoundFile) {
  const TempDir dir;
  fill(dir.path("l"), 5);
  auto report = check_ledger(dir.path("l"));
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_TRUE(report->problems.empty()) << report->problems.front();
  EXPECT_EQ(report->outbox_rows, 5);
  EXPECT_EQ(report->schema_version, static_cast<int>(migrations().size()));
}

TEST(LedgerTools, CheckFindsACountThatDoesNotAddUp) {
  const TempDir dir;
  fill(dir.path("l"), 1);
  {
    auto db = sql::Database::open(dir.path("l"), sql::Database::Mode::read_write_create, 0);
    ASSERT_TRUE(db->script("INSERT INTO tally VALUES('a', 'links.started', 3), ('a', 'links.gone', 2)"));
  }
  auto report = check_ledger(dir.path("l"));
  ASSERT_TRUE(report);
  ASSERT_EQ(report->problems.size(), 1U);
  EXPECT_NE(report->problems.front().find("links started"), std::string::npos);
}

TEST(LedgerTools, CheckFindsDamage) {
  const TempDir dir;
  fill(dir.path("l"), 60);
  damage(dir.path("l"), 80'000, 20'000);
  auto report = check_ledger(dir.path("l"));
  ASSERT_TRUE(report);
  EXPECT_FALSE(report->problems.empty());
}

TEST(LedgerTools, CompactGivesBackWhatWasFreed) {
  const TempDir dir;
  {
    auto opened = must_open(dir.path("l"));
    for (int n = 0; n < 200; ++n) ASSERT_TRUE(opened.ledger->commit({record(n, 10'000)}));
    ASSERT_TRUE(opened.ledger->confirm_outbox(200));
  }
  EXPECT_GT(compact_ledger(dir.path("l")).value(), 1'000'000);
  EXPECT_EQ(must_open(dir.path("l")).ledger->outbox_last_at_open(), 200);
}

TEST(LedgerTools, ExportWritesEveryTableAsJsonLinesAlsoWhileTheDaemonRuns) {
  const TempDir dir;
  auto opened = must_open(dir.path("l"));
  ASSERT_TRUE(
      opened.ledger->commit({LinkFound{"a", "https://x/1", "https://x/1", "عنوان \"١\"", "", "", kNow},
                             LinkStarted{"a", "https://x/1", kNow},
                             LinkOutcome{"a", "https://x/1", Outcome::gone, "http_404", "", "", kNow, {}},
                             Fingerprint{"a", "id", std::string("\x01\xff", 2), kNow}, record(1, 3)}));
  std::string all;
  ASSERT_TRUE(export_ledger(dir.path("l"), [&](std::string_view line) {
    all += std::string(line) + "\n";
    return true;
  }));
  for (const auto* wanted :
       {R"("table":"link")", R"("title":"عنوان \"١\"")", R"("outcome":"gone")", R"("bytes":"01FF")",
        R"("table":"outbox","number":1)", R"("kind":"article")", R"("name":"links.started","n":1)"}) {
    EXPECT_NE(all.find(wanted), std::string::npos) << wanted << "\n" << all;
  }
}

TEST(LedgerTools, SayWhatIsWrongWithThePath) {
  const TempDir dir;
  EXPECT_EQ(check_ledger(dir.path("none")).error().code, Errc::not_found);
  EXPECT_EQ(export_ledger(dir.path("none"), [](auto) { return true; }).error().code, Errc::not_found);
  auto opened = must_open(dir.path("l"));
  EXPECT_EQ(compact_ledger(dir.path("l")).error().code, Errc::busy);
}

}  // namespace
}  // namespace rawi::ledger
