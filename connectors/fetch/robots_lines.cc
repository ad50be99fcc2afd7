#include "connectors/fetch/robots_lines.h"

#include <array>

#include "connectors/url/percent.h"

namespace rawi::fetch {
namespace {

constexpr std::string_view kBlank = " \t\v\f";

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

// Misspellings as often met in the wild as to be obeyed (after Google's parser, which counted them).
RobotsKey key_of(std::string_view written) {
  struct Name {
    std::string_view text;
    RobotsKey key;
  };
  static constexpr std::array<Name, 13> kNames = {{{"user-agent", RobotsKey::user_agent},
                                                   {"useragent", RobotsKey::user_agent},
                                                   {"user agent", RobotsKey::user_agent},
                                                   {"allow", RobotsKey::allow},
                                                   {"disallow", RobotsKey::disallow},
                                                   {"dissallow", RobotsKey::disallow},
                                                   {"dissalow", RobotsKey::disallow},
                                                   {"disalow", RobotsKey::disallow},
                                                   {"diasllow", RobotsKey::disallow},
                                                   {"disallaw", RobotsKey::disallow},
                                                   {"crawl-delay", RobotsKey::crawl_delay},
                                                   {"sitemap", RobotsKey::sitemap},
                                                   {"site-map", RobotsKey::sitemap}}};
  const std::string lower = robots_lower(written);
  for (const auto& name : kNames) {
    if (lower.rfind(name.text, 0) == 0) return name.key;
  }
  return RobotsKey::other;
}

RobotsLine read(std::string_view text) {
  text = trim(text.substr(0, text.find('#')));
  auto separator = text.find(':');
  if (separator == std::string_view::npos) {
    // "Disallow /a": a forgotten colon, if there are exactly two words.
    separator = text.find_first_of(kBlank);
    if (separator == std::string_view::npos) return {};
    if (trim(text.substr(separator)).find_first_of(kBlank) != std::string_view::npos) return {};
  }
  RobotsLine line{key_of(trim(text.substr(0, separator))), trim(text.substr(separator + 1))};
  if (line.key == RobotsKey::sitemap) {
    // "Sitemap https://…": the colon found is that of the scheme.
    const auto blank = trim(text.substr(0, separator)).find_first_of(kBlank);
    if (blank != std::string_view::npos) line.value = trim(text.substr(blank));
  }
  return line;
}

bool is_reserved(char c) { return std::string_view(":/?#[]@!&'()+,;=").find(c) != std::string_view::npos; }

void append_triplet(std::string& out, unsigned byte) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  out += '%';
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

}  // namespace

RobotsLines::RobotsLines(std::string_view bytes, bool cut) : rest_(bytes), cut_(cut) {
  // Also a mark that lost its last bytes.
  for (const char mark : {'\xEF', '\xBB', '\xBF'}) {
    if (rest_.empty() || rest_.front() != mark) break;
    rest_.remove_prefix(1);
  }
}

bool RobotsLines::next(RobotsLine& line) {
  const auto end = rest_.find_first_of("\r\n");
  if (rest_.empty() || (end == std::string_view::npos && cut_)) return false;
  line = read(rest_.substr(0, end));
  rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
  return true;
}

std::string robots_lower(std::string_view text) { return url::ascii_lower(text); }

std::optional<double> parse_crawl_delay(std::string_view value) {
  double digits = 0, scale = 0;
  bool any = false;
  for (const char c : value) {
    if ((c == '.' || c == ',') && scale == 0) {
      scale = 1;
    } else if (url::is_digit(c)) {
      any = true;
      digits = digits * 10 + (c - '0');
      scale *= 10;
    } else {
      break;  // "10 s"
    }
    if (digits > 1e12) return std::nullopt;
  }
  if (!any) return std::nullopt;
  return scale == 0 ? digits : digits / scale;
}

std::string normalize_robots_path(std::string_view text, RobotsText kind) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool triplet = c == '%' && i + 2 < text.size() && url::hex_value(text[i + 1]) >= 0 &&
                         url::hex_value(text[i + 2]) >= 0;
    if (triplet) {
      const auto byte = static_cast<unsigned>(url::hex_value(text[i + 1]) * 16 + url::hex_value(text[i + 2]));
      url::is_unreserved(static_cast<char>(byte)) ? void(out += static_cast<char>(byte))
                                                  : append_triplet(out, byte);
      i += 2;
      continue;
    }
    const bool wildcard = kind == RobotsText::pattern && (c == '*' || (c == '$' && i + 1 == text.size()));
    if (wildcard || url::is_unreserved(c) || is_reserved(c)) {
      out += c;
    } else {
      append_triplet(out, static_cast<unsigned char>(c));
    }
  }
  return out;
}

}  // namespace rawi::fetch
