// One request and its answer, over a real loopback connection.
#include <zlib.h>

#include "tests/fetch/fetch_fixture.h"

namespace rawi::fetch {
namespace {

using std::chrono::milliseconds;

const std::string kUrl = "http://a.example/page";

std::string gzip(const std::string& text) {
  std::string out(compressBound(text.size()) + 64, '\0');
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

class ExchangeTest : public FetchTest {};

TEST_F(ExchangeTest, ReturnsThePageWithItsFacts) {
  page("/page", [](const HttpRequest&, HttpReply& reply) {
    reply.send(200, "<p>hello</p>",
               {"Content-Type: text/html; charset=utf-8", "ETag: \"v1\"", "Cache-Control: max-age=60",
                "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT"});
  });
  const auto result = get(kUrl);
  EXPECT_EQ(result.outcome, Outcome::ok) << result.reason << result.detail;
  EXPECT_EQ(result.reason, "ok");
  EXPECT_EQ(result.status, 200);
  EXPECT_EQ(result.body, "<p>hello</p>");
  EXPECT_EQ(result.wire_bytes, 12);
  EXPECT_EQ(result.content_type, "text/html; charset=utf-8");
  EXPECT_EQ(result.etag, "\"v1\"");
  EXPECT_EQ(result.last_modified, "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(result.max_age_s, 60);
  EXPECT_EQ(result.url, kUrl);
  EXPECT_EQ(result.final_url, kUrl);
  EXPECT_EQ(result.permanent_url, "");
}

TEST_F(ExchangeTest, SaysWhoItIsAndSendsNoCookies) {
  page("/page", "x");
  get(kUrl);
  const auto request = server_.log().back();
  EXPECT_EQ(request.header("user-agent"), options_.user_agent);
  EXPECT_NE(request.header("accept-encoding").find("gzip"), std::string::npos);
  EXPECT_NE(request.header("accept-encoding").find("br"), std::string::npos);
  EXPECT_NE(request.header("accept-encoding").find("zstd"), std::string::npos);
  EXPECT_EQ(request.header("cookie"), "");
  EXPECT_EQ(request.header("if-none-match"), "");
}

TEST_F(ExchangeTest, AsksConditionallyAndUnderstands304) {
  page("/page", [](const HttpRequest& request, HttpReply& reply) {
    request.header("if-none-match") == "\"v1\"" ? reply.raw("HTTP/1.1 304 -\r\nETag: \"v2\"\r\n\r\n")
                                                : reply.send(200, "x");
  });
  FetchRequest request;
  request.url = kUrl;
  request.etag = "\"v1\"";
  request.last_modified = "Sun, 06 Nov 1994 08:49:37 GMT";
  const auto result = get(request);
  EXPECT_EQ(result.outcome, Outcome::not_modified);
  EXPECT_EQ(result.status, 304);
  EXPECT_EQ(result.etag, "\"v2\"");
  EXPECT_EQ(server_.log().back().header("if-modified-since"), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST_F(ExchangeTest, RefusesValidatorsThatWouldBreakOutOfTheirHeader) {
  page("/page", "x");
  FetchRequest request;
  request.url = kUrl;
  request.etag = "\"v1\"\r\nX-Evil: 1";
  EXPECT_EQ(get(request).outcome, Outcome::ok);
  EXPECT_EQ(server_.log().back().header("x-evil"), "");
}

struct StatusCase {
  int status;
  Outcome outcome;
  const char* reason;
};
class StatusTest : public FetchTest, public testing::WithParamInterface<StatusCase> {};
TEST_P(StatusTest, HasOneOutcome) {
  page("/page", [](const HttpRequest&, HttpReply& reply) { reply.send(GetParam().status, "some text"); });
  const auto result = get(kUrl);
  EXPECT_EQ(result.outcome, GetParam().outcome) << result.reason;
  EXPECT_EQ(result.reason, GetParam().reason);
  EXPECT_EQ(result.status, GetParam().status);
  EXPECT_EQ(result.body, GetParam().outcome == Outcome::ok ? "some text" : "");
}
INSTANTIATE_TEST_SUITE_P(All, StatusTest,
                         testing::Values(StatusCase{200, Outcome::ok, "ok"},
                                         StatusCase{206, Outcome::http_error, "http_206"},
                                         StatusCase{301, Outcome::http_error, "http_301"},
                                         StatusCase{401, Outcome::http_error, "http_401"},
                                         StatusCase{403, Outcome::http_error, "http_403"},
                                         StatusCase{404, Outcome::gone, "http_404"},
                                         StatusCase{410, Outcome::gone, "http_410"},
                                         StatusCase{429, Outcome::retry_later, "http_429"},
                                         StatusCase{451, Outcome::http_error, "http_451"},
                                         StatusCase{500, Outcome::retry_later, "http_500"},
                                         StatusCase{503, Outcome::retry_later, "http_503"}));

TEST_F(ExchangeTest, TellsWhenToComeBack) {
  page("/page", [](const HttpRequest&, HttpReply& reply) { reply.send(503, "", {"Retry-After: 77"}); });
  page("/date", [](const HttpRequest&, HttpReply& reply) {
    reply.send(429, "",
               {"Date: Sun, 06 Nov 1994 08:49:37 GMT", "Retry-After: Sun, 06 Nov 1994 08:50:37 GMT"});
  });
  EXPECT_EQ(get(kUrl).retry_after_s, 77);
  EXPECT_EQ(get("http://a.example/date").retry_after_s, 60);
}

TEST_F(ExchangeTest, HasNoUseForAnEmptyBody) {
  page("/page", "");
  const auto result = get(kUrl);
  EXPECT_EQ(result.outcome, Outcome::http_error);
  EXPECT_EQ(result.reason, "empty_body");
}

TEST_F(ExchangeTest, Decompresses) {
  const std::string text(100'000, 'a');
  page("/page", [&](const HttpRequest&, HttpReply& reply) {
    reply.send(200, gzip(text), {"Content-Type: text/html", "Content-Encoding: gzip"});
  });
  const auto result = get(kUrl);
  EXPECT_EQ(result.body, text);
  EXPECT_LT(result.wire_bytes, 1000);
}

TEST_F(ExchangeTest, StopsAGzipBombEarly) {
  options_.max_body_bytes = 1 << 20;
  const std::string bomb = gzip(std::string(64 << 20, '\0'));
  page("/page", [&](const HttpRequest&, HttpReply& reply) {
    reply.send(200, bomb, {"Content-Type: text/html", "Content-Encoding: gzip"});
  });
  const auto result = get(kUrl);
  EXPECT_EQ(result.outcome, Outcome::failed);
  EXPECT_EQ(result.reason, "too_large");
  EXPECT_LT(result.wire_bytes, 100'000);
  EXPECT_TRUE(result.body.empty());
}

TEST_F(ExchangeTest, StopsAnEndlessBody) {
  options_.max_wire_bytes = 1 << 20;
  page("/page", [](const HttpRequest&, HttpReply& reply) {
    reply.raw("HTTP/1.1 200 -\r\nContent-Type: text/html\r\n\r\n");
    const std::string chunk(64 * 1024, 'x');
    while (reply.raw(chunk)) continue;
  });
  const auto result = get(kUrl);
  EXPECT_EQ(result.reason, "too_large");
  EXPECT_LT(result.wire_bytes, 2 << 20);
}

TEST_F(ExchangeTest, DoesNotStartOnABodyThatIsAnnouncedTooLarge) {
  options_.max_wire_bytes = 1000;
  page("/page", [](const HttpRequest&, HttpReply& reply) {
    reply.raw("HTTP/1.1 200 -\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\nx");
  });
  EXPECT_EQ(get(kUrl).reason, "too_large");
}

TEST_F(ExchangeTest, StopsEndlessHeaders) {
  page("/page", [](const HttpRequest&, HttpReply& reply) {
    reply.raw("HTTP/1.1 200 -\r\n");
    const std::string line = "X: " + std::string(1000, 'x') + "\r\n";
    while (reply.raw(line)) continue;
  });
  EXPECT_NE(get(kUrl).outcome, Outcome::ok);
}

TEST_F(ExchangeTest, GivesUpOnAByteASecond) {
  options_.low_speed_time_s = 2;
  page("/page", [](const HttpRequest&, HttpReply& reply) {
    reply.raw("HTTP/1.1 200 -\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n");
    while (reply.raw("x") && reply.pause(milliseconds(200))) continue;
  });
  const auto result = get(kUrl);
  EXPECT_EQ(result.outcome, Outcome::retry_later);
  EXPECT_EQ(result.reason, "too_slow");
}

TEST_F(ExchangeTest, GivesUpOnNoAnswer) {
  options_.first_byte_timeout_ms = 100;
  page("/page", [](const HttpRequest&, HttpReply& reply) { reply.pause(std::chrono::hours(1)); });
  const auto result = get(kUrl);
  EXPECT_EQ(result.outcome, Outcome::retry_later);
  EXPECT_EQ(result.reason, "first_byte_timeout");
}

TEST_F(ExchangeTest, GivesUpAfterTheWholeTime) {
  options_.total_timeout_ms = 300;
  page("/page", [](const HttpRequest&, HttpReply& reply) {
    reply.raw("HTTP/1.1 200 -\r\nContent-Type: text/html\r\nContent-Length: 500000\r\n\r\n");
    while (reply.raw(std::string(100, 'x')) && reply.pause(milliseconds(20))) continue;
  });
  EXPECT_EQ(get(kUrl).reason, "timeout");
}

TEST_F(ExchangeTest, TakesACutBodyForNoPage) {
  page("/page", [](const HttpRequest&, HttpReply& reply) {
    reply.raw("HTTP/1.1 200 -\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<p>half");
    reply.hang_up();
  });
  page("/chunked", [](const HttpRequest&, HttpReply& reply) {
    reply.raw(
        "HTTP/1.1 200 -\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>ha\r\n");
    reply.hang_up();
  });
  for (const char* url : {"http://a.example/page", "http://a.example/chunked"}) {
    const auto result = get(url);
    EXPECT_EQ(result.outcome, Outcome::retry_later);
    EXPECT_EQ(result.reason, "cut_off");
    EXPECT_TRUE(result.body.empty());
  }
}

TEST_F(ExchangeTest, KeepsOutWhatIsNoText) {
  page("/page",
       [](const HttpRequest&, HttpReply& reply) { reply.send(200, "\x89PNG", {"Content-Type: image/png"}); });
  page("/feed", [](const HttpRequest&, HttpReply& reply) {
    reply.send(200, "{}", {"Content-Type: application/json"});
  });
  EXPECT_EQ(get(kUrl).reason, "content_type");
  EXPECT_EQ(get("http://a.example/feed").reason, "content_type");
  FetchRequest request;
  request.url = "http://a.example/feed";
  request.kind = FetchRequest::Kind::source;
  EXPECT_EQ(get(request).outcome, Outcome::ok);
}

TEST_F(ExchangeTest, TypesNetworkTrouble) {
  options_.connect_to = {"::127.0.0.1:1"};
  EXPECT_EQ(get(kUrl).reason, "connect");
  EXPECT_EQ(get(kUrl).outcome, Outcome::retry_later);
}

TEST_F(ExchangeTest, RefusesWhatItWillNotAsk) {
  const std::pair<const char*, const char*> cases[] = {{"ftp://a.example/x", "unsupported_scheme"},
                                                       {"file:///etc/passwd", "unsupported_scheme"},
                                                       {"gopher://a.example/", "unsupported_scheme"},
                                                       {"mailto:a@example.com", "unsupported_scheme"},
                                                       {"/page", "bad_url"},
                                                       {"http://a b/", "bad_url"},
                                                       {"", "bad_url"}};
  for (const auto& [url, reason] : cases) {
    const auto result = get(url);
    EXPECT_EQ(result.outcome, Outcome::refused) << url;
    EXPECT_EQ(result.reason, reason) << url;
  }
  EXPECT_TRUE(server_.log().empty());
}

TEST_F(ExchangeTest, SendsCredentialsAndNeverShowsThem) {
  page("/page", "x");
  page("/robots.txt", [](const HttpRequest&, HttpReply& reply) { reply.send(404, ""); });
  auto result = get("http://me:s%65cret@a.example/page");
  EXPECT_EQ(server_.log().back().header("authorization"), "Basic bWU6c2VjcmV0");
  EXPECT_EQ(result.url, kUrl);
  EXPECT_EQ(result.final_url, kUrl);
  result = get("http://me:secret@a b/page");
  EXPECT_EQ((result.url + result.final_url + result.detail).find("secret"), std::string::npos);
}

TEST_F(ExchangeTest, RefusesLoopbackByDefault) {
  page("/page", "x");
  options_.allow_private_addresses = false;
  const std::vector<std::string> urls = {kUrl,
                                         "http://localhost/page",
                                         server_.url("/page"),
                                         "http://2130706433/",
                                         "http://[::1]/",
                                         "http://0x7f.1/"};
  for (const auto& url : urls) {
    const auto result = get(url);
    EXPECT_EQ(result.outcome, Outcome::refused) << url;
    EXPECT_EQ(result.reason, "refused_address") << url;
  }
  EXPECT_TRUE(server_.log().empty());
}

TEST_F(ExchangeTest, ExemptsAConfiguredProxyButNotTheTarget) {
  options_.allow_private_addresses = false;
  options_.connect_to.clear();
  options_.proxy = server_.url("");
  page("http://a.example/page", "through the proxy");
  page("a.examplehttp://a.example/page", "through the proxy");
  EXPECT_EQ(get(kUrl).body, "through the proxy");
  EXPECT_EQ(get("http://169.254.169.254/latest").reason, "refused_address");
  EXPECT_EQ(server_.count("http://169.254.169.254/latest"), 0U);
}

TEST(FetcherOptions, AreCheckedBeforeAnythingRuns) {
  FetchOptions options;
  options.ca_file = "/nowhere/ca.pem";
  EXPECT_FALSE(make_fetcher(options));
  options = {};
  options.connect_to = {"a:b"};
  EXPECT_FALSE(make_fetcher(options));
  EXPECT_EQ(fetch_once({}, options).reason, "bad_options");
}

}  // namespace
}  // namespace rawi::fetch
