#include "daemon/events/process.h"

#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <fmt/format.h>

namespace rawi::events {
namespace {

void add(std::string& out, const char* name, const char* type, const char* help, double value) {
  out += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help, type, value);
}

std::string contents(const char* path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

// proc(5): fields of /proc/self/stat from the third on; the second, the command in parentheses, may hold
// anything.
std::array<double, 50> stat_fields() {
  std::array<double, 50> out{};
  const std::string text = contents("/proc/self/stat");
  const std::size_t end = text.rfind(')');
  if (end == std::string::npos) return out;
  std::istringstream rest(text.substr(end + 2));
  std::string field;
  for (std::size_t i = 2; i < out.size() && rest >> field; ++i) out[i] = std::atof(field.c_str());
  return out;
}

// /proc/stat may be hidden (ProcSubset=pid); the clocks say the same.
double boot_time() {
  const auto seconds = [](clockid_t clock) {
    timespec now{};
    ::clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
  };
  return seconds(CLOCK_REALTIME) - seconds(CLOCK_BOOTTIME);
}

}  // namespace

std::string process_exposition() {
  constexpr std::size_t kUserTicks = 13, kSystemTicks = 14, kStartTicks = 21, kVirtualBytes = 22, kPages = 23;
  const auto stat = stat_fields();
  const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
  std::string out;
  add(out, "process_cpu_seconds_total", "counter", "User and system CPU time",
      (stat[kUserTicks] + stat[kSystemTicks]) / ticks);
  add(out, "process_resident_memory_bytes", "gauge", "Resident memory",
      stat[kPages] * static_cast<double>(::sysconf(_SC_PAGESIZE)));
  add(out, "process_virtual_memory_bytes", "gauge", "Virtual memory", stat[kVirtualBytes]);
  add(out, "process_start_time_seconds", "gauge", "Start of the process, Unix time",
      boot_time() + stat[kStartTicks] / ticks);
  std::error_code error;
  const std::filesystem::directory_iterator open("/proc/self/fd", error);
  if (!error) {
    add(out, "process_open_fds", "gauge", "Open file descriptors",
        static_cast<double>(std::distance(begin(open), end(open))));
  }
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    add(out, "process_max_fds", "gauge", "Most file descriptors that may be open",
        static_cast<double>(limit.rlim_cur));
  }
  return out;
}

}  // namespace rawi::events
