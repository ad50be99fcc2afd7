// robots.txt by RFC 9309, with the tolerance of Google's parser where the RFC is silent.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rawi::fetch {

// "rawi/1.0 (+https://…)" -> "rawi"; "Mozilla/5.0 (compatible; rawi/1.0; …)" -> "rawi"; a bare token is
// itself.
[[nodiscard]] std::string product_token(std::string_view user_agent);

// Parsed rules of one host. Total: any bytes parse, at most 500 KiB of them are read. Immutable, thread-safe.
class Robots {
 public:
  static constexpr std::size_t kMaxBytes = 500 * 1024;  // RFC 9309 section 2.5

  static Robots parse(std::string_view bytes);

  // `agent`: product token ("rawi") or a whole User-Agent; `path_and_query`: as in the request line.
  // Longest match wins, allow on a tie; /robots.txt itself is always allowed (section 2.2.2).
  // Time: linear in the path for each rule, whatever its wildcards.
  [[nodiscard]] bool allowed(std::string_view agent, std::string_view path_and_query) const;

  // Of the groups that hold for `agent`; the longest where they differ. Not in the RFC, widely written.
  [[nodiscard]] std::optional<double> crawl_delay_s(std::string_view agent) const;

  [[nodiscard]] const std::vector<std::string>& sitemaps() const { return sitemaps_; }

 private:
  struct Rule {
    std::string pattern;  // percent-encoding normalized; "*" is the wildcard, any other "*" or "$" is encoded
    bool anchored = false;  // ended in "$"
    bool allow = false;
    std::size_t octets = 0;  // what "longest match" compares
  };
  struct Group {
    std::vector<Rule> rules;
  };
  struct Agent {
    std::vector<std::size_t> groups;  // RFC 9309 section 2.2.1: all that name it hold together
    std::optional<double> delay_s;
  };
  class Builder;

  [[nodiscard]] const Agent* find(std::string_view agent) const;
  static bool matches(const Rule& rule, std::string_view path);

  std::vector<Group> groups_;
  std::map<std::string, Agent, std::less<>> agents_;  // by lower-case token, "*" for everybody
  std::vector<std::string> sitemaps_;
};

}  // namespace rawi::fetch
