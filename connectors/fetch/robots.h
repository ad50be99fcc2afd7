// robots.txt by RFC 9309.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rawi::fetch {

// Parsed rules of one host. Total: any bytes parse, at most 500 KiB of them are read. Immutable, thread-safe.
class Robots {
 public:
  static Robots parse(std::string_view bytes);

  // `agent`: product token ("rawi"); `path_and_query`: as in the request line. Longest match wins, allow on a tie.
  [[nodiscard]] bool allowed(std::string_view agent, std::string_view path_and_query) const;
  [[nodiscard]] std::optional<double> crawl_delay_s(std::string_view agent) const;
  [[nodiscard]] const std::vector<std::string>& sitemaps() const { return sitemaps_; }

 private:
  std::vector<std::string> sitemaps_;
};

}  // namespace rawi::fetch
