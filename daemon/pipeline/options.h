// What an operator can set about the pipeline; defaults as in daemon/config.
#pragma once

#include <cstdint>

#include "daemon/schedule/retry.h"
#include "daemon/schedule/source_schedule.h"

namespace rawi::pipeline {

struct Options {
  schedule::SourcePolicy source;
  schedule::RetryPolicy retry;
  std::int64_t revisit_window_ms = 48 * 3'600'000LL;  // 0: pages are never looked at again
  std::int64_t revisit_first_ms = 600'000;
  std::int64_t outbox_max_rows = 50'000, outbox_max_bytes = 512LL << 20;
  std::int64_t keep_links_ms = 90 * 86'400'000LL, keep_fingerprints_ms = 7 * 86'400'000LL;
  int max_in_flight = 256;           // links being fetched or read
  int max_in_flight_per_outlet = 4;  // so that one slow host does not take all places
  bool duplicates_to_articles = false;
  bool tombstones = false;
};

}  // namespace rawi::pipeline
