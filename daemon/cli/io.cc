#include "daemon/cli/io.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <fmt/format.h>

namespace rawi::cli {

Result<std::string> read_file(const std::string& path) {
  const bool is_stdin = path == "-";
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(is_stdin ? stdin : std::fopen(path.c_str(), "rb"),
                                                       is_stdin ? [](std::FILE*) { return 0; } : std::fclose);
  if (!file) return fail(Errc::io, fmt::format("{}: {}", path, std::strerror(errno)));
  std::string out;
  char buffer[1 << 16];
  while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, file.get())) out.append(buffer, n);
  if (std::ferror(file.get()) != 0) return fail(Errc::io, fmt::format("{}: {}", path, std::strerror(errno)));
  return out;
}

void print_line(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fputc('\n', stdout);
}

void complain(std::string_view text) {
  std::fflush(stdout);
  std::fwrite("rawi: ", 1, 6, stderr);
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fputc('\n', stderr);
}

}  // namespace rawi::cli
