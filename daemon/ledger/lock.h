// One process at a time: an advisory lock on PATH.lock, given back by the kernel when the process dies.
#pragma once

#include <string>
#include <utility>

#include "connectors/base/result.h"

namespace rawi::ledger {

class FileLock {
 public:
  // Errc::busy names the pid that holds it. Errc::io: the folder is missing or not writable.
  [[nodiscard]] static Result<FileLock> take(const std::string& path);
  FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int fd) : fd_(fd) {}
  int fd_;
};

}  // namespace rawi::ledger
