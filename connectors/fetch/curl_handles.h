// libcurl's C objects with an owner.
#pragma once

#include <curl/curl.h>

#include <memory>

namespace rawi::fetch {

// CURL and CURLM are both void, so the deleters need names of their own.
struct EasyDelete {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct MultiDelete {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct SlistDelete {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using EasyHandle = std::unique_ptr<CURL, EasyDelete>;
using MultiHandle = std::unique_ptr<CURLM, MultiDelete>;
using SlistHandle = std::unique_ptr<curl_slist, SlistDelete>;

}  // namespace rawi::fetch
