// kill -9 at any instant: what commit() said was done is there, and nothing is there by half.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>
#include <string>

#include "daemon/ledger/ledger.h"
#include "tests/ledger/support.h"

namespace rawi::ledger {
namespace {

using testing::TempDir;

constexpr int kRecordsAtOnce = 3;

std::string url_of(std::int64_t n) { return "https://x/" + std::to_string(n); }

// One round writes a link, its start, its outcome, an article and three records, in two transactions.
Changes first_half(std::int64_t n) {
  return {LinkFound{"a", url_of(n), url_of(n), "", "", "", n}, LinkStarted{"a", url_of(n), n}};
}
Changes second_half(std::int64_t n) {
  Changes changes = {LinkOutcome{"a", url_of(n), Outcome::published, "", "", "", n, {}},
                     ArticleState{url_of(n), "a", url_of(n), 1, "h", "t", "", "", "", "", n},
                     Tally{"a", "rounds", 1}};
  for (int i = 0; i < kRecordsAtOnce; ++i) {
    changes.emplace_back(Record{RecordKind::article, "a", url_of(n), std::string(3000, 'x'), {}});
  }
  return changes;
}

// Writes rounds until killed; after each, the number of the round goes down the pipe.
[[noreturn]] void write_until_killed(const std::string& path, int report_fd) {
  auto opened = open_ledger(path);
  if (!opened) ::_exit(2);
  std::int64_t n = opened->ledger->totals()->operator[]("a").started;
  for (;; ++n) {
    if (!opened->ledger->commit(first_half(n)) || !opened->ledger->commit(second_half(n))) ::_exit(3);
    if (::write(report_fd, &n, sizeof n) != sizeof n) ::_exit(4);
    if (n % 7 == 0 && !opened->ledger->confirm_outbox(n)) ::_exit(5);
  }
}

// The last round that the child said was done; -1: none.
std::int64_t one_life(const std::string& path, std::chrono::microseconds length) {
  int ends[2];
  if (::pipe(ends) != 0) return -2;
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    write_until_killed(path, ends[1]);
  }
  ::close(ends[1]);
  ::usleep(static_cast<useconds_t>(length.count()));  // the instant of death, not a wait for a state
  ::kill(child, SIGKILL);
  std::int64_t last = -1;
  for (std::int64_t n = 0; ::read(ends[0], &n, sizeof n) == sizeof n;) last = n;
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself: " << WEXITSTATUS(status);
  return last;
}

TEST(LedgerCrash, WhatWasCommittedIsThereAndNothingByHalf) {
  const TempDir dir;
  const std::string path = dir.path("l");
  std::mt19937 random(std::random_device{}());
  const auto seed = random();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 instants(seed);
  std::int64_t last_said = -1;
  for (int life = 0; life < 40; ++life) {
    const auto said = one_life(path, std::chrono::microseconds(instants() % 60'000));
    last_said = std::max(last_said, said);
    auto opened = open_ledger(path);
    ASSERT_TRUE(opened) << opened.error().message;
    ASSERT_EQ(opened->set_aside, "") << "a killed writer must not leave a damaged file";
    auto totals = opened->ledger->totals()->operator[]("a");
    EXPECT_EQ(totals.started, totals.sum_ended() + totals.in_flight);
    EXPECT_LE(totals.in_flight, life + 1);
    EXPECT_GE(totals.sum_ended(), said < 0 ? 0 : 1);
    if (last_said >= 0) {
      EXPECT_TRUE(opened->ledger->article(url_of(last_said)).value()) << "round " << last_said << " was lost";
      EXPECT_EQ(opened->ledger->link("a", url_of(last_said)).value()->outcome, Outcome::published);
    }
    EXPECT_EQ(totals.tallies["rounds"], totals.sum_ended());
    EXPECT_EQ(opened->ledger->outbox_last_at_open(), totals.sum_ended() * kRecordsAtOnce);
  }
  EXPECT_GT(last_said, 0);
  EXPECT_TRUE(check_ledger(path)->problems.empty());
}

}  // namespace
}  // namespace rawi::ledger
