#include "daemon/cli/terminal.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace rawi::cli {
namespace {

volatile std::sig_atomic_t g_stop = 0;

constexpr std::string_view kHideCursor = "\x1b[?25l", kShowCursor = "\x1b[?25h", kHome = "\x1b[H",
                           kClearLine = "\x1b[K", kClearBelow = "\x1b[J", kClear = "\x1b[2J";

// Columns of UTF-8 text, near enough for our own words: bytes that begin a character.
std::size_t columns_of(std::string_view line, std::size_t most, std::size_t& bytes) {
  std::size_t columns = 0;
  for (bytes = 0; bytes < line.size(); ++bytes) {
    if ((static_cast<unsigned char>(line[bytes]) & 0xC0) == 0x80) continue;
    if (columns == most) return columns;
    ++columns;
  }
  return columns;
}

winsize size() {
  winsize out{};
  ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &out);
  return out;
}

void write_out(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

}  // namespace

Terminal::Terminal() {
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, [](int) { g_stop = 1; });
  std::signal(SIGPIPE, SIG_IGN);
  const char* kind = std::getenv("TERM");
  const bool dumb = kind == nullptr || std::string_view(kind) == "dumb";
  termios now{};
  if (dumb || ::isatty(STDIN_FILENO) == 0 || ::isatty(STDOUT_FILENO) == 0 ||
      ::tcgetattr(STDIN_FILENO, &now) != 0)
    return;
  saved_ = now;
  now.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  ::tcsetattr(STDIN_FILENO, TCSANOW, &now);
  write_out(kHideCursor);
  write_out(kClear);
}

Terminal::~Terminal() {
  if (!saved_) return;
  ::tcsetattr(STDIN_FILENO, TCSANOW, &*saved_);
  write_out(kShowCursor);
  write_out("\n");
  std::fflush(stdout);
}

std::size_t Terminal::rows() const {
  const std::size_t rows = live() ? size().ws_row : 0;
  return rows > 1 ? rows - 1 : 0;
}

bool Terminal::show(const std::vector<std::string>& lines) {
  if (live()) write_out(kHome);
  const std::size_t width = live() && size().ws_col > 0 ? size().ws_col : static_cast<std::size_t>(-1);
  for (const auto& line : lines) {
    std::size_t bytes = 0;
    columns_of(line, width, bytes);
    write_out(std::string_view(line).substr(0, bytes));
    if (live()) write_out(kClearLine);
    write_out("\n");
  }
  if (live()) {
    write_out(kClearBelow);
  } else {
    write_out("\n");
  }
  return std::fflush(stdout) == 0;
}

bool Terminal::wait(int ms) {
  pollfd key{live() ? STDIN_FILENO : -1, POLLIN, 0};
  if (::poll(&key, 1, ms) > 0) {
    char c = 0;
    if (::read(STDIN_FILENO, &c, 1) <= 0 || c == 'q' || c == 'Q' || c == '\x04') return false;
  }
  return g_stop == 0;
}

}  // namespace rawi::cli
