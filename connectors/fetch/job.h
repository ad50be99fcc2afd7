// A request on its way: where it stands between start() and done.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include "connectors/fetch/fetcher.h"
#include "connectors/fetch/transfer.h"
#include "connectors/url/url.h"

namespace rawi::fetch {

struct FetchJob {
  std::uint64_t id = 0;
  FetchRequest request;
  std::function<void(FetchResult)> done;  // empty: the fetcher's own request for `robots_of`
  std::string robots_of;                  // the origin whose robots.txt this is

  url::Url target;           // of the current hop
  std::string group;         // registrable domain of the target
  bool crawl_delay = false;  // its robots.txt asks for a pause
  FetchResult so_far;        // what the hops before added up to
  std::set<std::string> visited;
  bool all_permanent = true;

  std::unique_ptr<Transfer> transfer;  // while on the wire
  std::int64_t launched_ms = 0, answer_due_ms = 0;
  EasyHandle own_handle;  // between hops, where cookies are kept
};

// The result as the caller sees it: what this exchange says, with the hops before it.
[[nodiscard]] FetchResult with_history(const FetchJob& job, FetchResult last);

// Our own verdicts, before or instead of an exchange.
[[nodiscard]] FetchResult verdict(FetchResult::Outcome outcome, std::string reason, std::string detail);

// Takes the job to the next hop. nullopt: `job.target` is the new target. Otherwise how the request ends:
// redirect_loop, too_many_redirects, bad_redirect, unsupported_scheme.
[[nodiscard]] std::optional<FetchResult> follow(FetchJob& job, const Exchange& exchange, int max_redirects);

// What may be said about a target before anything is asked of the network; nullopt: nothing against it.
[[nodiscard]] std::optional<FetchResult> objection(const url::Url& target, bool allow_private_addresses);

}  // namespace rawi::fetch
