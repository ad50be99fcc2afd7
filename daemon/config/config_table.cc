#include "daemon/config/config.h"

namespace rawi::config {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kMiB = 1 << 20;

void add_kafka(settings::Table& t, Kafka& k) {
  t.insert(
      t.end(),
      {
          {"kafka.bootstrap_servers",
           "Brokers, host:port separated by commas; `embedded`: an in-process cluster that forgets "
           "everything at exit",
           &k.bootstrap_servers},
          {"kafka.topics.articles", "Topic of the articles", &k.articles},
          {"kafka.topics.duplicates", "Topic of articles that repeat one already told", &k.duplicates},
          {"kafka.topics.rejected", "Topic of pages that were refused, with the reason", &k.rejected},
          {"kafka.topics.checkpoint", "Compacted topic of the last outbox number that is in Kafka",
           &k.checkpoint},
          {"kafka.librdkafka", "Any librdkafka property (SASL, TLS, compression, …), passed through",
           &k.librdkafka},
          {"kafka.create_topics",
           "Create missing topics at start; otherwise a missing topic is an error that names the command",
           &k.create_topics},
          {"kafka.partitions", "Partitions of topics that Rawi creates", &k.partitions, 1, 10'000},
          {"kafka.replication", "Replication factor of topics that Rawi creates", &k.replication, 1, 32},
          {"kafka.retention_ms", "retention.ms of topics that Rawi creates; -1: the broker's default",
           &k.retention_ms, -1, 1LL << 53},
          {"kafka.batch_rows", "Records in one Kafka transaction at the most", &k.batch_rows, 1, 100'000},
          {"kafka.batch_bytes", "Bytes in one Kafka transaction at the most", &k.batch_bytes, 1024,
           1024 * kMiB},
          {"kafka.batch_age_ms", "How long a lone record waits for company, milliseconds", &k.batch_age_ms, 0,
           60'000},
          {"kafka.tombstones", "Follow a retraction with a null record, for compacted topics", &k.tombstones},
      });
}

void add_fetch(settings::Table& t, fetch::FetchOptions& f) {
  t.insert(
      t.end(),
      {
          {"fetch.user_agent", "User-Agent header; put an address in it where outlets can reach you",
           &f.user_agent},
          {"fetch.robots_agent", "Product token looked for in robots.txt", &f.robots_agent},
          {"fetch.delay_ms",
           "Between requests to one host, milliseconds, unless the outlet or robots.txt says more",
           &f.delay_ms, 0, kHourMs},
          {"fetch.connect_to", "Connect elsewhere than DNS says, curl's HOST:PORT:HOST:PORT form; for tests",
           &f.connect_to},
          {"fetch.ca_file", "PEM file of certificate authorities instead of the system's", &f.ca_file},
          {"fetch.proxy", "HTTP or SOCKS proxy URL; its own address is exempt from the private-address check",
           &f.proxy},
          {"fetch.allow_private_addresses",
           "Connect to loopback, private and link-local addresses too; for tests and intranets",
           &f.allow_private_addresses},
          {"fetch.max_connections", "Connections open at once, all hosts together", &f.max_connections, 1,
           10'000},
          {"fetch.connect_timeout_ms", "To a connection, TLS included, milliseconds", &f.connect_timeout_ms,
           10, kHourMs},
          {"fetch.first_byte_timeout_ms", "From request to the answer's first byte, milliseconds",
           &f.first_byte_timeout_ms, 10, kHourMs},
          {"fetch.total_timeout_ms", "One request in all, milliseconds", &f.total_timeout_ms, 10, kHourMs},
          {"fetch.max_wire_bytes", "Bytes received for one page at the most", &f.max_wire_bytes, 1024,
           1024 * kMiB},
          {"fetch.max_body_bytes", "Bytes of one page after decompression at the most", &f.max_body_bytes,
           1024, 1024 * kMiB},
          {"fetch.max_redirects", "Redirects followed for one page at the most", &f.max_redirects, 0, 50},
      });
}

void add_pipeline(settings::Table& t, Config& c) {
  t.insert(
      t.end(),
      {
          {"schedule.min_interval_ms", "A source is read this often at the most, milliseconds",
           &c.schedule.min_interval_ms, 1, 24 * kHourMs},
          {"schedule.max_interval_ms", "A source is read this often at the least, milliseconds",
           &c.schedule.max_interval_ms, 1, 240 * kHourMs},
          {"revisit.window_hours",
           "How long after it was first seen an article's page is looked at again for changes; 0: never",
           &c.revisit.window_hours, 0, 24 * 90},
          {"revisit.first_ms",
           "When an article's page is first looked at again, milliseconds; each later look waits twice as "
           "long",
           &c.revisit.first_ms, 1000, 24 * kHourMs},
          {"retry.first_ms", "When a failed link is tried again, milliseconds; each later wait is longer",
           &c.retry.first_ms, 10, 24 * kHourMs},
          {"retry.longest_ms", "The longest wait between two tries of a link, milliseconds",
           &c.retry.longest_ms, 10, 240 * kHourMs},
          {"dedup.window_days", "How far back an article is compared, days", &c.dedup.window_days, 1, 90},
          {"dedup.publish_to",
           "Where near-duplicates go: `duplicates` only, or to `articles` as well with their relation",
           &c.dedup.publish_to,
           0,
           0,
           {"duplicates", "articles"}},
          {"outbox.max_rows", "Records waiting for Kafka at which fetching stops", &c.outbox.max_rows, 1,
           10'000'000},
          {"outbox.max_bytes", "Bytes waiting for Kafka at which fetching stops", &c.outbox.max_bytes, 1024,
           1LL << 40},
          {"pipeline.threads", "Threads that read pages; 0: one less than the machine's cores, at least 1",
           &c.pipeline.threads, 0, 256},
          {"pipeline.max_in_flight", "Links being fetched or read at once", &c.pipeline.max_in_flight, 1,
           100'000},
          {"pipeline.link_tries", "Tries of one link before it ends as rejected", &c.pipeline.link_tries, 1,
           100},
          {"pipeline.keep_links_days", "How long finished links are remembered, days",
           &c.pipeline.keep_links_days, 7, 3650},
          {"shutdown.drain_timeout_ms", "After SIGTERM: how long work in flight may still take, milliseconds",
           &c.shutdown.drain_timeout_ms, 0, kHourMs},
          {"shutdown.once_timeout_ms", "`run --once`: how long to wait for Kafka at the end, milliseconds",
           &c.shutdown.once_timeout_ms, 0, 24 * kHourMs},
      });
}

}  // namespace

settings::Table table_of(Config& c) {
  settings::Table t = {
      {"instance_id",
       "Name of this daemon among those that share a Kafka cluster: transactional id and checkpoint key",
       &c.instance_id},
      {"state_dir", "Folder of the ledger; relative to this file", &c.state_dir},
      {"outlets_dir", "Folder of the outlet files; relative to this file", &c.outlets_dir},
  };
  add_kafka(t, c.kafka);
  add_fetch(t, c.fetch);
  add_pipeline(t, c);
  t.insert(t.end(),
           {
               {"admin.listen", "Address of metrics, health and status page; empty: none", &c.admin.listen},
               {"admin.token", "Bearer token for what changes something (reload, pause); empty: refused",
                &c.admin.token},
               {"admin.hosts",
                "Names with dots that the admin server is asked for by (Host header), besides addresses and "
                "plain names; any other is refused, against DNS rebinding",
                &c.admin.hosts},
               {"log.level",
                "Least level that is written",
                &c.log.level,
                0,
                0,
                {"trace", "debug", "info", "warn", "error"}},
               {"log.format",
                "`text`, `json` (one object a line), or `auto`: text on a terminal, json otherwise",
                &c.log.format,
                0,
                0,
                {"auto", "text", "json"}},
           });
  return t;
}

}  // namespace rawi::config
