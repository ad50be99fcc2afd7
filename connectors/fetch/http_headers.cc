#include "connectors/fetch/http_headers.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>

#include "connectors/url/percent.h"

namespace rawi::fetch {
namespace {

constexpr int kLongestWait = 30 * 24 * 3600;

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\"");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\"") - first + 1);
}

// Seconds; a number beyond the bound is the bound.
std::optional<int> parse_seconds(std::string_view text) {
  text = trim(text);
  if (text.empty()) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (!url::is_digit(c)) return std::nullopt;
    value = std::min<std::int64_t>(value * 10 + (c - '0'), kLongestWait);
  }
  return static_cast<int>(value);
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// Beginnings of what is certainly no text and no gzip: a server that states no type may still send an
// article.
bool looks_binary(std::string_view start) {
  static constexpr auto kMagic = std::to_array<std::string_view>(
      {"%PDF", "PK\x03\x04", "\x89PNG", "\xFF\xD8\xFF", "GIF8", "RIFF", "ID3", "OggS",
       "\x7F"
       "ELF",
       "Rar!", "\x1A\x45\xDF\xA3"});
  const auto begins = [&](std::string_view magic) { return start.substr(0, magic.size()) == magic; };
  const bool is_mp4 = start.size() >= 8 && start.substr(4, 4) == "ftyp";
  return is_mp4 || std::any_of(kMagic.begin(), kMagic.end(), begins);
}

bool is_text_like(std::string_view type) {
  return type == "text/html" || type == "application/xhtml+xml" || type == "text/plain" ||
         type == "application/xml" || type == "text/xml" || type == "application/vnd.wap.xhtml+xml";
}

bool is_source_like(std::string_view type) {
  return is_text_like(type) || ends_with(type, "+xml") || ends_with(type, "/xml") ||
         ends_with(type, "+json") || ends_with(type, "/json") || ends_with(type, "/rss") ||
         type == "application/gzip" || type == "application/x-gzip" || type == "text/javascript" ||
         type == "application/javascript";
}

}  // namespace

std::optional<int> parse_retry_after(std::string_view value, std::int64_t now_unix_s) {
  if (const auto seconds = parse_seconds(value)) return seconds;
  const std::int64_t at = curl_getdate(std::string(trim(value)).c_str(), nullptr);
  if (at < 0) return std::nullopt;
  return static_cast<int>(std::clamp<std::int64_t>(at - now_unix_s, 0, kLongestWait));
}

std::optional<int> parse_max_age(std::string_view cache_control) {
  std::optional<int> age;
  while (!cache_control.empty()) {
    const auto end = std::min(cache_control.find(','), cache_control.size());
    const std::string directive = url::ascii_lower(trim(cache_control.substr(0, end)));
    cache_control.remove_prefix(std::min(end + 1, cache_control.size()));
    if (directive == "no-store" || directive == "no-cache") return 0;
    if (directive.rfind("max-age=", 0) == 0 && !age)
      age = parse_seconds(std::string_view(directive).substr(8));
  }
  return age;
}

std::string media_type(std::string_view content_type) {
  return url::ascii_lower(trim(content_type.substr(0, content_type.find_first_of(";,"))));
}

bool welcome(FetchRequest::Kind kind, std::string_view content_type, std::string_view start) {
  if (kind == FetchRequest::Kind::robots) return true;
  const std::string type = media_type(content_type);
  const bool unknown = type.empty() || type == "application/octet-stream" || type == "binary/octet-stream" ||
                       type == "application/unknown" || type.find('/') == std::string::npos;
  if (unknown) return !looks_binary(start);
  return kind == FetchRequest::Kind::page ? is_text_like(type) : is_source_like(type);
}

}  // namespace rawi::fetch
