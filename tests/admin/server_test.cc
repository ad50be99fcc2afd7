#include "daemon/admin/server.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "daemon/admin/client.h"
#include "tests/admin/admin_world.h"
#include "tests/admin/raw_http.h"

namespace rawi::admin {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class ServerTest : public ::testing::Test, protected AdminWorld {
 protected:
  ServerTest() {
    ServerOptions options;
    options.threads = 2;
    options.streams = 2;
    options.request_timeout_ms = 1000;
    auto started = start_server({"127.0.0.1", 0}, routes, board, options);
    EXPECT_TRUE(started) << started.error().message;
    if (started) server = std::move(*started);
    base = fmt::format("http://127.0.0.1:{}", server->port());
  }
  ~ServerTest() override { board.close(); }

  [[nodiscard]] std::string get(const std::string& path, const std::string& more = "") const {
    return ask_raw(server->port(), fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\n{}\r\n", path, more));
  }
  static std::string stream_request() { return "GET /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"; }

  std::unique_ptr<Server> server;
  std::string base;
};

TEST_F(ServerTest, EveryAnswerCarriesTheSecurityHeaders) {
  for (const char* path : {"/", "/app.js", "/metrics", "/api/status", "/nothing"}) {
    const std::string answer = get(path);
    for (const auto& [name, value] : security_headers())
      EXPECT_THAT(answer, HasSubstr(name + ": " + value)) << path;
  }
  EXPECT_THAT(get("/api/status"), HasSubstr("Cache-Control: no-store"));
  EXPECT_THAT(get("/"), HasSubstr("Cache-Control: no-cache"));
}

TEST_F(ServerTest, MalformedAndOversizedRequestsAreRefused) {
  const int port = server->port();
  EXPECT_THAT(ask_raw(port, "\x16\x03\x01\x02garbage\r\n\r\n"), Not(StartsWith("HTTP/1.1 200")));
  EXPECT_THAT(ask_raw(port, "GET /api/status HTTP/9.9\r\nHost: x\r\n\r\n"), Not(StartsWith("HTTP/1.1 200")));
  EXPECT_THAT(get("/" + std::string(20'000, 'a')), Not(StartsWith("HTTP/1.1 200")));
  EXPECT_THAT(get("/api/status", "X-Long: " + std::string(20'000, 'a') + "\r\n"),
              Not(StartsWith("HTTP/1.1 200")));
  EXPECT_THAT(ask_raw(port,
                      "POST /api/reload HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer s3cret\r\n"
                      "Content-Length: 1000000\r\n\r\n" +
                          std::string(100'000, 'x')),
              StartsWith("HTTP/1.1 413"));
  EXPECT_EQ(commands.reloads, 0);
  EXPECT_THAT(get("/api/status"), StartsWith("HTTP/1.1 200")) << "alive after all that";
}

TEST_F(ServerTest, NoFileOfTheMachineIsServed) {
  for (const char* path : {"/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/etc/passwd", "/%00",
                           "/./", "/tests/", "//etc/passwd"}) {
    EXPECT_THAT(get(path), Not(HasSubstr("root:"))) << path;
  }
  EXPECT_THAT(get("/tests/"), StartsWith("HTTP/1.1 404"));
}

TEST_F(ServerTest, AHostileHostHeaderIsRefusedOverTheWireToo) {
  EXPECT_THAT(ask_raw(server->port(), "GET /api/status HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
              StartsWith("HTTP/1.1 403"));
}

TEST_F(ServerTest, ASlowRequestIsGivenUp) {
  RawHttp slow(server->port());
  slow.send("GET /api/sta");
  slow.read_all();
  EXPECT_TRUE(slow.closed());
}

TEST_F(ServerTest, HeadHasTheHeadersAlone) {
  const std::string answer = ask_raw(server->port(), "HEAD /api/status HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(answer, ::testing::EndsWith("\r\n\r\n"));
}

// https://html.spec.whatwg.org/multipage/server-sent-events.html
TEST_F(ServerTest, AStreamTellsTheStatusAndWhatHappens) {
  RawHttp stream(server->port());
  stream.send(stream_request());
  EXPECT_THAT(stream.read_until("event: status"), HasSubstr("Content-Type: text/event-stream"));
  publish_article("خبر جديد", 1);
  EXPECT_THAT(stream.read_until("خبر جديد"), HasSubstr("event: article\ndata: {"));
}

TEST_F(ServerTest, AStreamThatComesBackGetsWhatItMissed) {
  publish_article("الأول", 1);
  publish_article("الثاني", 2);
  RawHttp stream(server->port());
  stream.send("GET /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\nLast-Event-ID: 1\r\n\r\n");
  const std::string got = stream.read_until("الثاني");
  EXPECT_THAT(got, HasSubstr("الثاني"));
  EXPECT_THAT(got, Not(HasSubstr("الأول")));
}

TEST_F(ServerTest, StreamsTakeNoThreadThatAnswersAndAreBounded) {
  RawHttp first(server->port()), second(server->port());
  for (auto* stream : {&first, &second}) {
    stream->send(stream_request());
    stream->read_until("event: status");
  }
  EXPECT_THAT(ask_raw(server->port(), stream_request()), StartsWith("HTTP/1.1 503"));
  EXPECT_THAT(get("/api/status"), StartsWith("HTTP/1.1 200"));
}

// The board is filled by the pipeline's thread: nothing a client does or leaves undone may hold that up.
TEST_F(ServerTest, AClientThatDoesNotReadIsDroppedAndHoldsNobodyUp) {
  RawHttp slow(server->port(), 4096);
  slow.send(stream_request());
  slow.read_until("event: status");
  const auto begin = std::chrono::steady_clock::now();
  const std::string long_title(20'000, 'x');
  for (int i = 1; i <= 500; ++i) publish_article(long_title, i);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
  // Its place is free again once the server has given up writing to it.
  std::string answer;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  RawHttp other(server->port());
  other.send(stream_request());
  other.read_until("event: status");
  do {
    RawHttp third(server->port());
    third.send(stream_request());
    answer = third.read_until("\r\n\r\n");
  } while (!answer.starts_with("HTTP/1.1 200") && std::chrono::steady_clock::now() < deadline);
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
}

TEST_F(ServerTest, StreamsEndWithTheDaemon) {
  RawHttp stream(server->port());
  stream.send(stream_request());
  stream.read_until("event: status");
  board.close();
  stream.read_all();
  EXPECT_TRUE(stream.closed());
  server.reset();
}

TEST_F(ServerTest, TheCommandLinesClientSpeaksWithIt) {
  const auto status = ask(base, "GET", "/api/status", "", 5000);
  ASSERT_TRUE(status) << status.error().message;
  EXPECT_EQ(status->status, 200);
  EXPECT_EQ(nlohmann::json::parse(status->body)["version"], "1.0.0");
  const auto reload = ask(base, "POST", "/api/reload", "s3cret", 5000);
  ASSERT_TRUE(reload);
  EXPECT_EQ(reload->status, 200);
  EXPECT_EQ(ask(base, "POST", "/api/reload", "no", 5000)->status, 401);
}

TEST_F(ServerTest, TheClientSaysWhatIsWrongWithAnAddress) {
  for (const char* url : {"", "127.0.0.1:9480", "https://127.0.0.1:1", "http://", "http://a:b",
                          "http://a@b:1", "http://a:1/path", "http://a:70000", "http://a:1\r\nX: y"}) {
    const auto answer = ask(url, "GET", "/", "", 1000);
    ASSERT_FALSE(answer) << url;
    EXPECT_EQ(answer.error().code, Errc::bad_input) << url;
  }
  const int port = server->port();
  server.reset();
  const auto answer = ask(fmt::format("http://127.0.0.1:{}", port), "GET", "/", "", 1000);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::network);
}

TEST_F(ServerTest, AnAddressThatIsTakenIsAnErrorThatNamesTheKey) {
  const auto second = start_server({"127.0.0.1", server->port()}, routes, board);
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error().message, HasSubstr("admin.listen"));
}

TEST_F(ServerTest, ManyReadersWhileTheDaemonWrites) {
  std::vector<std::jthread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([this] {
      for (int n = 0; n < 20; ++n) {
        for (const char* path : {"/api/status", "/api/outlets", "/api/latest", "/metrics", "/readyz"})
          EXPECT_THAT(get(path), StartsWith("HTTP/1.1 200"));
      }
    });
  }
  for (int i = 1; i <= 300; ++i) {
    publish_article("خبر", i);
    reject_page("<html><body><p>نص</p></body></html>");
    events.outlets({"waha", "o" + std::to_string(i)});
    auto status = std::make_shared<Status>();
    board.show(std::shared_ptr<const Status>(std::move(status)));
    board.beat(steady_ms());
    routes.set_access({"token" + std::to_string(i), {}});
  }
}

}  // namespace
}  // namespace rawi::admin
