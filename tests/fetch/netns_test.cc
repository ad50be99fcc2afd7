// The address guard as it stands by default, against real sockets: run by netns.sh, where "the internet" is
// this machine.
#include <gtest/gtest.h>

#include <condition_variable>
#include <fstream>
#include <mutex>

#include "connectors/fetch/fetcher.h"
#include "tests/support/http_server.h"

namespace rawi::fetch {
namespace {

using Outcome = FetchResult::Outcome;

// One server on every address; /etc/hosts is the test's to write.
class NetnsTest : public testing::Test {
 protected:
  NetnsTest() : server_([this](const auto& request, auto& reply) { answer(request, reply); }, "0.0.0.0", 80) {
    options_.delay_ms = 0;
    options_.backoff_ms = 1;
    hosts(
        "93.184.215.14 public.example www.public.example\n10.1.2.3 private.example\n169.254.169.254 "
        "metadata.example\n"
        "100.64.7.7 nat.example\n10.1.2.3 mixed.example\n93.184.215.14 mixed.example\n127.0.0.1 "
        "loop.example\n");
  }

  static void hosts(const std::string& text) { std::ofstream("/etc/hosts", std::ios::trunc) << text; }

  FetchResult get(const std::string& url) {
    FetchRequest request;
    request.url = url;
    return fetch_once(request, options_);
  }

  // What reached the server, robots.txt included.
  std::size_t seen(const std::string& host) const {
    std::size_t count = 0;
    for (const auto& request : server_.log()) count += request.header("host") == host ? 1 : 0;
    return count;
  }

  FetchOptions options_;
  test::HttpServer server_;

 private:
  void answer(const test::HttpRequest& request, test::HttpReply& reply) {
    const std::string prefix = "/to?";
    if (request.target == "/robots.txt") return void(reply.send(404, "none"));
    if (request.target == "/turn") {
      // The name that was public when it was looked at is private for the next connection.
      hosts("10.1.2.3 public.example\n");
      reply.hang_up();
      return void(reply.send(302, "", {"Location: /after", "Connection: close"}));
    }
    if (request.target.rfind(prefix, 0) == 0)
      return void(reply.redirect(302, request.target.substr(prefix.size())));
    reply.send(200, "hello");
  }
};

TEST_F(NetnsTest, ReadsPublicAddresses) {
  EXPECT_EQ(get("http://public.example/").body, "hello");
  EXPECT_EQ(get("http://93.184.215.14/").body, "hello");
}

TEST_F(NetnsTest, RefusesPrivateOnesByNameAndByNumber) {
  for (const std::string host :
       {"private.example", "metadata.example", "nat.example", "loop.example", "10.1.2.3", "169.254.169.254",
        "100.64.7.7", "192.168.9.9", "198.51.100.5", "127.0.0.1", "0.0.0.0", "localhost"}) {
    const auto result = get("http://" + host + "/");
    EXPECT_EQ(result.outcome, Outcome::refused) << host << " " << result.reason;
    EXPECT_EQ(result.reason, "refused_address") << host;
    EXPECT_EQ(seen(host), 0U) << host;
  }
}

TEST_F(NetnsTest, ReadsThemWhereTheOperatorAllowsIt) {
  options_.allow_private_addresses = true;
  for (const char* url : {"http://private.example/", "http://169.254.169.254/", "http://127.0.0.1/"})
    EXPECT_EQ(get(url).body, "hello") << url;
}

TEST_F(NetnsTest, RefusesThemOnEveryHop) {
  for (const std::string target :
       {"http://169.254.169.254/latest/meta-data/", "http://metadata.example/latest",
        "http://private.example/", "//127.0.0.1/", "http://2852039166/", "http://0xa9fea9fe/",
        "http://[::ffff:169.254.169.254]/", "http://public.example/to?http://10.1.2.3/"}) {
    const auto result = get("http://public.example/to?" + target);
    EXPECT_EQ(result.outcome, Outcome::refused) << target << " " << result.reason;
    EXPECT_EQ(result.reason, "refused_address") << target;
    EXPECT_FALSE(result.redirects.empty());
  }
  for (const char* host : {"169.254.169.254", "metadata.example", "private.example", "10.1.2.3", "127.0.0.1"})
    EXPECT_EQ(seen(host), 0U);
}

TEST_F(NetnsTest, TakesThePublicOneOfSeveralAddresses) {
  const auto result = get("http://mixed.example/");
  // Which of them the resolver gives first is its affair; the private one is never talked to.
  if (result.outcome == Outcome::ok) {
    EXPECT_EQ(result.body, "hello");
  } else {
    EXPECT_EQ(result.reason, "refused_address");
  }
}

TEST_F(NetnsTest, IsNotFooledByANameThatTurnsPrivate) {
  // A connection of its own for each hop, and no memory of names: the check is on the socket's address.
  const auto first = get("http://public.example/turn");
  EXPECT_NE(first.status, 0);
  const auto second = get("http://public.example/");
  EXPECT_EQ(second.outcome, Outcome::refused) << second.reason;
  EXPECT_EQ(second.reason, "refused_address");
}

TEST_F(NetnsTest, MapsNoPrivateAddressInThroughConnectTo) {
  options_.connect_to = {"public.example:80:10.1.2.3:80"};
  EXPECT_EQ(get("http://public.example/").reason, "refused_address");
}

}  // namespace
}  // namespace rawi::fetch
