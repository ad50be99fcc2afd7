#include "daemon/publish/embedded.h"

#include <fmt/format.h>
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#include <array>

#include "daemon/publish/handles.h"
#include "daemon/publish/topic_setup.h"

namespace rawi::publish {
namespace {

using Cluster = std::unique_ptr<rd_kafka_mock_cluster_t, Destroyer<&rd_kafka_mock_cluster_destroy>>;

class MockCluster final : public BreakableCluster {
 public:
  MockCluster(Handle host, Cluster cluster) : host_(std::move(host)), cluster_(std::move(cluster)) {}

  std::string bootstrap() const override { return rd_kafka_mock_cluster_bootstraps(cluster_.get()); }

  void fail_next(Request request, const std::vector<int>& errors) override {
    std::vector<rd_kafka_resp_err_t> codes;
    codes.reserve(errors.size());
    for (const int error : errors) codes.push_back(static_cast<rd_kafka_resp_err_t>(error));
    rd_kafka_mock_push_request_errors_array(cluster_.get(), static_cast<std::int16_t>(request), codes.size(),
                                            codes.data());
  }

  void set_down(bool down) override {
    for (int id = 1; id <= brokers_; ++id) {
      if (down) {
        rd_kafka_mock_broker_set_down(cluster_.get(), id);
      } else {
        rd_kafka_mock_broker_set_up(cluster_.get(), id);
      }
    }
  }

  Result<void> create_topics(const PublishOptions& options, int brokers) {
    brokers_ = brokers;
    for (const auto& topic : topic_names(options.topics)) {
      const int partitions = topic == options.topics.checkpoint ? 1 : options.partitions;
      const auto error = rd_kafka_mock_topic_create(cluster_.get(), topic.c_str(), partitions, 1);
      if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return fail(Errc::internal,
                    fmt::format("embedded Kafka: topic {}: {}", topic, rd_kafka_err2str(error)));
      }
    }
    return {};
  }

 private:
  Handle host_;  // the cluster lives inside a client that is otherwise unused
  Cluster cluster_;
  int brokers_ = 1;
};

}  // namespace

Result<std::unique_ptr<BreakableCluster>> start_breakable_cluster(const PublishOptions& options,
                                                                  int brokers) {
  std::array<char, 256> why{};
  Conf conf(rd_kafka_conf_new());
  rd_kafka_conf_set_log_cb(conf.get(), nullptr);  // it would only complain that it has no brokers
  Handle host(rd_kafka_new(RD_KAFKA_PRODUCER, conf.get(), why.data(), why.size()));
  if (!host) return fail(Errc::internal, fmt::format("embedded Kafka: {}", why.data()));
  static_cast<void>(conf.release());
  Cluster cluster(rd_kafka_mock_cluster_new(host.get(), brokers));
  if (!cluster) return fail(Errc::internal, "embedded Kafka: no loopback port could be opened");
  auto made = std::make_unique<MockCluster>(std::move(host), std::move(cluster));
  if (auto done = made->create_topics(options, brokers); !done) return fail(done.error());
  return std::unique_ptr<BreakableCluster>(std::move(made));
}

Result<std::unique_ptr<EmbeddedCluster>> start_embedded_cluster(const PublishOptions& options) {
  auto cluster = start_breakable_cluster(options, 1);
  if (!cluster) return fail(cluster.error());
  return std::unique_ptr<EmbeddedCluster>(std::move(*cluster));
}

}  // namespace rawi::publish
