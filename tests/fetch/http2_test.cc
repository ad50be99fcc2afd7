// HTTP/2 as a real server speaks it: nghttpd answers nothing else over TLS.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <future>
#include <iterator>
#include <set>

#include "connectors/fetch/fetcher.h"
#include "tests/fetch/authority.h"

namespace rawi::fetch {
namespace {

namespace fs = std::filesystem;

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

int free_port() {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  const bool bound = bind(fd, reinterpret_cast<const sockaddr*>(&address), size) == 0 &&
                     getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  close(fd);
  return bound ? ntohs(address.sin_port) : 0;
}

bool answers(int port) {
  const sockaddr_in address = loopback(port);
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  const bool connected = connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(fd);
  return connected;
}

// Serves a folder over HTTP/2 alone; what it says of every frame goes to a file.
class Http2Server {
 public:
  Http2Server(const Authority& authority, const fs::path& folder)
      : log_(folder.string() + ".log"), port_(free_port()) {
    child_ = fork();
    if (child_ == 0) {
      std::FILE* log = std::freopen(log_.c_str(), "w", stdout);
      if (log == nullptr) _exit(126);
      const std::string port = std::to_string(port_), docs = folder.string();
      const std::string key = authority.file("server.key"), certificate = authority.file("good.pem");
      execlp("nghttpd", "nghttpd", "-v", "--color", "-a", "127.0.0.1", "-d", docs.c_str(), port.c_str(),
             key.c_str(), certificate.c_str(), nullptr);
      _exit(127);
    }
    for (int tries = 0; tries < 500 && !answers(port_); ++tries) poll(nullptr, 0, 20);
  }
  ~Http2Server() { end(); }
  Http2Server(const Http2Server&) = delete;
  Http2Server& operator=(const Http2Server&) = delete;

  [[nodiscard]] int port() const { return port_; }

  // Ends the server; the numbers of the connections on which it was asked for something.
  std::set<std::string> end() {
    if (child_ > 0) {
      kill(child_, SIGTERM);
      waitpid(child_, nullptr, 0);
      child_ = -1;
    }
    std::ifstream in(log_);
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    std::set<std::string> connections;
    for (std::size_t at = 0; (at = text.find("[id=", at)) != std::string::npos; ++at) {
      const std::size_t close = text.find(']', at);
      const std::string_view line(text.data() + at, text.find('\n', at) - at);
      if (line.find("recv (stream_id=") != line.npos) connections.insert(text.substr(at + 4, close - at - 4));
    }
    return connections;
  }

 private:
  std::string log_;
  int port_;
  pid_t child_ = -1;
};

TEST(Http2, PagesOfOneHostComeOverOneConnection) {
  const Authority authority;
  const fs::path folder = fs::path(authority.file("www"));
  fs::create_directory(folder);
  for (const char* name : {"one.html", "two.html", "three.html"}) std::ofstream(folder / name) << name;
  std::ofstream(folder / "robots.txt") << "User-agent: *\nDisallow: /private\n";
  Http2Server server(authority, folder);

  FetchOptions options;
  options.delay_ms = 0;
  options.backoff_ms = 1;
  options.allow_private_addresses = true;
  options.ca_file = authority.file("ca.pem");
  options.connect_to = {"::127.0.0.1:" + std::to_string(server.port())};
  {
    const auto fetcher = make_fetcher(options);
    ASSERT_TRUE(fetcher) << fetcher.error().message;
    for (const char* name : {"one.html", "two.html", "three.html", "private/x.html"}) {
      FetchRequest request;
      request.url = std::string("https://a.example/") + name;
      std::promise<FetchResult> promise;
      (*fetcher)->start(request, [&](FetchResult result) { promise.set_value(std::move(result)); });
      const FetchResult result = promise.get_future().get();
      if (request.url.find("private") != std::string::npos) {
        EXPECT_EQ(result.reason, "robots_disallow");
        continue;
      }
      EXPECT_EQ(result.outcome, FetchResult::Outcome::ok) << result.reason << " " << result.detail;
      EXPECT_EQ(result.body, name);
    }
  }
  EXPECT_EQ(server.end().size(), 1U) << "connections";
}

}  // namespace
}  // namespace rawi::fetch
