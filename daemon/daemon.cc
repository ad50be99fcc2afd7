#include "daemon/daemon.h"

#include "daemon/service/service.h"

namespace rawi {

publish::PublishOptions publish_options(const config::Config& config) {
  publish::PublishOptions out;
  const config::Kafka& kafka = config.kafka;
  out.bootstrap_servers = kafka.bootstrap_servers;
  out.topics.articles = kafka.articles;
  out.topics.duplicates = kafka.duplicates;
  out.topics.rejected = kafka.rejected;
  out.topics.checkpoint = kafka.checkpoint;
  out.instance_id = config.instance_id;
  out.librdkafka = kafka.librdkafka;
  out.create_topics = kafka.create_topics;
  out.partitions = kafka.partitions;
  out.replication = kafka.replication;
  out.retention_ms = kafka.retention_ms;
  out.batch_rows = kafka.batch_rows;
  out.batch_bytes = kafka.batch_bytes;
  out.batch_age_ms = kafka.batch_age_ms;
  return out;
}

Result<std::unique_ptr<Daemon>> Daemon::make(config::Config config, std::vector<outlet::Outlet> outlets) {
  auto daemon = std::make_unique<service::Service>(std::move(config), std::move(outlets));
  if (auto prepared = daemon->prepare(); !prepared) return fail(prepared.error());
  return std::unique_ptr<Daemon>(std::move(daemon));
}

}  // namespace rawi
