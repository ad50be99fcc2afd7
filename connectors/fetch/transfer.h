// One HTTP exchange on one libcurl handle: what goes out, what is accepted, how it ended.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "connectors/fetch/curl_handles.h"
#include "connectors/fetch/fetcher.h"
#include "connectors/url/url.h"

namespace rawi::fetch {

struct Exchange {
  FetchResult result;    // of this exchange alone; a redirect that says where to is Outcome::ok
  std::string location;  // as written; empty: no redirect
  bool permanent = false;
};

class Transfer {
 public:
  // `options` and `connect_to` outlive the transfer. `easy` is set up afresh; cookies it holds stay.
  Transfer(const FetchOptions& options, curl_slist* connect_to, EasyHandle easy, const url::Url& target,
           const FetchRequest& request, std::uint64_t job_id);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  [[nodiscard]] std::uint64_t job_id() const { return job_id_; }
  [[nodiscard]] CURL* easy() const { return easy_.get(); }
  [[nodiscard]] bool answered() const { return status_ != 0; }

  // Where a kept connection turns out to be dead libcurl asks again at once, on a new one. A host that asks
  // for a pause between requests would see two without any; a connection of its own leaves no room for that.
  void use_own_connection();

  // Once, when the handle has left the multi handle. `first_byte_missed`: taken away by the loop for want of
  // an answer.
  [[nodiscard]] Exchange conclude(CURLcode code, bool first_byte_missed);

  [[nodiscard]] EasyHandle release() { return std::move(easy_); }

 private:
  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
  static curl_socket_t on_open(void* self, curlsocktype purpose, curl_sockaddr* address);

  void set_up(const url::Url& target, curl_slist* connect_to);
  void set_up_bounds();
  void set_up_identity(const url::Url& target);
  void add_header(const std::string& line);
  void take_header(std::string_view line);
  bool take_body(std::string_view bytes);  // false: enough
  bool stop_with(std::string reason, std::string detail);
  void judge_failure(CURLcode code, FetchResult& result) const;
  void judge_status(FetchResult& result) const;

  const FetchOptions& options_;
  EasyHandle easy_;
  SlistHandle headers_;
  FetchRequest request_;
  const std::uint64_t job_id_;  // whose exchange this is; only carried
  const std::int64_t began_ms_;
  std::array<char, CURL_ERROR_SIZE> error_{};
  FetchResult seen_;  // headers and body as they come
  std::string location_, date_, retry_after_;
  int status_ = 0;
  bool enough_ = false;  // stopped on purpose, what came is good
  std::string stop_reason_, stop_detail_;
  std::string refused_;  // the kind of address that was not connected to
};

}  // namespace rawi::fetch
