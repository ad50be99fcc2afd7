// 2,000 hosts with 10 links each against a server in a process of its own: requests a second, memory and CPU
// of the fetcher alone, then what it costs to wait.
#include "connectors/fetch/fetcher.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

namespace {

using rawi::fetch::FetchResult;

constexpr int kPageBytes = 40'000;
int port = 0;

// Every host an address of its own, all of them this machine: libcurl keeps connections by where they lead,
// so one address under many names would be one heap of connections that no real day has.
std::string host_url(int host) {
  return "http://127.1." + std::to_string(host / 250) + "." + std::to_string(host % 250 + 1) + ":" +
         std::to_string(port) + "/";
}

// The simplest thing that speaks keep-alive HTTP/1.1: one epoll loop, one answer for all but robots.txt.
class Server {
 public:
  explicit Server(int listener) : listener_(listener), epoll_(epoll_create1(0)) {
    watch(listener_);
    const std::string body(kPageBytes, 'x');
    page_ = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + std::to_string(body.size()) +
            "\r\n\r\n" + body;
  }

  [[noreturn]] void run() {
    while (true) {
      epoll_event events[256];
      const int count = epoll_wait(epoll_, events, 256, -1);
      for (int i = 0; i < count; ++i)
        events[i].data.fd == listener_ ? accept_one() : read_some(events[i].data.fd);
    }
  }

 private:
  void watch(int fd) const {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = fd;
    epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
  }
  void accept_one() const {
    const int fd = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (fd >= 0) watch(fd);
  }
  void read_some(int fd) {
    char chunk[8192];
    const auto got = recv(fd, chunk, sizeof chunk, 0);
    if (got <= 0) {
      close(fd);
      pending_.erase(fd);
      return;
    }
    auto& text = pending_[fd];
    text.append(chunk, static_cast<std::size_t>(got));
    for (auto end = text.find("\r\n\r\n"); end != std::string::npos; end = text.find("\r\n\r\n")) {
      const bool robots = text.compare(0, 15, "GET /robots.txt") == 0;
      send_all(fd, robots ? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" : page_);
      text.erase(0, end + 4);
    }
  }
  static void send_all(int fd, const std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
      const auto sent = send(fd, text.data() + at, text.size() - at, MSG_NOSIGNAL);
      if (sent <= 0) return;
      at += static_cast<std::size_t>(sent);
    }
  }

  int listener_, epoll_;
  std::string page_;
  std::unordered_map<int, std::string> pending_;
};

double cpu_s() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

long peak_kib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

class Wave {
 public:
  void run(rawi::fetch::Fetcher& fetcher, int hosts, int links) {
    const auto from = std::chrono::steady_clock::now();
    const double cpu = cpu_s();
    for (int link = 0; link < links; ++link) {
      for (int host = 0; host < hosts; ++host) {
        rawi::fetch::FetchRequest request;
        request.url = host_url(host) + std::to_string(link);
        fetcher.start(std::move(request), [this](const FetchResult& result) { count(result); });
      }
    }
    std::unique_lock lock(mutex_);
    const int all = hosts * links;
    done_.wait(lock, [&] { return ok_ + other_ == all; });
    const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
    const double used = cpu_s() - cpu;
    const auto stats = fetcher.stats();
    std::printf(
        "%d hosts x %d links: %d ok, %d other, %.2f s, %.0f requests/s (with robots.txt %.0f), CPU %.0f "
        "us/request, peak %ld MiB\n",
        hosts, links, ok_, other_, took, all / took, static_cast<double>(stats.exchanges) / took,
        used / all * 1e6, peak_kib() / 1024);
  }

 private:
  void count(const FetchResult& result) {
    const std::lock_guard lock(mutex_);
    (result.outcome == FetchResult::Outcome::ok ? ok_ : other_) += 1;
    done_.notify_all();
  }
  std::mutex mutex_;
  std::condition_variable done_;
  int ok_ = 0, other_ = 0;
};

void measure_waiting(rawi::fetch::FetchOptions options, int hosts) {
  options.delay_ms = 600'000;  // everybody waits for a turn that does not come
  auto fetcher = rawi::fetch::make_fetcher(options);
  if (!fetcher) return;
  for (int host = 0; host < hosts; ++host) {
    rawi::fetch::FetchRequest request;
    request.url = host_url(host);
    (*fetcher)->start(std::move(request), [](const FetchResult&) {});
  }
  while ((*fetcher)->stats().exchanges < static_cast<std::uint64_t>(hosts) ||
         (*fetcher)->stats().active > 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  const double cpu = cpu_s();
  std::this_thread::sleep_for(std::chrono::seconds(5));
  std::printf("waiting: %zu requests of %d hosts held for politeness, CPU %.3f %% of a core\n",
              (*fetcher)->stats().under_way, hosts, (cpu_s() - cpu) / 5 * 100);
}

}  // namespace

int main(int argc, char** argv) {
  const int hosts = argc > 1 ? std::atoi(argv[1]) : 2000;
  const int links = argc > 2 ? std::atoi(argv[2]) : 10;
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_ANY);
  socklen_t size = sizeof at;
  if (bind(listener, reinterpret_cast<sockaddr*>(&at), sizeof at) != 0 || listen(listener, 4096) != 0 ||
      getsockname(listener, reinterpret_cast<sockaddr*>(&at), &size) != 0) {
    std::perror("the bench's server");
    return 1;
  }
  port = ntohs(at.sin_port);
  const pid_t child = fork();
  if (child == 0) Server(listener).run();
  close(listener);

  rawi::fetch::FetchOptions options;
  options.delay_ms = 0;
  options.allow_private_addresses = true;
  {
    auto fetcher = rawi::fetch::make_fetcher(options);
    if (!fetcher) return 1;
    Wave().run(**fetcher, hosts, links);
    Wave().run(**fetcher, hosts, links);  // robots.txt known, connections open
  }
  measure_waiting(options, hosts);
  kill(child, SIGTERM);
  waitpid(child, nullptr, 0);
  return 0;
}
