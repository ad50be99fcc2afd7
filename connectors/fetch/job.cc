#include "connectors/fetch/job.h"

#include <fmt/format.h>

#include <utility>

#include "connectors/fetch/address_guard.h"

namespace rawi::fetch {

using Outcome = FetchResult::Outcome;

std::string_view to_string(FetchResult::Outcome outcome) {
  switch (outcome) {
    case Outcome::ok: return "ok";
    case Outcome::not_modified: return "not_modified";
    case Outcome::gone: return "gone";
    case Outcome::http_error: return "http_error";
    case Outcome::retry_later: return "retry_later";
    case Outcome::refused: return "refused";
    case Outcome::failed: return "failed";
    case Outcome::cancelled: return "cancelled";
  }
  return "failed";
}

FetchResult verdict(FetchResult::Outcome outcome, std::string reason, std::string detail) {
  FetchResult result;
  result.outcome = outcome;
  result.reason = std::move(reason);
  result.detail = std::move(detail);
  return result;
}

FetchResult with_history(const FetchJob& job, FetchResult last) {
  last.url = job.so_far.url;
  last.redirects = job.so_far.redirects;
  last.wire_bytes += job.so_far.wire_bytes;
  last.elapsed_ms += job.so_far.elapsed_ms;
  if (last.status == 0) last.status = job.so_far.status;
  if (!job.target.scheme.empty()) last.final_url = job.target.to_string();
  const bool answered =
      last.outcome == Outcome::ok || last.outcome == Outcome::not_modified || last.outcome == Outcome::gone;
  if (answered && job.all_permanent && !last.redirects.empty()) last.permanent_url = last.final_url;
  return last;
}

std::optional<FetchResult> objection(const url::Url& target, bool allow_private_addresses) {
  if (!target.is_http()) {
    return verdict(Outcome::refused, "unsupported_scheme",
                   fmt::format("\"{}:\" is not fetched, only http and https", target.scheme));
  }
  const auto what = allow_private_addresses ? std::nullopt : refusal_of_literal(target.host);
  if (!what) return std::nullopt;
  return verdict(Outcome::refused, "refused_address",
                 fmt::format("{} is {}; fetch.allow_private_addresses would permit it", target.host, *what));
}

std::optional<FetchResult> follow(FetchJob& job, const Exchange& exchange, int max_redirects) {
  job.so_far.wire_bytes += exchange.result.wire_bytes;
  job.so_far.elapsed_ms += exchange.result.elapsed_ms;
  job.so_far.status = exchange.result.status;
  auto next = url::resolve(job.target, exchange.location);
  if (!next)
    return verdict(Outcome::failed, "bad_redirect", "the redirect leads to no URL: " + next.error().message);
  // Credentials stay with the origin they were written for, and none are taken from a redirect.
  next->userinfo = next->origin() == job.target.origin() ? job.target.userinfo : "";
  next->fragment.clear();
  const std::string spelled = next->to_string();
  job.so_far.redirects.push_back(spelled);
  job.all_permanent = job.all_permanent && exchange.permanent;
  job.visited.insert(job.target.to_string());
  // With cookies a site may send the reader in a circle once, to come back with the cookie.
  if (!job.request.cookies && job.visited.count(spelled) > 0) {
    return verdict(Outcome::failed, "redirect_loop", fmt::format("{} was visited before", spelled));
  }
  if (static_cast<int>(job.so_far.redirects.size()) > max_redirects) {
    return verdict(Outcome::failed, "too_many_redirects",
                   fmt::format("more than {} redirects", max_redirects));
  }
  job.target = std::move(*next);
  return std::nullopt;
}

}  // namespace rawi::fetch
