#include "connectors/fetch/transfer.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <ctime>

#include "connectors/fetch/address_guard.h"
#include "connectors/fetch/http_headers.h"
#include "connectors/fetch/multi_loop.h"
#include "connectors/fetch/robots.h"
#include "connectors/url/percent.h"

namespace rawi::fetch {
namespace {

using Outcome = FetchResult::Outcome;

constexpr std::int64_t kErrorBodyBytes = 256 * 1024;  // read to keep the connection, not kept
constexpr std::size_t kMaxHeaderValue = 8192;

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

struct CodeMeaning {
  CURLcode code;
  Outcome outcome;
  const char* reason;
};

constexpr auto kMeanings = std::to_array<CodeMeaning>({
    {CURLE_COULDNT_RESOLVE_HOST, Outcome::retry_later, "dns"},
    {CURLE_COULDNT_RESOLVE_PROXY, Outcome::retry_later, "proxy"},
    {CURLE_PROXY, Outcome::retry_later, "proxy"},
    {CURLE_COULDNT_CONNECT, Outcome::retry_later, "connect"},
    {CURLE_SSL_CONNECT_ERROR, Outcome::retry_later, "tls_handshake"},
    {CURLE_PEER_FAILED_VERIFICATION, Outcome::failed, "tls"},
    {CURLE_SSL_CACERT_BADFILE, Outcome::failed, "tls"},
    {CURLE_SSL_CIPHER, Outcome::failed, "tls"},
    {CURLE_BAD_CONTENT_ENCODING, Outcome::failed, "content_encoding"},
    {CURLE_FILESIZE_EXCEEDED, Outcome::failed, "too_large"},
    {CURLE_WEIRD_SERVER_REPLY, Outcome::retry_later, "bad_http"},
    {CURLE_UNSUPPORTED_PROTOCOL, Outcome::refused, "unsupported_scheme"},
    {CURLE_URL_MALFORMAT, Outcome::refused, "bad_url"},
});

}  // namespace

Transfer::Transfer(const FetchOptions& options, curl_slist* connect_to, EasyHandle easy,
                   const url::Url& target, const FetchRequest& request, std::uint64_t job_id)
    : options_(options),
      easy_(std::move(easy)),
      request_(request),
      job_id_(job_id),
      began_ms_(monotonic_ms()) {
  set_up(target, connect_to);
}

curl_socket_t Transfer::on_open(void* self, curlsocktype, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(self);
  const FetchOptions& options = transfer.options_;
  if (!options.allow_private_addresses && options.proxy.empty()) {
    if (const auto what = refusal(address->addr)) {
      transfer.refused_ = *what;
      return CURL_SOCKET_BAD;
    }
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t Transfer::on_header(char* data, std::size_t size, std::size_t count, void* self) {
  static_cast<Transfer*>(self)->take_header({data, size * count});
  return size * count;
}

std::size_t Transfer::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  return static_cast<Transfer*>(self)->take_body({data, size * count}) ? size * count : CURL_WRITEFUNC_ERROR;
}

void Transfer::take_header(std::string_view line) {
  if (line.rfind("HTTP/", 0) == 0) {
    // A new header block: what an interim answer (103) said does not count.
    long status = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    status_ = static_cast<int>(status);
    seen_ = {};
    location_.clear();
    return;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !seen_.body.empty()) return;
  std::string_view value = line.substr(colon + 1);
  while (!value.empty() && static_cast<unsigned char>(value.front()) <= ' ') value.remove_prefix(1);
  while (!value.empty() && static_cast<unsigned char>(value.back()) <= ' ') value.remove_suffix(1);
  if (value.size() > kMaxHeaderValue) return;
  const std::string name = url::ascii_lower(line.substr(0, colon));
  if (name == "location") location_ = value;
  if (name == "content-type") seen_.content_type = value;
  if (name == "etag") seen_.etag = value;
  if (name == "last-modified") seen_.last_modified = value;
  if (name == "cache-control") seen_.max_age_s = parse_max_age(value);
  if (name == "date") date_ = value;
  if (name == "retry-after") retry_after_ = value;
}

bool Transfer::stop_with(std::string reason, std::string detail) {
  stop_reason_ = std::move(reason);
  stop_detail_ = std::move(detail);
  return false;
}

bool Transfer::take_body(std::string_view bytes) {
  curl_off_t wire = 0, announced = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_SIZE_DOWNLOAD_T, &wire);
  curl_easy_getinfo(easy_.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced);
  if (status_ < 200 || status_ > 299) {
    enough_ = wire > kErrorBodyBytes;
    return !enough_;
  }
  if (seen_.body.empty() && !welcome(request_.kind, seen_.content_type, bytes)) {
    return stop_with("content_type",
                     fmt::format("\"{}\" is nothing to read an article or a list from", seen_.content_type));
  }
  if (request_.kind == FetchRequest::Kind::robots) {
    seen_.body += bytes.substr(0, Robots::kMaxBytes + 1 - seen_.body.size());
    enough_ = seen_.body.size() > Robots::kMaxBytes;
    return !enough_;
  }
  if (wire > options_.max_wire_bytes || announced > options_.max_wire_bytes) {
    return stop_with("too_large", fmt::format("more than {} bytes on the wire", options_.max_wire_bytes));
  }
  if (static_cast<std::int64_t>(seen_.body.size() + bytes.size()) > options_.max_body_bytes) {
    return stop_with("too_large",
                     fmt::format("more than {} bytes once decompressed", options_.max_body_bytes));
  }
  seen_.body += bytes;
  return true;
}

void Transfer::judge_failure(CURLcode code, FetchResult& result) const {
  result.outcome = Outcome::retry_later;
  result.reason = "cut_off";
  result.detail = error_[0] != '\0' ? error_.data() : curl_easy_strerror(code);
  for (const auto& meaning : kMeanings) {
    if (meaning.code != code) continue;
    result.outcome = meaning.outcome;
    result.reason = meaning.reason;
  }
  if (code == CURLE_OPERATION_TIMEDOUT) {
    curl_off_t connected = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_PRETRANSFER_TIME_T, &connected);
    // Our own clock: libcurl's was read a moment before its timer went off.
    const bool whole = monotonic_ms() - began_ms_ >= options_.total_timeout_ms;
    const char* stalled = status_ == 0 ? "first_byte_timeout" : "too_slow";
    result.reason = whole ? "timeout" : connected == 0 ? "connect_timeout" : stalled;
  }
  if (!refused_.empty() && code == CURLE_COULDNT_CONNECT) {
    result.outcome = Outcome::refused;
    result.reason = "refused_address";
    result.detail =
        fmt::format("the host's address is {}; fetch.allow_private_addresses would permit it", refused_);
  }
}

void Transfer::judge_status(FetchResult& result) const {
  result.outcome = Outcome::http_error;
  result.reason = fmt::format("http_{}", status_);
  const bool conditional = !request_.etag.empty() || !request_.last_modified.empty();
  if (status_ == 200 || status_ == 203) {
    result.outcome = result.body.empty() ? Outcome::http_error : Outcome::ok;
    result.reason = result.body.empty() ? "empty_body" : "ok";
  } else if (status_ == 304 && conditional) {
    result.outcome = Outcome::not_modified;
    result.reason = "not_modified";
  } else if (status_ == 404 || status_ == 410) {
    result.outcome = Outcome::gone;
  } else if (status_ == 408 || status_ == 425 || status_ == 429 || status_ >= 500) {
    result.outcome = Outcome::retry_later;
    const std::int64_t served_at = curl_getdate(date_.c_str(), nullptr);
    result.retry_after_s = parse_retry_after(retry_after_, served_at >= 0 ? served_at : std::time(nullptr));
  }
}

Exchange Transfer::conclude(CURLcode code, bool first_byte_missed) {
  Exchange out;
  FetchResult& result = out.result = std::move(seen_);
  result.status = status_;
  curl_off_t wire = 0, micros = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_SIZE_DOWNLOAD_T, &wire);
  curl_easy_getinfo(easy_.get(), CURLINFO_TOTAL_TIME_T, &micros);
  result.wire_bytes = wire;
  result.elapsed_ms = static_cast<int>(micros / 1000);
  if (first_byte_missed) {
    result.outcome = Outcome::retry_later;
    result.reason = "first_byte_timeout";
    result.detail = fmt::format("connected and no answer for {} ms", options_.first_byte_timeout_ms);
  } else if (!stop_reason_.empty()) {
    result.outcome = Outcome::failed;
    result.reason = stop_reason_;
    result.detail = stop_detail_;
  } else if (code != CURLE_OK && !(enough_ && code == CURLE_WRITE_ERROR)) {
    judge_failure(code, result);
  } else {
    judge_status(result);
    if (is_redirect(status_) && !location_.empty()) {
      out.location = std::move(location_);
      out.permanent = status_ == 301 || status_ == 308;
    }
  }
  if (result.outcome != Outcome::ok) result.body.clear();
  return out;
}

}  // namespace rawi::fetch
