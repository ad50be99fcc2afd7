// What a request carries and the bounds it runs in, as libcurl options.
#include "connectors/fetch/transfer.h"
#include "connectors/url/percent.h"

namespace rawi::fetch {
namespace {

template <class T>
void set(CURL* easy, CURLoption option, T value) {
  curl_easy_setopt(easy, option, value);
}

const char* accept_of(FetchRequest::Kind kind) {
  switch (kind) {
    case FetchRequest::Kind::page: return "Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.5";
    case FetchRequest::Kind::source:
      return "Accept: application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,"
             "text/html;q=0.8,*/*;q=0.5";
    case FetchRequest::Kind::robots: return "Accept: text/plain,*/*;q=0.5";
  }
  return "Accept: */*";
}

// Debian's curl names a file and a directory; without the directory the parsed certificates are shared by all
// handles.
const char* system_ca_file() { return curl_version_info(CURLVERSION_NOW)->cainfo; }

}  // namespace

void Transfer::set_up(const url::Url& target, curl_slist* connect_to) {
  CURL* easy = easy_.get();
  // A handle with cookies is one request's own, and libcurl loses memory where such a one is reset.
  if (!request_.cookies) curl_easy_reset(easy);
  set(easy, CURLOPT_PRIVATE, this);
  set(easy, CURLOPT_ERRORBUFFER, error_.data());
  set(easy, CURLOPT_NOSIGNAL, 1L);
  set(easy, CURLOPT_BUFFERSIZE, 64L * 1024);
  set(easy, CURLOPT_URL, target.to_string().c_str());
  set(easy, CURLOPT_PATH_AS_IS, 1L);
  set(easy, CURLOPT_FOLLOWLOCATION, 0L);
  set(easy, CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_2TLS});
  set(easy, CURLOPT_ACCEPT_ENCODING, "");
  set(easy, CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  set(easy, CURLOPT_HEADERDATA, this);
  set(easy, CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  set(easy, CURLOPT_WRITEDATA, this);
  if (connect_to != nullptr) set(easy, CURLOPT_CONNECT_TO, connect_to);
  set_up_bounds();
  set_up_identity(target);
}

void Transfer::use_own_connection() {
  set(easy_.get(), CURLOPT_FRESH_CONNECT, 1L);
  set(easy_.get(), CURLOPT_FORBID_REUSE, 1L);
}

void Transfer::set_up_bounds() {
  CURL* easy = easy_.get();
  set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  set(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  set(easy, CURLOPT_OPENSOCKETFUNCTION, &Transfer::on_open);
  set(easy, CURLOPT_OPENSOCKETDATA, this);
  set(easy, CURLOPT_PROXY, options_.proxy.c_str());
  set(easy, CURLOPT_NOPROXY, "");  // nor may $no_proxy send a guarded request around the proxy
  if (const char* ca = options_.ca_file.empty() ? system_ca_file() : options_.ca_file.c_str();
      ca != nullptr) {
    set(easy, CURLOPT_CAINFO, ca);
    set(easy, CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }
  set(easy, CURLOPT_CONNECTTIMEOUT_MS, long{options_.connect_timeout_ms});
  set(easy, CURLOPT_TIMEOUT_MS, long{options_.total_timeout_ms});
  set(easy, CURLOPT_LOW_SPEED_LIMIT, long{options_.low_speed_bytes_s});
  set(easy, CURLOPT_LOW_SPEED_TIME, long{options_.low_speed_time_s});
}

void Transfer::set_up_identity(const url::Url& target) {
  CURL* easy = easy_.get();
  set(easy, CURLOPT_USERAGENT, options_.user_agent.c_str());
  if (request_.cookies) set(easy, CURLOPT_COOKIEFILE, "");
  set(easy, CURLOPT_USERNAME, static_cast<const char*>(nullptr));
  set(easy, CURLOPT_PASSWORD, static_cast<const char*>(nullptr));
  if (!target.userinfo.empty()) {
    const std::string_view written = target.userinfo;
    const auto colon = written.find(':');
    const std::string user = url::percent_decode(written.substr(0, colon));
    const std::string password =
        colon == std::string_view::npos ? "" : url::percent_decode(written.substr(colon + 1));
    set(easy, CURLOPT_USERNAME, user.c_str());
    set(easy, CURLOPT_PASSWORD, password.c_str());
  }
  add_header(accept_of(request_.kind));
  add_header("Accept-Language: ar,*;q=0.5");
  if (!request_.etag.empty()) add_header("If-None-Match: " + request_.etag);
  if (!request_.last_modified.empty()) add_header("If-Modified-Since: " + request_.last_modified);
  set(easy, CURLOPT_HTTPHEADER, headers_.get());
}

// A value that would end its line early is not sent.
void Transfer::add_header(const std::string& line) {
  if (line.find_first_of("\r\n") != std::string::npos) return;
  curl_slist* list = curl_slist_append(headers_.get(), line.c_str());
  if (list == nullptr) return;
  (void)headers_.release();  // `list` is the same one, longer
  headers_.reset(list);
}

}  // namespace rawi::fetch
