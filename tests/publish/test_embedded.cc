// The in-process cluster, as the demo uses it, and broken on purpose.
#include <array>

#include "daemon/publish/embedded.h"
#include "daemon/publish/outbox_reader.h"
#include "daemon/publish/publisher.h"
#include "tests/publish/support.h"

namespace rawi::publish {
namespace {

using testing::add_records;
using testing::open_test_ledger;
using testing::read_numbers;
using testing::TempDir;
using testing::test_options;
using testing::wrong_with;

constexpr int kPatienceMs = 60'000;

std::string error_of(const Result<void>& result) { return result ? "" : result.error().message; }

class PublisherOnEmbedded : public ::testing::Test {
 protected:
  PublisherOnEmbedded() {
    cluster_ = std::move(*start_breakable_cluster(options_, 1));
    options_.bootstrap_servers = cluster_->bootstrap();
  }
  void start() {
    publisher_ = std::move(*make_publisher(options_, *outbox_));
    publisher_->start();
  }
  std::string publish(std::int64_t first, std::int64_t count) {
    return error_of(publisher_->wait_for(add_records(*ledger_, first, count), kPatienceMs));
  }

  TempDir dir_;
  PublishOptions options_ = test_options("");
  std::unique_ptr<BreakableCluster> cluster_;
  std::unique_ptr<ledger::Ledger> ledger_ = open_test_ledger(dir_.path("ledger"));
  std::unique_ptr<OutboxReader> outbox_ = outbox_of(*ledger_);
  std::unique_ptr<Publisher> publisher_;
};

TEST_F(PublisherOnEmbedded, PublishesAndReadsBack) {
  start();
  ASSERT_EQ(publish(1, 300), "");
  EXPECT_EQ(wrong_with(read_numbers(options_), 300), "");
  const auto records = testing::read_all(options_, {options_.topics.articles});
  ASSERT_FALSE(records.empty());
  EXPECT_EQ(records.front().header("content-type"), "application/json");
  EXPECT_EQ(records.front().header("nothing"), "");
}

TEST_F(PublisherOnEmbedded, WaitsForAKafkaThatIsAwayAtStartAndSaysSo) {
  cluster_->set_down(true);
  start();
  auto waited = publisher_->wait_for(add_records(*ledger_, 1, 10), 3000);
  ASSERT_FALSE(waited);
  EXPECT_EQ(waited.error().code, Errc::timeout);
  EXPECT_NE(waited.error().message.find("safe in the ledger"), std::string::npos);
  EXPECT_EQ(publisher_->state().phase, PublisherState::Phase::connecting);
  EXPECT_FALSE(publisher_->state().message.empty());
  cluster_->set_down(false);
  EXPECT_EQ(publish(11, 10), "");
  EXPECT_EQ(wrong_with(read_numbers(options_), 20), "");
}

TEST_F(PublisherOnEmbedded, NothingToPublishIsNothingToWaitFor) {
  cluster_->set_down(true);
  start();
  EXPECT_EQ(error_of(publisher_->wait_for(0, kPatienceMs)), "");
  EXPECT_EQ(error_of(publisher_->drain(kPatienceMs)), "");
}

TEST_F(PublisherOnEmbedded, GoesOnWhenKafkaComesBack) {
  start();
  ASSERT_EQ(publish(1, 10), "");
  cluster_->set_down(true);
  const auto last = add_records(*ledger_, 11, 10);
  publisher_->wake();
  EXPECT_FALSE(publisher_->wait_for(last, 1500));
  cluster_->set_down(false);
  EXPECT_EQ(error_of(publisher_->wait_for(last, kPatienceMs)), "");
  EXPECT_EQ(wrong_with(read_numbers(options_), 20), "");
}

TEST_F(PublisherOnEmbedded, StopDoesNotWaitForAKafkaThatIsAway) {
  cluster_->set_down(true);
  start();
  add_records(*ledger_, 1, 10);
  auto drained = publisher_->drain(500);
  ASSERT_FALSE(drained);
  EXPECT_EQ(drained.error().code, Errc::timeout);
  EXPECT_EQ(publisher_->state().phase, PublisherState::Phase::stopped);
  EXPECT_EQ(ledger_->outbox_depth().rows, 10);
}

// Kafka's error codes: https://kafka.apache.org/protocol#protocol_error_codes; -195: librdkafka's broken
// connection.
struct Injected {
  const char* name;
  Request request;
  std::vector<int> errors;
};

class PublisherUnderBrokerErrors : public PublisherOnEmbedded,
                                   public ::testing::WithParamInterface<Injected> {};

// The in-process cluster shows readers what was aborted too, so that here only the absence of loss can be
// read back; that nothing is there twice is shown on the real broker.
TEST_P(PublisherUnderBrokerErrors, LosesNothingAndGoesOn) {
  start();
  ASSERT_EQ(publish(1, 5), "");
  cluster_->fail_next(GetParam().request, GetParam().errors);
  ASSERT_EQ(publish(6, 5), "");
  ASSERT_EQ(publish(11, 5), "");
  const auto numbers = read_numbers(options_);
  for (int n = 1; n <= 15; ++n) EXPECT_EQ(numbers.count(n), 1U) << n;
  EXPECT_EQ(ledger_->outbox_depth().rows, 0);
  EXPECT_EQ(publisher_->state().diverted, 0);
  EXPECT_EQ(publisher_->state().buried, 0);
}

INSTANTIATE_TEST_SUITE_P(
    Errors, PublisherUnderBrokerErrors,
    ::testing::Values(
        Injected{"NotLeader", Request::produce, {6, 6}},
        Injected{"ProduceConnectionBreaks", Request::produce, {-195}},
        Injected{"NotEnoughReplicas", Request::produce, {19, 20}},
        Injected{"CoordinatorLoads", Request::add_partitions_to_txn, {14, 51}},
        Injected{"CoordinatorMoves", Request::end_txn, {16, 15}},
        Injected{"EndTxnConnectionBreaks", Request::end_txn, {-195}},
        Injected{"ProducerFencedByTimeout", Request::end_txn, {47}},
        Injected{"EpochBumpedByBroker", Request::add_partitions_to_txn, {90}},
        // Not what aborts a transaction when part of it is written (UNKNOWN_PRODUCER_ID, 59, on produce):
        // this cluster shows the aborted transaction's checkpoint as if it were committed, and the publisher
        // must believe the checkpoint. Aborts are tested on the real broker and in the simulation.
        Injected{"InvalidProducerIdMapping", Request::add_partitions_to_txn, {49}},
        Injected{"InvalidTxnState", Request::end_txn, {48}},
        Injected{"UnknownServerError", Request::end_txn, {-1}}),
    [](const auto& place) { return place.param.name; });

struct BadProperty {
  const char* name;
  const char* value;
};

class PublisherProperties : public ::testing::TestWithParam<BadProperty> {};

TEST_P(PublisherProperties, AreRefusedByName) {
  const TempDir dir;
  const auto ledger = open_test_ledger(dir.path("ledger"));
  const auto outbox = outbox_of(*ledger);
  PublishOptions options;
  options.librdkafka = {{GetParam().name, GetParam().value}};
  auto made = make_publisher(options, *outbox);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, Errc::bad_input);
  EXPECT_NE(made.error().message.find(GetParam().name), std::string::npos) << made.error().message;
  EXPECT_EQ(made.error().message.find("sesame"), std::string::npos) << made.error().message;
}

INSTANTIATE_TEST_SUITE_P(Bad, PublisherProperties,
                         ::testing::Values(BadProperty{"transactional.id", "mine"},
                                           BadProperty{"enable.idempotence", "false"},
                                           BadProperty{"acks", "1"}, BadProperty{"compression.typo", "zstd"},
                                           BadProperty{"compression.type", "zip"},
                                           BadProperty{"ssl.key.passwort", "sesame"},
                                           BadProperty{"message.timeout.ms", "900000"}),
                         [](const auto& place) {
                           std::string name = place.param.name;
                           for (char& c : name) c = c == '.' ? '_' : c;
                           return name;
                         });

TEST(PublisherPropertiesAtOnce, EveryProblemIsToldAtOnce) {
  const TempDir dir;
  const auto ledger = open_test_ledger(dir.path("ledger"));
  const auto outbox = outbox_of(*ledger);
  PublishOptions options;
  options.librdkafka = {{"acks", "1"}, {"compression.typo", "x"}, {"linger.ms", "soon"}};
  auto made = make_publisher(options, *outbox);
  ASSERT_FALSE(made);
  for (const auto* name : {"acks", "compression.typo", "linger.ms"}) {
    EXPECT_NE(made.error().message.find(name), std::string::npos) << made.error().message;
  }
}

TEST(PublisherStartAndStop, ManyTimesInARow) {
  const TempDir dir;
  auto options = test_options("");
  const auto cluster = std::move(*start_embedded_cluster(options));
  options.bootstrap_servers = cluster->bootstrap();
  const auto ledger = open_test_ledger(dir.path("ledger"));
  const auto outbox = outbox_of(*ledger);
  constexpr int kTimes = 30;
  for (int i = 0; i < kTimes; ++i) {
    auto publisher = std::move(*make_publisher(options, *outbox));
    publisher->start();
    add_records(*ledger, i + 1, 1);
    publisher->wake();
    if (i % 3 == 0) publisher->stop();
    if (i % 3 == 1) {
      ASSERT_TRUE(publisher->drain(kPatienceMs));
    }
  }
  auto publisher = std::move(*make_publisher(options, *outbox));
  publisher->start();
  ASSERT_TRUE(publisher->drain(kPatienceMs));
  EXPECT_EQ(ledger->outbox_depth().rows, 0);
}

}  // namespace
}  // namespace rawi::publish
