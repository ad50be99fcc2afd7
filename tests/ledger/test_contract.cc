// What every Ledger promises: the SQLite one and the one in memory that simulations use.
#include <filesystem>

#include "daemon/ledger/ledger.h"
#include "tests/ledger/support.h"
#include "tests/support/ledger/memory_ledger.h"

namespace rawi::ledger {
namespace {

using testing::kNow;
using testing::TempDir;

struct OnDisk {
  TempDir dir;
  std::unique_ptr<Ledger> ledger = open();

  std::unique_ptr<Ledger> open() {
    LedgerOptions options;
    options.now_ms = [] { return kNow; };
    auto opened = open_ledger(dir.path("ledger"), options);
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
    return std::move(opened->ledger);
  }
  Ledger& get() { return *ledger; }
  void reopen() {
    ledger.reset();
    ledger = open();
  }
};

struct InMemory {
  testing::MemoryLedger ledger{[] { return kNow; }};
  Ledger& get() { return ledger; }
  void reopen() { ledger.reopen(); }
};

template <class World>
class LedgerContract : public ::testing::Test {
 protected:
  Ledger& ledger() { return world_.get(); }
  void reopen() { world_.reopen(); }
  Committed commit(const Changes& changes) {
    auto done = ledger().commit(changes);
    EXPECT_TRUE(done) << (done ? "" : done.error().message);
    return done.value_or(Committed{});
  }
  Errc refused(const Changes& changes) {
    auto done = ledger().commit(changes);
    EXPECT_FALSE(done);
    return done ? Errc::internal : done.error().code;
  }
  Link link(std::string_view outlet, std::string_view canonical) {
    auto found = ledger().link(outlet, canonical);
    EXPECT_TRUE(found && *found);
    return found && *found ? **found : Link{};
  }
  OutletTotals totals(const std::string& outlet) { return ledger().totals()->operator[](outlet); }

  World world_;
};

using Worlds = ::testing::Types<OnDisk, InMemory>;
TYPED_TEST_SUITE(LedgerContract, Worlds);

LinkFound found(const std::string& outlet, const std::string& canonical, std::int64_t at_ms = kNow) {
  return {outlet, canonical, canonical + "?utm_source=rss", "عنوان", "2026-05-05", "guid-1", at_ms};
}

LinkOutcome ended(const std::string& outlet, const std::string& canonical, Outcome outcome,
                  std::optional<std::int64_t> look_at_ms = std::nullopt) {
  return {outlet, canonical, outcome, "", "\"etag\"", "yesterday", kNow, look_at_ms};
}

Record record(const std::string& key, std::size_t bytes = 10) {
  return {RecordKind::article, "a", key, std::string(bytes, 'x'), {{"ce_id", key}}};
}

TYPED_TEST(LedgerContract, ASourceIsStoredAsAWholeAndFoundWhenDue) {
  const SourceState later{"a", "https://a.example/later", "", "", "", kNow + 1};
  const SourceState due{"a", "https://a.example/rss", "\"1\"", "then", "every:60", kNow};
  const SourceState overdue{"b", "https://b.example/rss", "", "", "", kNow - 5};
  this->commit({later, due, overdue});
  EXPECT_EQ(this->ledger().due_sources(kNow, 10).value(), (std::vector<SourceState>{overdue, due}));
  EXPECT_EQ(this->ledger().due_sources(kNow, 1).value(), (std::vector<SourceState>{overdue}));
  SourceState changed = due;
  changed.etag = "\"2\"";
  changed.next_due_ms = kNow + 60'000;
  this->commit({changed});
  EXPECT_EQ(this->ledger().source("a", due.url).value(), changed);
  EXPECT_EQ(this->ledger().sources("a").value(), (std::vector<SourceState>{later, changed}));
  EXPECT_EQ(this->ledger().source("b", due.url).value(), std::nullopt);
}

TYPED_TEST(LedgerContract, ALinkIsNewOnceForAnOutlet) {
  EXPECT_EQ(this->commit({found("a", "https://x/1"), found("a", "https://x/1"), found("b", "https://x/1")})
                .links_new,
            2);
  EXPECT_EQ(this->commit({found("a", "https://x/1")}).links_new, 0);
  const Link link = this->link("a", "https://x/1");
  EXPECT_EQ(link.url, "https://x/1?utm_source=rss");
  EXPECT_EQ(link.title, "عنوان");
  EXPECT_EQ(link.look_at_ms, kNow);
  EXPECT_FALSE(link.in_flight);
  EXPECT_EQ(link.outcome, std::nullopt);
  EXPECT_EQ(this->ledger().link("a", "https://x/2").value(), std::nullopt);
}

TYPED_TEST(LedgerContract, PendingLinksAreThoseThatAreDueEarliestFirst) {
  this->commit({found("a", "https://x/3", kNow - 1), found("a", "https://x/2", kNow - 2),
                found("a", "https://x/9", kNow + 9), found("b", "https://x/1", kNow - 3)});
  auto pending = this->ledger().pending_links("a", kNow, 10);
  ASSERT_EQ(pending->size(), 2U);
  EXPECT_EQ(pending->at(0).canonical, "https://x/2");
  EXPECT_EQ(pending->at(1).canonical, "https://x/3");
  std::vector<std::string> all;
  ASSERT_TRUE(this->ledger().each_pending_link([&](const Link& link) {
    all.push_back(link.outlet + " " + link.canonical);
    return true;
  }));
  EXPECT_EQ(all,
            (std::vector<std::string>{"a https://x/2", "a https://x/3", "a https://x/9", "b https://x/1"}));
}

TYPED_TEST(LedgerContract, EveryOutcomeEndsTheLinkAndIsCounted) {
  for (int i = 0; i < kOutcomes; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    const std::string url = "https://x/" + std::string(to_string(outcome));
    const bool retry = outcome == Outcome::retry;
    this->commit({found("a", url)});
    this->commit({LinkStarted{"a", url, kNow}});
    EXPECT_EQ(this->totals("a").in_flight, 1);
    this->commit({ended("a", url, outcome, retry ? std::optional(kNow + 500) : std::nullopt)});
    const Link link = this->link("a", url);
    EXPECT_EQ(link.outcome, outcome);
    EXPECT_FALSE(link.in_flight);
    EXPECT_EQ(link.attempts, retry ? 1 : 0);
    EXPECT_EQ(link.etag, retry ? "" : "\"etag\"");
    EXPECT_EQ(link.look_at_ms.has_value(), retry);
    EXPECT_EQ(this->totals("a").ended.at(static_cast<std::size_t>(i)), 1);
  }
  EXPECT_EQ(this->totals("a").started, kOutcomes);
  EXPECT_EQ(this->totals("a").sum_ended(), kOutcomes);
}

TYPED_TEST(LedgerContract, ALinkInFlightIsNotPendingUntilItsRetryIsDue) {
  this->commit({found("a", "https://x/1", kNow - 10), LinkStarted{"a", "https://x/1", kNow}});
  EXPECT_TRUE(this->ledger().pending_links("a", kNow, 10)->empty());
  this->commit({ended("a", "https://x/1", Outcome::retry, kNow + 500)});
  EXPECT_TRUE(this->ledger().pending_links("a", kNow + 499, 10)->empty());
  EXPECT_EQ(this->ledger().pending_links("a", kNow + 500, 10)->size(), 1U);
}

TYPED_TEST(LedgerContract, ALinkThatACrashInterruptedIsDueAgainAndCountedOnce) {
  this->commit({found("a", "https://x/1", kNow - 10), LinkStarted{"a", "https://x/1", kNow}});
  this->reopen();
  EXPECT_EQ(this->totals("a").in_flight, 1);
  auto pending = this->ledger().pending_links("a", kNow, 10);
  ASSERT_EQ(pending->size(), 1U);
  EXPECT_TRUE(pending->front().in_flight);
  this->commit({LinkStarted{"a", "https://x/1", kNow}});
  EXPECT_TRUE(this->ledger().pending_links("a", kNow, 10)->empty());
  this->commit({ended("a", "https://x/1", Outcome::published)});
  EXPECT_EQ(this->totals("a").started, 1);
  EXPECT_EQ(this->totals("a").sum_ended(), 1);
  EXPECT_EQ(this->totals("a").in_flight, 0);
}

TYPED_TEST(LedgerContract, AnOutcomeWithoutAStartIsRefusedAndChangesNothing) {
  this->commit({found("a", "https://x/1")});
  EXPECT_EQ(this->refused({Tally{"a", "seen", 1}, ended("a", "https://x/1", Outcome::published)}),
            Errc::bad_input);
  EXPECT_EQ(this->refused({Tally{"a", "links.published", 1}}), Errc::bad_input);
  EXPECT_TRUE(this->totals("a").tallies.empty());
  EXPECT_EQ(this->totals("a").sum_ended(), 0);
}

TYPED_TEST(LedgerContract, AnUnknownLinkMayBeStarted) {
  this->commit({LinkStarted{"a", "https://x/by-hand", kNow}, ended("a", "https://x/by-hand", Outcome::gone)});
  EXPECT_EQ(this->link("a", "https://x/by-hand").url, "https://x/by-hand");
}

TYPED_TEST(LedgerContract, AnArticleIsFoundByIdByUrlAndByAlias) {
  const ArticleState article{"id-1",     "a",    "https://x/1", 2,   std::string("\0\1", 2), "t", "story-1",
                             "revision", "id-1", "2026-05-05",  kNow};
  this->commit(
      {article, Alias{"a", "https://x/1?amp", "id-1"}, Redirect{"a", "https://x/old", "https://x/1", kNow}});
  EXPECT_EQ(this->ledger().article("id-1").value(), article);
  EXPECT_EQ(this->ledger().article_by_url("https://x/1").value(), article);
  EXPECT_EQ(this->ledger().article_by_url("https://x/1?amp").value(), article);
  EXPECT_EQ(this->ledger().article_by_url("https://x/2").value(), std::nullopt);
  EXPECT_EQ(this->ledger().redirect("https://x/old").value(), "https://x/1");
  EXPECT_EQ(this->ledger().redirect("https://x/1").value(), std::nullopt);
  ArticleState next = article;
  next.revision = 3;
  this->commit({next});
  EXPECT_EQ(this->ledger().article("id-1").value(), next);
}

TYPED_TEST(LedgerContract, FingerprintsComeInTheOrderTheyWerePut) {
  const std::string bytes("\0\xff\n'", 4);
  this->commit(
      {Fingerprint{"a", "1", bytes, 10}, Fingerprint{"a", "2", "old", 5}, Fingerprint{"b", "3", "c", 20}});
  this->commit({Fingerprint{"a", "1", "new", 30}});
  std::vector<Fingerprint> seen;
  ASSERT_TRUE(this->ledger().each_fingerprint(10, [&](const Fingerprint& f) {
    seen.push_back(f);
    return true;
  }));
  EXPECT_EQ(seen, (std::vector<Fingerprint>{{"b", "3", "c", 20}, {"a", "1", "new", 30}}));
}

TYPED_TEST(LedgerContract, OutboxRowsAreNumberedInOrderAndNumbersAreNeverReused) {
  EXPECT_EQ(this->commit({record("1"), record("2")}).outbox_last, 2);
  ASSERT_TRUE(this->ledger().confirm_outbox(2));
  EXPECT_EQ(this->ledger().outbox_depth().rows, 0);
  this->reopen();
  EXPECT_EQ(this->ledger().outbox_last_at_open(), 2);
  EXPECT_EQ(this->commit({record("3")}).outbox_last, 3);
  auto rows = this->ledger().outbox(0, 10, 1000);
  ASSERT_EQ(rows->size(), 1U);
  EXPECT_EQ(rows->front().number, 3);
  EXPECT_EQ(rows->front().at_ms, kNow);
  EXPECT_EQ(rows->front().record, record("3"));
}

TYPED_TEST(LedgerContract, AnOutboxReadKeepsItsLimitsAndYieldsAtLeastOneRow) {
  this->commit({record("1", 100), record("2", 100), record("3", 100), record("4", 100)});
  EXPECT_EQ(this->ledger().outbox(0, 2, 100'000)->size(), 2U);
  EXPECT_EQ(this->ledger().outbox(0, 10, 230)->size(), 2U);
  EXPECT_EQ(this->ledger().outbox(0, 10, 1)->size(), 1U);
  EXPECT_EQ(this->ledger().outbox(2, 10, 100'000)->front().number, 3);
  EXPECT_TRUE(this->ledger().outbox(4, 10, 100'000)->empty());
}

TYPED_TEST(LedgerContract, OutboxDepthCountsRowsBytesAndTheOldest) {
  EXPECT_EQ(this->ledger().outbox_depth().oldest_at_ms, std::nullopt);
  this->commit({record("1", 100), record("2", 50)});
  const auto size = record("1", 100).size_bytes() + record("2", 50).size_bytes();
  EXPECT_EQ(this->ledger().outbox_depth().rows, 2);
  EXPECT_EQ(this->ledger().outbox_depth().bytes, size);
  EXPECT_EQ(this->ledger().outbox_depth().oldest_at_ms, kNow);
  this->reopen();
  EXPECT_EQ(this->ledger().outbox_depth().bytes, size);
  ASSERT_TRUE(this->ledger().confirm_outbox(2));
  EXPECT_EQ(this->ledger().outbox_depth().bytes, 0);
  EXPECT_EQ(this->ledger().outbox_depth().oldest_at_ms, std::nullopt);
}

TYPED_TEST(LedgerContract, ABuriedRowIsKeptOutsideTheQueue) {
  this->commit({record("1"), record("2")});
  ASSERT_TRUE(this->ledger().bury_outbox(1, "too large"));
  ASSERT_TRUE(this->ledger().bury_outbox(1, "again: nothing to do"));
  EXPECT_EQ(this->ledger().outbox(0, 10, 1000)->front().number, 2);
  EXPECT_EQ(this->ledger().outbox_depth().rows, 1);
  EXPECT_EQ(this->ledger().outbox_depth().dead, 1);
  auto dead = this->ledger().dead(10);
  ASSERT_EQ(dead->size(), 1U);
  EXPECT_EQ(dead->front().row.record, record("1"));
  EXPECT_EQ(dead->front().reason, "too large");
}

TYPED_TEST(LedgerContract, ATombstoneHasNoValueAndAnEmptyValueIsOne) {
  Record tombstone = record("1"), empty = record("2");
  tombstone.value.reset();
  empty.value = "";
  this->commit({tombstone, empty});
  auto rows = this->ledger().outbox(0, 10, 1000);
  EXPECT_EQ(rows->at(0).record, tombstone);
  EXPECT_EQ(rows->at(1).record, empty);
}

TYPED_TEST(LedgerContract, TalliesAddUp) {
  this->commit({Tally{"a", "bytes", 10}, Tally{"a", "bytes", 5}, Tally{"b", "bytes", 1}});
  EXPECT_EQ(this->totals("a").tallies.at("bytes"), 15);
  EXPECT_EQ(this->totals("b").tallies.at("bytes"), 1);
}

TYPED_TEST(LedgerContract, ExpiryForgetsWhatIsOldAndNeverWhatIsDue) {
  constexpr std::int64_t kDay = 86'400'000;
  const std::int64_t old = kNow - 100 * kDay;
  this->commit({found("a", "https://x/done", old), found("a", "https://x/due", old),
                found("a", "https://x/listed", old)});
  for (const auto* url : {"https://x/done", "https://x/listed"}) {
    LinkOutcome outcome = ended("a", url, Outcome::published);
    outcome.at_ms = old;
    this->commit({LinkStarted{"a", url, old}, outcome});
  }
  this->commit({found("a", "https://x/listed", kNow)});  // known, and still listed
  ArticleState gone{"gone", "a", "https://x/g", 1, "", "", "", "", "", "", old}, kept = gone;
  kept.id = "kept";
  kept.url = "https://x/k";
  kept.seen_at_ms = kNow;
  this->commit({gone, kept, Alias{"a", "https://x/alias", "gone"}, Fingerprint{"a", "gone", "f", old},
                Fingerprint{"a", "kept", "f", kNow}});
  const Expired expired = this->ledger().expire({kNow - kDay, kNow - kDay, kNow - kDay, 100}).value();
  EXPECT_EQ(expired.links, 1);
  EXPECT_EQ(expired.articles, 1);
  EXPECT_EQ(expired.fingerprints, 1);
  EXPECT_FALSE(expired.more);
  EXPECT_EQ(this->ledger().link("a", "https://x/done").value(), std::nullopt);
  EXPECT_TRUE(this->ledger().link("a", "https://x/due").value());
  EXPECT_TRUE(this->ledger().link("a", "https://x/listed").value());
  EXPECT_EQ(this->ledger().article_by_url("https://x/alias").value(), std::nullopt);
  EXPECT_TRUE(this->ledger().article("kept").value());
}

TYPED_TEST(LedgerContract, TheIdentityStaysUntilItIsRenewed) {
  const std::string id = this->ledger().id();
  EXPECT_FALSE(id.empty());
  this->reopen();
  EXPECT_EQ(this->ledger().id(), id);
  ASSERT_TRUE(this->ledger().renew_id());
  EXPECT_NE(this->ledger().id(), id);
}

}  // namespace

// For failure messages and comparisons above.
bool operator==(const Link& a, const Link& b) { return a.outlet == b.outlet && a.canonical == b.canonical; }

}  // namespace rawi::ledger
