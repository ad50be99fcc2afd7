// Link -> bytes: polite, guarded, conditional. One loop thread on libcurl's multi interface.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/base/result.h"

namespace rawi::fetch {

struct FetchOptions {
  std::string user_agent = "rawi/1.0 (+https://rawi.example/bot)";
  std::string robots_agent = "rawi";
  int delay_ms = 1000;  // from the end of a request to the next one of a host group, unless request or
                        // robots.txt says more
  int max_crawl_delay_ms = 300'000;     // a robots.txt that asks for more than this is given this
  std::vector<std::string> connect_to;  // curl's CURLOPT_CONNECT_TO form
  std::string ca_file;                  // empty: the system's
  std::string proxy;  // empty: none (the environment is not asked); exempt from the address check
  bool allow_private_addresses = false;
  int max_connections = 256;  // at work at once, all hosts together
  std::size_t max_queued =
      50'000;  // requests under way; beyond it a start() ends with retry_later, "queue_full"
  int connect_timeout_ms = 10'000;     // name, TCP and TLS
  int first_byte_timeout_ms = 20'000;  // of the answer, once connected
  int total_timeout_ms = 60'000;       // of one exchange; a redirect is a new one
  int low_speed_bytes_s = 100;         // slower than this for low_speed_time_s: given up
  int low_speed_time_s = 20;
  std::int64_t max_wire_bytes = 16 << 20;
  std::int64_t max_body_bytes = 32 << 20;  // after decompression
  int max_redirects = 8;
  int backoff_ms = 1000;     // pause of a host group after a failure; doubles
  int park_after = 5;        // failures of one host in a row
  int park_ms = 600'000;     // until the probe; doubles
  int patience_ms = 30'000;  // a Retry-After above this sends waiting requests back to the caller
  std::uint64_t seed = 0;    // of every jitter; 0: from the system
};

struct FetchRequest {
  enum class Kind { page, source, robots };
  std::string url;
  Kind kind =
      Kind::page;  // which content types are welcome; robots: no robots.txt is asked, 500 KiB are kept
  std::string etag, last_modified;  // validators of the copy we know; empty: unconditional
  int delay_ms = 0;                 // outlet's own delay, 0: default
  bool cookies = false;             // kept in memory along the redirects of this request
  int priority = 0;                 // higher first within a host
};

// How a fetch ended: exactly one per request.
struct FetchResult {
  enum class Outcome {
    ok,            // 2xx with a body
    not_modified,  // 304
    gone,          // 404, 410
    http_error,    // any other status that is final, or no body
    retry_later,   // 429, 5xx, network trouble: `retry_after_s` says when at the earliest
    refused,       // by us: robots_disallow, refused_address, unsupported_scheme, bad_url
    failed,        // for good: redirect_loop, too_many_redirects, too_large, content_type, tls
    cancelled,     // the fetcher was stopped
  };
  Outcome outcome = Outcome::failed;
  // A stable word. ok: "ok"; not_modified: "not_modified"; gone, http_error: "http_404", …, "empty_body".
  // retry_later: "http_503", …, "dns", "connect", "connect_timeout", "first_byte_timeout", "too_slow",
  // "timeout",
  //   "cut_off", "tls_handshake", "bad_http", "proxy", "robots_unreachable", "host_parked", "host_throttled",
  //   "queue_full".
  // refused: "robots_disallow", "refused_address", "unsupported_scheme", "bad_url".
  // failed: "redirect_loop", "too_many_redirects", "bad_redirect", "too_large", "content_type",
  // "content_encoding", "tls". cancelled: "cancelled".
  std::string reason;
  std::string detail;                  // for people; no credentials
  int status = 0;                      // last HTTP status, 0 where none came
  std::string url, final_url;          // asked for; answered by; both without credentials
  std::vector<std::string> redirects;  // every hop's target in order
  std::string permanent_url;           // where a chain of only 301/308 led; empty: none
  std::string content_type, etag, last_modified;
  std::optional<int> max_age_s;  // Cache-Control
  std::optional<int> retry_after_s;
  std::string body;             // decompressed
  std::int64_t wire_bytes = 0;  // body bytes received, redirects included
  int elapsed_ms = 0;           // on the wire, without politeness
};

[[nodiscard]] std::string_view to_string(FetchResult::Outcome outcome);

struct FetcherStats {
  std::size_t under_way = 0;                    // started and not done; at most FetchOptions::max_queued
  std::size_t active = 0;                       // exchanges on the wire
  std::size_t groups = 0;                       // host groups remembered
  std::size_t parked = 0;                       // hosts
  std::uint64_t exchanges = 0, wire_bytes = 0;  // since the start
};

// Thread-safe. `done` runs on the loop thread and must not block for long; it may call start(). After stop()
// no new `done` runs except with Outcome::cancelled, for a start() after stop() on the caller's thread. The
// destructor stops and joins; it must not run on the loop thread.
class Fetcher {
 public:
  virtual ~Fetcher() = default;
  virtual void start(FetchRequest request, std::function<void(FetchResult)> done) = 0;
  virtual void stop() = 0;

  // Whether a start() would be taken now. Who finds no room holds its requests back and asks again when one
  // is done.
  [[nodiscard]] virtual bool has_room() const { return true; }
  [[nodiscard]] virtual FetcherStats stats() const { return {}; }
};

// Errc::bad_input where an option cannot be used (no such CA file, a malformed connect_to); Errc::io without
// descriptors.
[[nodiscard]] Result<std::unique_ptr<Fetcher>> make_fetcher(FetchOptions options);

// One request, waited for; robots.txt and redirects included. What make_fetcher() refuses is Outcome::failed,
// "bad_options".
[[nodiscard]] FetchResult fetch_once(FetchRequest request, FetchOptions options);

}  // namespace rawi::fetch
