// First line of the input: a path; the rest: a robots.txt. Parsing is total, the matcher agrees with a naive
// one.
#include "connectors/fetch/robots.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto end = text.find('\n');
  const std::string_view path = text.substr(0, end);
  const std::string_view file = end == std::string_view::npos ? "" : text.substr(end + 1);
  const auto robots = rawi::fetch::Robots::parse(file);
  const bool allowed = robots.allowed("rawi", path);
  if (allowed != robots.allowed("rawi/1.0 (x)", path)) std::abort();
  (void)robots.crawl_delay_s("rawi");
  // Disallowing nothing else but this very path, spelled without wildcards, is obeyed.
  if (path.size() > 1 && path[0] == '/' && path.find_first_of("*$#\r\n \t\v\f") == std::string_view::npos &&
      path.back() != '%' && path != "/robots.txt") {
    const auto one = rawi::fetch::Robots::parse("User-agent: rawi\nDisallow: " + std::string(path));
    if (one.allowed("rawi", path) && !one.allowed("rawi", "/robots.txt")) std::abort();
  }
  return 0;
}
