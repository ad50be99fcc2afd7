// The publisher against a real Apache Kafka.
#include <algorithm>
#include <chrono>
#include <thread>

#include "daemon/publish/outbox_reader.h"
#include "daemon/publish/publisher.h"
#include "tests/publish/support.h"
#include "tests/support/kafka/broker.h"

namespace rawi::publish {
namespace {

using testing::add_records;
using testing::KafkaBroker;
using testing::open_test_ledger;
using testing::read_numbers;
using testing::TempDir;
using testing::test_options;
using testing::wrong_with;

constexpr int kPatienceMs = 60'000;

// One life of a daemon's publishing side.
struct Life {
  Life(const PublishOptions& options, const std::string& path)
      : ledger(open_test_ledger(path)), outbox(outbox_of(*ledger)) {
    auto made = make_publisher(options, *outbox);
    EXPECT_TRUE(made) << (made ? "" : made.error().message);
    publisher = std::move(*made);
    publisher->start();
  }
  std::unique_ptr<ledger::Ledger> ledger;
  std::unique_ptr<OutboxReader> outbox;
  std::unique_ptr<Publisher> publisher;
};

std::string error_of(const Result<void>& result) { return result ? "" : result.error().message; }

TEST(PublisherOnKafka, PublishesEveryRowOnceAndEmptiesTheOutbox) {
  const TempDir dir;
  const auto options = test_options(KafkaBroker::shared().bootstrap());
  Life life(options, dir.path("ledger"));
  const auto last = add_records(*life.ledger, 1, 2500);
  life.publisher->wake();
  ASSERT_EQ(error_of(life.publisher->wait_for(last, kPatienceMs)), "");
  EXPECT_EQ(wrong_with(read_numbers(options), 2500), "");
  EXPECT_EQ(life.ledger->outbox_depth().rows, 0);
  const auto state = life.publisher->state();
  EXPECT_EQ(state.phase, PublisherState::Phase::ready);
  EXPECT_EQ(state.confirmed, last);
  EXPECT_EQ(state.records, 2500);
  EXPECT_EQ(error_of(life.publisher->drain(kPatienceMs)), "");
  EXPECT_EQ(life.publisher->state().phase, PublisherState::Phase::stopped);
}

TEST(PublisherOnKafka, GoesOnWhereTheLastLifeStopped) {
  const TempDir dir;
  const auto options = test_options(KafkaBroker::shared().bootstrap());
  for (int life_no = 0; life_no < 3; ++life_no) {
    Life life(options, dir.path("ledger"));
    add_records(*life.ledger, 1 + life_no * 50, 50);
    ASSERT_EQ(error_of(life.publisher->drain(kPatienceMs)), "");
  }
  EXPECT_EQ(wrong_with(read_numbers(options), 150), "");
}

TEST(PublisherOnKafka, RowsThatAreInKafkaAlreadyAreNotSentAgain) {
  // As after a crash between Kafka's commit and the ledger's: the ledger file of before the publishing is put
  // back.
  const TempDir dir;
  const auto options = test_options(KafkaBroker::shared().bootstrap());
  { add_records(*open_test_ledger(dir.path("ledger")), 1, 100); }
  std::filesystem::copy_file(dir.path("ledger"), dir.path("copy"));
  {
    Life life(options, dir.path("ledger"));
    ASSERT_EQ(error_of(life.publisher->drain(kPatienceMs)), "");
  }
  Life life(options, dir.path("copy"));
  const auto last = add_records(*life.ledger, 101, 20);
  ASSERT_EQ(error_of(life.publisher->wait_for(last, kPatienceMs)), "");
  EXPECT_EQ(wrong_with(read_numbers(options), 120), "");
}

TEST(PublisherOnKafka, NumbersOfALedgerOlderThanKafkaAreNotMistakenForPublished) {
  const TempDir dir;
  const auto options = test_options(KafkaBroker::shared().bootstrap());
  { add_records(*open_test_ledger(dir.path("ledger")), 1, 10); }
  std::filesystem::copy_file(dir.path("ledger"), dir.path("copy"));
  {
    Life life(options, dir.path("ledger"));
    add_records(*life.ledger, 11, 40);
    ASSERT_EQ(error_of(life.publisher->drain(kPatienceMs)), "");
  }
  Life life(options, dir.path("copy"));
  const auto last = add_records(*life.ledger, 51, 20);  // wear the numbers 11..30 again
  ASSERT_EQ(error_of(life.publisher->wait_for(last, kPatienceMs)), "");
  EXPECT_EQ(wrong_with(read_numbers(options), 70), "");
}

TEST(PublisherOnKafka, ALoneRowIsCommittedWithinASecond) {
  const TempDir dir;
  auto options = test_options(KafkaBroker::shared().bootstrap());
  options.batch_age_ms = 200;
  Life life(options, dir.path("ledger"));
  const auto first = add_records(*life.ledger, 1, 1);
  ASSERT_EQ(error_of(life.publisher->wait_for(first, kPatienceMs)), "");
  double slowest = 0;
  for (int n = 2; n <= 6; ++n) {
    const auto number = add_records(*life.ledger, n, 1);
    life.publisher->wake();
    while (life.publisher->state().confirmed < number) std::this_thread::yield();
    slowest = std::max(slowest, life.publisher->state().last_row_age_ms);
  }
  EXPECT_LT(slowest, 1000);
}

TEST(PublisherOnKafka, AnOlderInstanceIsFencedAndStopsWithAMessage) {
  const TempDir dir;
  const auto options = test_options(KafkaBroker::shared().bootstrap());
  Life older(options, dir.path("older"));
  ASSERT_EQ(error_of(older.publisher->wait_for(add_records(*older.ledger, 1, 10), kPatienceMs)), "");
  Life newer(options, dir.path("newer"));
  ASSERT_EQ(error_of(newer.publisher->wait_for(add_records(*newer.ledger, 11, 10), kPatienceMs)), "");

  const auto number = add_records(*older.ledger, 999, 1);
  older.publisher->wake();
  auto waited = older.publisher->wait_for(number, kPatienceMs);
  ASSERT_FALSE(waited);
  EXPECT_EQ(waited.error().code, Errc::fenced);
  EXPECT_NE(waited.error().message.find(options.instance_id), std::string::npos) << waited.error().message;
  EXPECT_EQ(older.ledger->outbox_depth().rows, 1);

  ASSERT_EQ(error_of(newer.publisher->wait_for(add_records(*newer.ledger, 21, 10), kPatienceMs)), "");
  EXPECT_EQ(wrong_with(read_numbers(options), 30), "");
}

TEST(PublisherOnKafka, MissingTopicsAreNamedWithTheCommandThatCreatesThem) {
  const TempDir dir;
  auto options = test_options(KafkaBroker::shared().bootstrap());
  options.create_topics = false;
  Life life(options, dir.path("ledger"));
  const auto number = add_records(*life.ledger, 1, 1);
  auto waited = life.publisher->wait_for(number, 3000);
  ASSERT_FALSE(waited);
  EXPECT_EQ(waited.error().code, Errc::timeout);
  EXPECT_NE(waited.error().message.find("kafka-topics.sh --bootstrap-server"), std::string::npos);
  EXPECT_NE(waited.error().message.find("--config cleanup.policy=compact"), std::string::npos);
  EXPECT_EQ(life.ledger->outbox_depth().rows, 1);
}

}  // namespace
}  // namespace rawi::publish
