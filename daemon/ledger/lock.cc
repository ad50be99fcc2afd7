#include "daemon/ledger/lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace rawi::ledger {
namespace {

std::string holder(int fd) {
  std::array<char, 32> text{};
  const ssize_t got = ::pread(fd, text.data(), text.size() - 1, 0);
  return got > 0 ? std::string(text.data(), static_cast<std::size_t>(got)) : std::string("unknown");
}

}  // namespace

Result<FileLock> FileLock::take(const std::string& path) {
  const std::string file = path + ".lock";
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) {
    const int error = errno;
    const std::string_view kind = error == ENOSPC || error == EDQUOT  ? "disk full: "
                                  : error == EROFS || error == EACCES ? "read-only: "
                                                                      : "";
    return fail(Errc::io,
                fmt::format("{}cannot write {}: {}; make the state directory exist and belong to Rawi's user",
                            kind, file, std::strerror(error)));
  }
  FileLock lock(fd);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    return fail(Errc::busy, fmt::format("{} is in use by another rawi (pid {})", path, holder(fd)));
  }
  const std::string pid = std::to_string(::getpid());
  // For the message above only: a full disk must not keep the ledger from opening.
  if (::ftruncate(fd, 0) == 0 && ::pwrite(fd, pid.data(), pid.size(), 0) < 0) errno = 0;
  return lock;
}

FileLock::~FileLock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace rawi::ledger
