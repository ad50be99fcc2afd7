// How to reach Kafka and what to write there.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace rawi::publish {

struct Topics {
  std::string articles = "rawi.articles";
  std::string duplicates = "rawi.duplicates";
  std::string rejected = "rawi.rejected";
  std::string checkpoint = "rawi.checkpoint";
  std::string
      retractions;  // empty: the articles topic, so that a retraction stays behind the revisions it ends
};

enum class LogLevel { debug, info, warn, error };

struct PublishOptions {
  std::string bootstrap_servers = "localhost:9092";  // for "embedded" give EmbeddedCluster::bootstrap()
  Topics topics;
  std::string instance_id = "rawi";  // transactional.id and checkpoint key; no two live daemons may share it
  // Any librdkafka property. Refused, because exactly-once rests on them: transactional.id,
  // enable.idempotence, acks, bootstrap.servers, and what the consumer side needs.
  std::map<std::string, std::string> librdkafka;

  bool create_topics =
      true;             // else a missing topic is waited for, with the command to create it in the state
  int partitions = 6;   // of topics created here
  int replication = 1;  // of topics created here; -1: the broker's default
  std::int64_t retention_ms = -1;  // of topics created here; -1: the broker's default

  int batch_rows = 1000;               // a transaction is closed at either bound, or when
  std::int64_t batch_bytes = 8 << 20;  // its oldest row has waited
  int batch_age_ms = 200;              // this long

  int transaction_timeout_ms = 30'000;  // the broker aborts a transaction that is older
  int backoff_min_ms = 100, backoff_max_ms = 10'000;

  // librdkafka's and the publisher's own log; from any thread. Passwords never come through here. Empty:
  // dropped.
  std::function<void(LogLevel, std::string_view)> log;
  std::uint64_t seed = 0;  // of the jitter; 0: random
};

}  // namespace rawi::publish
