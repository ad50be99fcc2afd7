#include "daemon/admin/routes.h"

#include <charconv>
#include <chrono>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "daemon/admin/guard.h"
#include "daemon/admin/inspect.h"
#include "daemon/admin/json.h"
#include "daemon/admin/page_files.h"

namespace rawi::admin {
namespace {

constexpr std::string_view kOutlets = "/api/outlets/", kRejected = "/api/rejected/";

Response error(int status, const char* code, std::string_view message) {
  Response out;
  out.status = status;
  out.body = error_json(code, message);
  return out;
}

Response json(std::string body, int status = 200) {
  Response out;
  out.status = status;
  out.body = std::move(body);
  return out;
}

Response page(const PageFile& file, const std::string& if_none_match) {
  Response out;
  const std::string etag = file.etag();
  out.headers = {{"ETag", etag}, {"Cache-Control", "no-cache"}};
  out.type = file.content_type();
  if (if_none_match.find(etag) != std::string::npos) {
    out.status = 304;
  } else {
    out.body = file.bytes();
  }
  return out;
}

// "/api/outlets/ID/pause" -> {ID, true}
std::optional<std::pair<std::string, bool>> pause_of(std::string_view path) {
  if (!path.starts_with(kOutlets)) return std::nullopt;
  path.remove_prefix(kOutlets.size());
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos || slash == 0) return std::nullopt;
  const std::string_view word = path.substr(slash + 1);
  if (word != "pause" && word != "resume") return std::nullopt;
  return std::pair{std::string(path.substr(0, slash)), word == "pause"};
}

bool is_read_path(std::string_view path) {
  static const std::set<std::string_view> kPaths = {
      "/metrics", "/healthz", "/readyz", "/api/status", "/api/outlets", "/api/latest", "/api/events"};
  return kPaths.contains(path) || path.starts_with(kRejected) || page_file(path) != nullptr;
}

bool is_change_path(std::string_view path) { return path == "/api/reload" || pause_of(path).has_value(); }

}  // namespace

const std::vector<std::pair<std::string, std::string>>& security_headers() {
  static const std::vector<std::pair<std::string, std::string>> kHeaders = {
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
       "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
  };
  return kHeaders;
}

std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

Routes::Routes(const Board& board, Commands& commands, events::Events& events, Access access)
    : board_(board), commands_(commands), events_(events), access_(std::move(access)) {}

void Routes::set_access(Access access) {
  const std::scoped_lock lock(mutex_);
  access_ = std::move(access);
}

Access Routes::access() const {
  const std::scoped_lock lock(mutex_);
  return access_;
}

Response Routes::refuse(const Request& request, int status, const char* code, const std::string& message) {
  events_.admin_refused(code, request.path, request.peer);
  return error(status, code, message);
}

Response Routes::answer(const Request& request) {
  if (!host_allowed(request.host, access().hosts)) {
    return refuse(request, 403, "bad_host",
                  "this server is not known by that name; name it in admin.hosts if it should be");
  }
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (is_change_path(request.path)) {
    if (request.method == "POST") return post(request);
    Response out = error(405, "method_not_allowed", "this path takes POST");
    out.headers.emplace_back("Allow", "POST");
    return out;
  }
  if (!is_read_path(request.path)) return error(404, "not_found", "there is nothing at this path");
  if (!reads) {
    Response out = error(405, "method_not_allowed", "this path takes GET");
    out.headers.emplace_back("Allow", "GET, HEAD");
    return out;
  }
  if (request.body_bytes > 0) return refuse(request, 413, "too_large", "a GET request has no body");
  return get(request);
}

std::string Routes::status_json() const {
  const auto status = board_.status();
  return json_of(status ? *status : Status(), !access().token.empty());
}

Response Routes::get(const Request& request) {
  const std::string& path = request.path;
  if (const PageFile* file = page_file(path)) return page(*file, request.if_none_match);
  const auto status = board_.status();
  if (path == "/metrics") {
    Response out;
    out.type = "text/plain; version=0.0.4; charset=utf-8";
    out.body = events_.exposition();
    return out;
  }
  if (path == "/healthz") {
    const Health health = board_.health(steady_ms());
    return json(health_json(health), health.ok ? 200 : 503);
  }
  if (path == "/readyz") {
    std::vector<Reason> reasons =
        status ? status->reasons : std::vector<Reason>{{"starting", "the daemon is starting"}};
    if (const Health health = board_.health(steady_ms()); !health.ok && (!status || status->stalled.empty()))
      reasons.push_back({"stuck", health.detail});
    return json(ready_json(reasons), reasons.empty() ? 200 : 503);
  }
  if (path == "/api/status") return json(status_json());
  if (path == "/api/outlets") {
    const auto outlets = board_.outlets();
    return json(json_of(outlets ? *outlets : OutletViews(), status ? status->now_ms : 0));
  }
  if (path == "/api/latest") return json(json_of(board_.articles(), board_.rejected()));
  if (path == "/api/events") {
    if (board_.closed()) return error(503, "stopping", "the daemon is stopping");
    Response out;
    out.type = "text/event-stream; charset=utf-8";
    out.stream = request.method == "GET";
    return out;
  }
  return rejected(std::string_view(path).substr(kRejected.size()));
}

Response Routes::rejected(std::string_view id) const {
  std::uint64_t number = 0;
  const auto [end, problem] = std::from_chars(id.data(), id.data() + id.size(), number);
  const bool whole = problem == std::errc() && end == id.data() + id.size();
  const auto item = whole ? board_.rejected(number) : std::nullopt;
  if (!item) return error(404, "not_found", "no such rejected page is remembered");
  if (!item->page)
    return error(404, "not_found",
                 "of this link no page is kept: none was fetched, or newer ones took its room");
  return json(inspection_json(*item));
}

Response Routes::post(const Request& request) {
  if (request.body_bytes > kMaxRequestBody) {
    return refuse(request, 413, "too_large", fmt::format("at most {} bytes", kMaxRequestBody));
  }
  if (!same_origin(request.origin, request.fetch_site, request.host)) {
    return refuse(request, 403, "bad_origin", "only this server's own page may ask for changes");
  }
  const std::string token = access().token;
  if (token.empty()) {
    return refuse(request, 403, "no_token_configured",
                  "changes are refused as long as admin.token is not set in the configuration");
  }
  if (!same_secret(token, bearer_token(request.authorization))) {
    Response out = refuse(request, 401, "bad_token", "give admin.token as Authorization: Bearer TOKEN");
    out.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"rawi\"");
    return out;
  }
  if (board_.closed()) return error(503, "stopping", "the daemon is stopping");
  if (request.path == "/api/reload") return reload();
  const auto wanted = pause_of(request.path);
  return pause(wanted->first, wanted->second);
}

Response Routes::reload() {
  const auto report = commands_.reload();
  if (report) return json(json_of(*report), report->problems.empty() ? 200 : 422);
  if (report.error().code == Errc::busy) return error(409, "busy", report.error().message);
  return error(504, "timeout", report.error().message);
}

Response Routes::pause(const std::string& outlet, bool paused) {
  const auto done = commands_.pause(outlet, paused);
  if (done) return json(paused_json(outlet, paused));
  if (done.error().code == Errc::not_found) return error(404, "not_found", done.error().message);
  return error(504, "timeout", done.error().message);
}

}  // namespace rawi::admin
