#include "connectors/fetch/robots.h"

#include <algorithm>
#include <cstring>

#include "connectors/fetch/robots_lines.h"

namespace rawi::fetch {
namespace {

constexpr std::string_view kEveryone = "*";

bool is_token_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

std::string_view leading_token(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && is_token_char(text[length])) ++length;
  return text.substr(0, length);
}

// The token that a User-agent line names. Versions and remarks after it are common and mean nothing.
std::string agent_of(std::string_view value) {
  const bool everyone =
      !value.empty() && value[0] == '*' && (value.size() == 1 || value[1] == ' ' || value[1] == '\t');
  return everyone ? std::string(kEveryone) : robots_lower(leading_token(value));
}

// memmem() is linear (two-way search), std::string_view::find() is not.
std::size_t find_in(std::string_view text, std::string_view part, std::size_t from) {
  if (part.empty()) return from;
  const void* at = memmem(text.data() + from, text.size() - from, part.data(), part.size());
  return at == nullptr ? std::string_view::npos
                       : static_cast<std::size_t>(static_cast<const char*>(at) - text.data());
}

}  // namespace

std::string product_token(std::string_view user_agent) {
  if (user_agent.find('/') == std::string_view::npos) return std::string(user_agent);
  constexpr std::string_view kCompatible = "compatible;";
  if (robots_lower(leading_token(user_agent)) == "mozilla") {
    if (const auto at = user_agent.find(kCompatible); at != std::string_view::npos) {
      std::string_view rest = user_agent.substr(at + kCompatible.size());
      rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
      if (!leading_token(rest).empty()) return std::string(leading_token(rest));
    }
  }
  return std::string(leading_token(user_agent));
}

// Reads line after line. A group starts with User-agent lines and is over at the next such line after a rule;
// no other record ends it (RFC 9309 section 2.2.4).
class Robots::Builder {
 public:
  void add(const RobotsLine& line) {
    switch (line.key) {
      case RobotsKey::user_agent: return start(agent_of(line.value));
      case RobotsKey::allow: return rule(line.value, true);
      case RobotsKey::disallow: return rule(line.value, false);
      case RobotsKey::crawl_delay: return delay(line.value);
      case RobotsKey::sitemap:
        if (!line.value.empty()) robots_.sitemaps_.emplace_back(line.value);
        return;
      case RobotsKey::other: return;
    }
  }

  Robots take() { return std::move(robots_); }

 private:
  void start(const std::string& agent) {
    if (in_rules_ || robots_.groups_.empty()) {
      robots_.groups_.emplace_back();
      head_.clear();
      in_rules_ = false;
    }
    if (head_has_delay_) head_.clear();
    head_has_delay_ = false;
    if (agent.empty()) return;
    auto& groups = robots_.agents_[agent].groups;
    const std::size_t current = robots_.groups_.size() - 1;
    if (groups.empty() || groups.back() != current) groups.push_back(current);
    head_.push_back(agent);
  }

  void rule(std::string_view path, bool allow) {
    if (robots_.groups_.empty()) return;  // rules before any group belong to nobody
    in_rules_ = true;
    if (path.empty()) return;
    append(path, allow);
    // "Allow: /a/index.html" opens "/a/" too: the same page to every server that has one (Google's parser
    // likewise).
    const auto slash = path.rfind('/');
    if (allow && slash != std::string_view::npos && path.substr(slash).rfind("/index.htm", 0) == 0) {
      append(std::string(path.substr(0, slash + 1)) + "$", true);
    }
  }

  void append(std::string_view path, bool allow) {
    Rule rule;
    rule.allow = allow;
    rule.octets = normalize_robots_path(path, RobotsText::pattern).size();
    rule.anchored = path.back() == '$';
    if (rule.anchored) path.remove_suffix(1);
    rule.pattern = normalize_robots_path(path, RobotsText::pattern);
    robots_.groups_.back().rules.push_back(std::move(rule));
  }

  void delay(std::string_view value) {
    const auto seconds = parse_crawl_delay(value);
    head_has_delay_ = true;
    if (!seconds) return;
    for (const auto& agent : head_) {
      auto& known = robots_.agents_[agent].delay_s;
      known = std::max(known.value_or(0), *seconds);
    }
  }

  Robots robots_;
  std::vector<std::string> head_;  // whom a Crawl-delay is for: the agents since the last one, of this group
  bool head_has_delay_ = false;
  bool in_rules_ = false;
};

Robots Robots::parse(std::string_view bytes) {
  Builder builder;
  RobotsLines lines(bytes.substr(0, kMaxBytes), bytes.size() > kMaxBytes);
  RobotsLine line;
  while (lines.next(line)) builder.add(line);
  return builder.take();
}

const Robots::Agent* Robots::find(std::string_view agent) const {
  auto it = agents_.find(robots_lower(product_token(agent)));
  if (it == agents_.end()) it = agents_.find(kEveryone);
  return it == agents_.end() ? nullptr : &it->second;
}

// The leftmost place for every part between wildcards is the best one, because what follows only needs room.
bool Robots::matches(const Rule& rule, std::string_view path) {
  std::string_view pattern = rule.pattern;
  const auto first_star = pattern.find('*');
  const std::string_view head = pattern.substr(0, first_star);
  if (path.substr(0, head.size()) != head) return false;
  if (first_star == std::string_view::npos) return !rule.anchored || path.size() == head.size();
  std::size_t at = head.size();
  pattern.remove_prefix(first_star + 1);
  for (auto star = pattern.find('*'); star != std::string_view::npos; star = pattern.find('*')) {
    const std::string_view part = pattern.substr(0, star);
    const auto found = find_in(path, part, at);
    if (found == std::string_view::npos) return false;
    at = found + part.size();
    pattern.remove_prefix(star + 1);
  }
  if (!rule.anchored) return find_in(path, pattern, at) != std::string_view::npos;
  return path.size() - at >= pattern.size() && path.substr(path.size() - pattern.size()) == pattern;
}

bool Robots::allowed(std::string_view agent, std::string_view path_and_query) const {
  const Agent* known = find(agent);
  if (known == nullptr) return true;
  std::string path =
      normalize_robots_path(path_and_query.substr(0, path_and_query.find('#')), RobotsText::url);
  if (path.empty() || path.front() != '/') path.insert(0, "/");
  if (path == "/robots.txt") return true;
  std::size_t best_allow = 0, best_disallow = 0;
  for (const std::size_t group : known->groups) {
    for (const auto& rule : groups_[group].rules) {
      auto& best = rule.allow ? best_allow : best_disallow;
      if (rule.octets > best && matches(rule, path)) best = rule.octets;
    }
  }
  return best_allow >= best_disallow;
}

std::optional<double> Robots::crawl_delay_s(std::string_view agent) const {
  const Agent* known = find(agent);
  return known == nullptr ? std::nullopt : known->delay_s;
}

}  // namespace rawi::fetch
