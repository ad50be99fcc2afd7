// The lines of a robots.txt: what stands in them, before any of it gets a meaning.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rawi::fetch {

enum class RobotsKey { user_agent, allow, disallow, crawl_delay, sitemap, other };

struct RobotsLine {
  RobotsKey key = RobotsKey::other;
  std::string_view value;  // blanks and comment removed
};

// Lines end in LF, CR or CRLF; a byte order mark is skipped. `cut`: the bytes were cut off, so an unfinished
// last line says nothing ("Disallow: /a" may have begun "Disallow: /archive").
class RobotsLines {
 public:
  RobotsLines(std::string_view bytes, bool cut);
  bool next(RobotsLine& line);  // false: no more

 private:
  std::string_view rest_;
  bool cut_;
};

[[nodiscard]] std::string robots_lower(std::string_view text);  // ASCII

// Seconds, fractions allowed, a unit behind ignored; nullopt for anything that does not start with a number
// >= 0.
[[nodiscard]] std::optional<double> parse_crawl_delay(std::string_view value);

// RFC 9309 section 2.2.2: unreserved characters decoded, everything else but reserved ones encoded, in upper
// case. Section 2.2.3: a "*" or "$" of a URL is one with its encoded form; in a pattern they stay ("$" at the
// end only).
enum class RobotsText { url, pattern };
[[nodiscard]] std::string normalize_robots_path(std::string_view text, RobotsText kind);

}  // namespace rawi::fetch
