#include "connectors/extract/page_url.h"

#include "connectors/url/url.h"

namespace rawi::extract {
namespace {

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

std::string page_key(std::string_view url) {
  const auto scheme = url.find("://");
  std::string_view rest = scheme == std::string_view::npos ? std::string_view() : url.substr(scheme + 3);
  if (scheme == std::string_view::npos && url.starts_with("//")) rest = url.substr(2);
  if (rest.empty()) return {};
  rest = rest.substr(0, rest.find('#'));
  for (const std::string_view prefix : {"www.", "m.", "mobile.", "amp."}) {
    if (rest.starts_with(prefix)) rest.remove_prefix(prefix.size());
  }
  std::string key;
  key.reserve(rest.size());
  for (std::size_t i = 0; i < rest.size(); ++i) {
    char c = rest[i];
    if (c == '%' && i + 2 < rest.size() && hex(rest[i + 1]) >= 0 && hex(rest[i + 2]) >= 0) {
      c = static_cast<char>(hex(rest[i + 1]) * 16 + hex(rest[i + 2]));
      i += 2;
    }
    key += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  while (!key.empty() && key.back() == '/') key.pop_back();
  return key;
}

std::string choose_canonical(const Structured& structured, std::string_view page_url, std::string& from) {
  const auto own = url::parse(page_url);
  std::string own_text = url::canonical(page_url).value_or(std::string(page_url));
  if (!own) {
    from = "url";
    return own_text;
  }
  const std::string mine = page_key(page_url);
  for (const auto& claim : structured.canonical) {
    auto spelled = url::accepted_canonical(*own, claim.value);
    if (!spelled) continue;
    // A template that names its section as canonical for every article in it would fold all of them into one.
    const std::string claimed = page_key(*spelled);
    if (claimed.size() < mine.size() && mine.starts_with(claimed) && mine[claimed.size()] == '/' &&
        claimed.find_first_of("0123456789", claimed.find('/')) == std::string::npos) {
      continue;
    }
    from = claim.from;
    return *spelled;
  }
  from = "url";
  return own_text;
}

}  // namespace rawi::extract
