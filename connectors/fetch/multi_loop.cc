#include "connectors/fetch/multi_loop.h"

#include <fmt/format.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

namespace rawi::fetch {
namespace {

constexpr int kEvents = 128;

// Once for the process, before any thread uses libcurl.
bool global_init() {
  static const bool done = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return done;
}

}  // namespace

std::int64_t monotonic_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

Result<std::unique_ptr<MultiLoop>> MultiLoop::create(long max_idle_connections) {
  auto loop = std::make_unique<MultiLoop>();
  loop->epoll_ = epoll_create1(EPOLL_CLOEXEC);
  loop->event_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = loop->event_;
  const bool ready = loop->epoll_ >= 0 && loop->event_ >= 0 &&
                     epoll_ctl(loop->epoll_, EPOLL_CTL_ADD, loop->event_, &event) == 0;
  if (!ready)
    return fail(Errc::io, fmt::format("no descriptors for the fetcher's loop: {}", std::strerror(errno)));
  if (global_init()) loop->multi_.reset(curl_multi_init());
  if (!loop->multi_) return fail(Errc::internal, "libcurl cannot be initialised");
  CURLM* multi = loop->multi_.get();
  curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, &MultiLoop::on_socket);
  curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, loop.get());
  curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, &MultiLoop::on_timer);
  curl_multi_setopt(multi, CURLMOPT_TIMERDATA, loop.get());
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, max_idle_connections);
  return loop;
}

MultiLoop::~MultiLoop() {
  multi_.reset();  // its idle connections still speak to the callbacks
  if (event_ >= 0) close(event_);
  if (epoll_ >= 0) close(epoll_);
}

int MultiLoop::on_socket(CURL*, curl_socket_t socket, int what, void* self, void* known) {
  auto& loop = *static_cast<MultiLoop*>(self);
  if (what == CURL_POLL_REMOVE) {
    epoll_ctl(loop.epoll_, EPOLL_CTL_DEL, socket, nullptr);
    return 0;
  }
  epoll_event event{};
  event.data.fd = socket;
  if ((what & CURL_POLL_IN) != 0) event.events |= EPOLLIN;
  if ((what & CURL_POLL_OUT) != 0) event.events |= EPOLLOUT;
  // libcurl may close a descriptor and get the same number again, so neither side's memory of it is trusted
  // alone.
  const int first = known == nullptr ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
  if (epoll_ctl(loop.epoll_, first, socket, &event) != 0) {
    epoll_ctl(loop.epoll_, first == EPOLL_CTL_ADD ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event);
  }
  curl_multi_assign(loop.multi_.get(), socket, self);
  return 0;
}

// One more than asked for: our milliseconds are rounded down, and a timer that comes early finds nothing to
// do.
void MultiLoop::set_timer(long timeout_ms) {
  curl_due_ms_.reset();
  if (timeout_ms >= 0) curl_due_ms_ = monotonic_ms() + timeout_ms + (timeout_ms > 0 ? 1 : 0);
}

int MultiLoop::on_timer(CURLM*, long timeout_ms, void* self) {
  static_cast<MultiLoop*>(self)->set_timer(timeout_ms);
  return 0;
}

bool MultiLoop::add(CURL* easy) { return curl_multi_add_handle(multi_.get(), easy) == CURLM_OK; }
void MultiLoop::remove(CURL* easy) { curl_multi_remove_handle(multi_.get(), easy); }

void MultiLoop::wake() {
  const std::uint64_t one = 1;
  // Fails only when the counter is full, and then the loop is awake already.
  [[maybe_unused]] const auto written = write(event_, &one, sizeof one);
}

void MultiLoop::wait(std::optional<std::int64_t> deadline_ms) {
  std::int64_t timeout = -1;
  for (const auto& due : {deadline_ms, curl_due_ms_}) {
    if (!due) continue;
    const std::int64_t left = std::clamp<std::int64_t>(*due - monotonic_ms(), 0, 60'000);
    timeout = timeout < 0 ? left : std::min(timeout, left);
  }
  std::array<epoll_event, kEvents> events{};
  const int count = epoll_wait(epoll_, events.data(), kEvents, static_cast<int>(timeout));
  int running = 0;
  for (int i = 0; i < count; ++i) {
    const auto& event = events[static_cast<std::size_t>(i)];
    if (event.data.fd == event_) {
      std::uint64_t drained = 0;
      [[maybe_unused]] const auto read_bytes = read(event_, &drained, sizeof drained);
      continue;
    }
    int what = 0;
    if ((event.events & EPOLLIN) != 0) what |= CURL_CSELECT_IN;
    if ((event.events & EPOLLOUT) != 0) what |= CURL_CSELECT_OUT;
    if ((event.events & (EPOLLERR | EPOLLHUP)) != 0) what |= CURL_CSELECT_ERR;
    curl_multi_socket_action(multi_.get(), event.data.fd, what, &running);
  }
  if (curl_due_ms_ && *curl_due_ms_ <= monotonic_ms()) {
    curl_multi_socket_action(multi_.get(), CURL_SOCKET_TIMEOUT, 0, &running);
    // Asked for and not waited for: libcurl tells the callback only of a time that it has not told before.
    long next_ms = -1;
    curl_multi_timeout(multi_.get(), &next_ms);
    set_timer(next_ms);
  }
}

CURL* MultiLoop::take_ended(CURLcode& code) {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    code = message->data.result;
    return message->easy_handle;
  }
  return nullptr;
}

}  // namespace rawi::fetch
