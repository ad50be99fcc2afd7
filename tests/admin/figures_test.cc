#include "daemon/admin/figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

namespace rawi::admin {
namespace {

constexpr std::int64_t kMinute = 60'000, kHour = 3'600'000, kNow = 1'700'000'000'000;

TEST(Rate, CountsByBucketOldestFirst) {
  PerMinute rate;
  rate.add(kNow);
  rate.add(kNow + kMinute, 2);
  rate.add(kNow + kMinute);
  const auto counts = rate.at(kNow + 3 * kMinute);
  EXPECT_EQ(counts[56], 1u);
  EXPECT_EQ(counts[57], 3u);
  EXPECT_EQ(counts[58], 0u);
  EXPECT_EQ(counts[59], 0u);
}

TEST(Rate, ForgetsWhatIsTooOldAndTakesWhatComesLate) {
  PerHour rate;
  rate.add(kNow);
  rate.add(kNow - 2 * kHour);
  rate.add(kNow - 40 * kHour);  // before all buckets
  auto counts = rate.at(kNow);
  EXPECT_EQ(counts[23], 1u);
  EXPECT_EQ(counts[21], 1u);
  EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), 0u), 2u);
  counts = rate.at(kNow + 1000 * kHour);
  EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), 0u), 0u);
  counts = rate.at(kNow - 10 * kHour);  // the clock was set back
  EXPECT_EQ(counts[23], 1u);
}

TEST(Latencies, QuantilesOfTheLastFewHundred) {
  Latencies latencies;
  EXPECT_FALSE(latencies.quantile(0.5));
  for (int i = 0; i < 5000; ++i) latencies.add(1000);
  for (int i = 1; i <= 512; ++i) latencies.add(i);
  EXPECT_NEAR(*latencies.quantile(0.5), 256, 2);
  EXPECT_NEAR(*latencies.quantile(0.99), 507, 2);
}

std::shared_ptr<const outlet::Outlet> outlet_of(const std::string& id) {
  outlet::Outlet outlet;
  outlet.id = id;
  outlet.name = "صحيفة";
  outlet.home = "http://" + id + ".example/";
  return std::make_shared<const outlet::Outlet>(std::move(outlet));
}

events::LinkFinished link(const std::string& outcome, std::int64_t outbox) {
  events::LinkFinished event;
  event.outlet = "waha";
  event.url = "http://waha.example/" + std::to_string(outbox);
  event.outcome = outcome;
  event.reason = outcome == "rejected" ? "paywall" : "";
  event.title = "عنوان";
  event.status = 200;
  event.at_ms = kNow;
  event.outbox = outbox;
  return event;
}

class FiguresTest : public ::testing::Test {
 protected:
  FiguresTest() { figures.set_outlets({{"waha", outlet_of("waha")}}); }

  OutletView view() {
    pipeline::OutletPlace place;
    place.outlet = outlet_of("waha");
    return figures.outlets({place}, kNow).front();
  }

  Board board;
  Figures figures{board};
};

TEST_F(FiguresTest, AnArticleIsShownOnceKafkaHasCommittedItAndNotBefore) {
  figures.link_finished(link("published", 7));
  figures.link_finished(link("published", 9));
  EXPECT_TRUE(board.articles().empty());
  events::Committed committed;
  committed.records = 1;
  committed.last_outbox = 8;
  figures.committed(committed);
  ASSERT_EQ(board.articles().size(), 1u);
  EXPECT_EQ(board.articles()[0].outbox, 7);
  EXPECT_GT(board.articles()[0].committed_ms, 0);
}

TEST_F(FiguresTest, ListsAreBounded) {
  for (int i = 1; i <= 1000; ++i) {
    figures.link_finished(link("published", i));
    figures.link_finished(link("rejected", i));
  }
  board.confirmed(1000, kNow);
  EXPECT_EQ(board.articles().size(), Board::kLatest);
  EXPECT_EQ(board.articles().front().outbox, 1000);
  EXPECT_EQ(board.rejected().size(), Board::kLatest);
  EXPECT_LE(board.feed_after(0, 0).size(), Board::kFeed);
}

TEST_F(FiguresTest, OfManyLargeRejectedPagesTheNewestAreKept) {
  for (int i = 0; i < 50; ++i) {
    auto event = link("rejected", i);
    auto page = std::make_shared<events::RefusedPage>();
    page->bytes.assign(events::kRefusedPageBytes, 'x');
    event.page = page;
    figures.link_finished(event);
  }
  std::size_t bytes = 0;
  for (const auto& item : board.rejected()) bytes += item.page ? item.page->bytes.size() : 0;
  EXPECT_LE(bytes, Board::kPageBytes);
  EXPECT_TRUE(board.rejected().front().page);
  EXPECT_FALSE(board.rejected().back().page);
}

TEST_F(FiguresTest, AnOutletsDriftLastsUntilItIsWellAgain) {
  figures.drift("waha", "silent", "nothing new for a day");
  ASSERT_EQ(view().drift.size(), 1u);
  figures.link_finished(link("unchanged", 1));
  EXPECT_EQ(view().drift.size(), 1u);
  figures.link_finished(link("published", 2));
  EXPECT_TRUE(view().drift.empty());
}

TEST_F(FiguresTest, OutcomesFreshnessAndSourcesByOutlet) {
  figures.remember("waha", kNow - 5 * kHour);
  EXPECT_EQ(view().last_article_ms, kNow - 5 * kHour);
  figures.link_finished(link("published", 1));
  figures.link_finished(link("revised", 2));
  figures.link_finished(link("rejected", 3));
  EXPECT_EQ(view().last_article_ms, kNow);
  EXPECT_EQ(view().outcomes.at("revised"), 1);
  EXPECT_EQ(view().per_hour[23], 1u);
  EXPECT_EQ(view().per_hour[18], 1u);
}

TEST_F(FiguresTest, WhatWasKnownOfARemovedOutletIsForgotten) {
  figures.link_finished(link("published", 1));
  figures.set_outlets({{"sahil", outlet_of("sahil")}});
  figures.link_finished(link("published", 2));  // was in flight
  figures.set_outlets({{"waha", outlet_of("waha")}});
  EXPECT_TRUE(view().outcomes.empty());
  Status status;
  status.now_ms = kNow;
  figures.fill(status, {});
  EXPECT_EQ(status.totals.at("published"), 2);
  EXPECT_EQ(status.outlets.declared, 1u);
}

}  // namespace
}  // namespace rawi::admin
