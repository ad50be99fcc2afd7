// TLS as it is met in the wild, with certificates made for the test.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

#include "connectors/fetch/fetcher.h"
#include "tests/fetch/authority.h"

namespace rawi::fetch {
namespace {

using Outcome = FetchResult::Outcome;

// tests/support/tls_server.py; ends when its stdin is closed.
class TlsServer {
 public:
  TlsServer(const Authority& authority, const char* certificate) {
    int in[2], out[2];
    if (pipe(in) != 0 || pipe(out) != 0) return;
    child_ = fork();
    if (child_ == 0) {
      dup2(in[0], 0);
      dup2(out[1], 1);
      for (const int fd : {in[0], in[1], out[0], out[1]}) close(fd);
      execlp("python3", "python3", RAWI_SOURCE_DIR "/tests/support/tls_server.py",
             authority.file(certificate).c_str(), authority.file("server.key").c_str(), nullptr);
      _exit(127);
    }
    close(in[0]);
    close(out[1]);
    stdin_ = in[1];
    FILE* lines = fdopen(out[0], "r");
    if (std::fscanf(lines, "%d", &port_) != 1) ADD_FAILURE() << "tls_server.py did not start";
    std::fclose(lines);
  }
  ~TlsServer() {
    close(stdin_);
    waitpid(child_, nullptr, 0);
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  [[nodiscard]] int port() const { return port_; }

 private:
  pid_t child_ = -1;
  int stdin_ = -1, port_ = 0;
};

class TlsTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { authority_ = std::make_unique<Authority>(); }
  static void TearDownTestSuite() { authority_.reset(); }

  static FetchResult get(const std::string& url, const char* certificate, const char* ca) {
    const TlsServer server(*authority_, certificate);
    FetchOptions options;
    options.delay_ms = 0;
    options.backoff_ms = 1;
    options.allow_private_addresses = true;
    options.ca_file = ca == nullptr ? "" : authority_->file(ca);
    options.connect_to = {"::127.0.0.1:" + std::to_string(server.port())};
    FetchRequest request;
    request.url = url;
    return fetch_once(request, options);
  }

  static std::unique_ptr<Authority> authority_;
};
std::unique_ptr<Authority> TlsTest::authority_;

TEST_F(TlsTest, ReadsWhatTheAuthorityVouchesFor) {
  for (const char* url : {"https://a.example/p", "https://www.b.example/p"}) {
    const auto result = get(url, "good.pem", "ca.pem");
    EXPECT_EQ(result.outcome, Outcome::ok) << result.reason << " " << result.detail;
    EXPECT_EQ(result.body, "secure");
  }
}

TEST_F(TlsTest, RefusesWhatNobodyVouchesFor) {
  const struct {
    const char *what, *url, *certificate, *ca;
  } cases[] = {{"another host's", "https://c.example/p", "good.pem", "ca.pem"},
               {"two labels under a wildcard", "https://x.y.b.example/p", "good.pem", "ca.pem"},
               {"another authority's", "https://a.example/p", "good.pem", "other.pem"},
               {"unknown to the system", "https://a.example/p", "good.pem", nullptr},
               {"expired", "https://a.example/p", "expired.pem", "ca.pem"}};
  for (const auto& each : cases) {
    const auto result = get(each.url, each.certificate, each.ca);
    EXPECT_EQ(result.outcome, Outcome::failed) << each.what;
    EXPECT_EQ(result.reason, "tls") << each.what;
    EXPECT_NE(result.detail, "") << each.what;
  }
}

TEST_F(TlsTest, TellsPlainHttpOnTheTlsPortFromABadCertificate) {
  const auto result = get("http://a.example/p", "good.pem", "ca.pem");
  EXPECT_EQ(result.outcome, Outcome::retry_later) << result.reason;
}

}  // namespace
}  // namespace rawi::fetch
