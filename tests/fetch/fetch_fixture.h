// A fetcher and a loopback server that answers for every host name.
#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "connectors/fetch/fetcher.h"
#include "tests/support/http_server.h"

namespace rawi::fetch {

using Outcome = FetchResult::Outcome;
using test::HttpReply;
using test::HttpRequest;
using test::HttpServer;

inline FetchRequest request_for(std::string url) {
  FetchRequest request;
  request.url = std::move(url);
  return request;
}

class FetchTest : public testing::Test {
 protected:
  using Page = std::function<void(const HttpRequest&, HttpReply&)>;

  FetchTest() : server_([this](const HttpRequest& request, HttpReply& reply) { answer(request, reply); }) {
    options_.delay_ms = 0;
    options_.backoff_ms = 1;
    options_.allow_private_addresses = true;
    options_.seed = 1;
    options_.connect_to = {"::127.0.0.1:" + std::to_string(server_.port())};
  }

  // `target` may carry a host: "a.example/page"; without one every host has it. Unknown pages are 404.
  void page(const std::string& target, Page page) {
    const std::lock_guard lock(mutex_);
    pages_[target] = std::move(page);
  }
  void page(const std::string& target, std::string body) {
    page(target, [body = std::move(body)](const HttpRequest&, HttpReply& reply) { reply.send(200, body); });
  }

  FetchResult get(FetchRequest request) { return fetch_once(std::move(request), options_); }
  FetchResult get(const std::string& url) { return get(request_for(url)); }

  // For what fetch_once() cannot show: one fetcher, many requests.
  void start(FetchRequest request) {
    if (!fetcher_) {
      auto made = make_fetcher(options_);
      ASSERT_TRUE(made) << made.error().message;
      fetcher_ = std::move(*made);
    }
    {
      const std::lock_guard lock(mutex_);
      ++started_;
    }
    fetcher_->start(std::move(request), [this](FetchResult result) {
      const std::lock_guard lock(mutex_);
      results_.push_back(std::move(result));
      arrived_.notify_all();
    });
  }
  void start(const std::string& url) { start(request_for(url)); }
  // In the order in which they ended.
  std::vector<FetchResult> wait() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return results_.size() == started_; });
    started_ = 0;
    return std::exchange(results_, {});
  }
  FetchResult one(FetchRequest request) {
    start(std::move(request));
    auto results = wait();
    return results.empty() ? FetchResult() : results.front();
  }
  FetchResult one(const std::string& url) { return one(request_for(url)); }

  FetchOptions options_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::map<std::string, Page> pages_;
  std::vector<FetchResult> results_;
  std::size_t started_ = 0;
  HttpServer server_;
  std::unique_ptr<Fetcher> fetcher_;

 private:
  void answer(const HttpRequest& request, HttpReply& reply) {
    Page page;
    {
      const std::lock_guard lock(mutex_);
      for (const auto& key : {request.host + request.target, request.target}) {
        if (const auto at = pages_.find(key); at != pages_.end() && !page) page = at->second;
      }
    }
    page ? page(request, reply) : void(reply.send(404, "nothing here"));
  }
};

}  // namespace rawi::fetch
