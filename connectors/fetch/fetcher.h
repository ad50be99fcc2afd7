// Link -> bytes: polite, guarded, conditional. One loop thread on libcurl's multi interface.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connectors/base/result.h"

namespace rawi::fetch {

struct FetchOptions {
  std::string user_agent = "rawi/1.0 (+https://rawi.example/bot)";
  std::string robots_agent = "rawi";
  int delay_ms = 1000;  // between requests to one host, unless request or robots.txt says more
  std::vector<std::string> connect_to;  // curl's CURLOPT_CONNECT_TO form
  std::string ca_file;                  // empty: the system's
  std::string proxy;                    // empty: none; exempt from the address check
  bool allow_private_addresses = false;
  int max_connections = 256;
  int connect_timeout_ms = 10'000;
  int first_byte_timeout_ms = 20'000;
  int total_timeout_ms = 60'000;
  std::int64_t max_wire_bytes = 16 << 20;
  std::int64_t max_body_bytes = 32 << 20;  // after decompression
  int max_redirects = 8;
};

struct FetchRequest {
  enum class Kind { page, source, robots };
  std::string url;
  Kind kind = Kind::page;           // which content types are welcome, and the order of priority at one host
  std::string etag, last_modified;  // validators of the copy we know; empty: unconditional
  int delay_ms = 0;                 // outlet's own delay, 0: default
  bool cookies = false;
  int priority = 0;  // higher first within a host
};

// How a fetch ended: exactly one per request.
struct FetchResult {
  enum class Outcome {
    ok,            // 2xx with a body
    not_modified,  // 304
    gone,          // 404, 410
    http_error,    // any other status that is final
    retry_later,   // 429, 5xx, network trouble: `retry_after_s` says when at the earliest
    refused,       // by us: robots_disallow, refused_address, unsupported_scheme, bad_url
    failed,        // for good: redirect_loop, too_many_redirects, too_large, content_type, tls
    cancelled,     // the fetcher was stopped
  };
  Outcome outcome = Outcome::failed;
  std::string reason;  // stable word: "ok", "http_404", "robots_disallow", "redirect_loop", "too_large", …
  std::string detail;  // for people; no credentials
  int status = 0;      // last HTTP status, 0 where none came
  std::string url, final_url;          // asked for; answered by
  std::vector<std::string> redirects;  // every hop's target in order
  std::string permanent_url;           // where a chain of only 301/308 led; empty: none
  std::string content_type, etag, last_modified;
  std::optional<int> max_age_s;  // Cache-Control
  std::optional<int> retry_after_s;
  std::string body;  // decompressed
  std::int64_t wire_bytes = 0;
  int elapsed_ms = 0;
};

// Thread-safe. `done` runs on the loop thread and must not block for long. After stop() no new `done` runs
// except with Outcome::cancelled. The destructor stops and joins.
class Fetcher {
 public:
  virtual ~Fetcher() = default;
  virtual void start(FetchRequest request, std::function<void(FetchResult)> done) = 0;
  virtual void stop() = 0;
};

}  // namespace rawi::fetch
