#include <libpsl.h>
#include <uuid/uuid.h>

#include <algorithm>
#include <array>
#include <memory>

#include "connectors/url/host.h"
#include "connectors/url/parse.h"
#include "connectors/url/percent.h"
#include "connectors/url/url.h"

namespace rawi::url {
namespace {

const psl_ctx_t* suffix_list() {
  // The system's list where it is newer than the library's own; read once, immutable afterwards.
  static const std::unique_ptr<psl_ctx_t, void (*)(psl_ctx_t*)> list(psl_latest(nullptr), &psl_free);
  return list ? list.get() : psl_builtin();
}

bool drop_prefix(std::string& text, std::string_view prefix) {
  if (text.rfind(prefix, 0) != 0) return false;
  text.erase(0, prefix.size());
  return true;
}

bool drop_suffix(std::string& text, std::string_view suffix) {
  if (text.size() < suffix.size() || text.compare(text.size() - suffix.size(), suffix.size(), suffix) != 0)
    return false;
  text.erase(text.size() - suffix.size());
  return true;
}

// What is left of a URL when everything that variants of one article differ in is gone.
std::string variant_key(const Url& url) {
  std::string host = url.host;
  drop_suffix(host, ".");
  for (const std::string_view prefix : {"www.", "m.", "amp.", "mobile."}) {
    std::string shorter = host;
    if (drop_prefix(shorter, prefix) && shorter.find('.') != std::string::npos) host = shorter;
  }
  Url rest = url;
  for (const std::string_view amp : {"amp", "amp=1", "amp=true", "outputType=amp", "output=amp"}) {
    if (rest.query == amp) rest.has_query = false;
  }
  if (!rest.has_query) rest.query.clear();
  if (drop_prefix(rest.path, "/amp/")) rest.path.insert(0, "/");
  drop_suffix(rest.path, "/");
  if (drop_suffix(rest.path, "/amp")) drop_suffix(rest.path, "/");
  rest.scheme = "https";
  rest.host = host;
  return canonical(rest);
}

bool is_language(std::string_view segment) {
  // "ar", "en", "ar-sy", "ar_SY"
  if (segment.size() != 2 && segment.size() != 5) return false;
  if (segment.size() == 5 && segment[2] != '-' && segment[2] != '_') return false;
  return is_alpha(segment[0]) && is_alpha(segment[1]) &&
         (segment.size() == 2 || (is_alpha(segment[3]) && is_alpha(segment[4])));
}

}  // namespace

std::string registrable_domain(std::string_view host) {
  while (!host.empty() && host.back() == '.') host.remove_suffix(1);
  std::string name = ascii_lower(host);
  if (is_address(name)) return name;
  const char* domain = psl_registrable_domain(suffix_list(), name.c_str());
  return domain != nullptr ? domain : name;
}

std::string uuid5_url(std::string_view canonical_url) {
  uuid_t out;
  uuid_generate_sha1(out, *uuid_get_template("url"), canonical_url.data(), canonical_url.size());
  char text[37];
  uuid_unparse_lower(out, text);
  return text;
}

std::string decoded_path(const Url& url) {
  std::string decoded = percent_decode(url.path);
  return is_utf8(decoded) && decoded.find('\0') == std::string::npos ? decoded : url.path;
}

bool is_front_page(const Url& url) {
  if (canonical(url).find('?') != std::string::npos) return false;
  std::string path = ascii_lower(url.path);
  drop_suffix(path, "/");
  drop_prefix(path, "/");
  const auto slash = path.find('/');
  if (is_language(path.substr(0, slash))) path = slash == std::string::npos ? "" : path.substr(slash + 1);
  static constexpr std::array<std::string_view, 9> kNames = {
      "", "home", "index", "index.html", "index.htm", "index.php", "index.aspx", "default.aspx", "home.html"};
  return std::find(kNames.begin(), kNames.end(), path) != kNames.end();
}

bool same_article_url(std::string_view a, std::string_view b) {
  const auto left = parse(a);
  const auto right = parse(b);
  return left && right && left->port == right->port && variant_key(*left) == variant_key(*right);
}

std::optional<std::string> accepted_canonical(const Url& fetched, std::string_view declared) {
  if (strip_blanks(declared).empty()) return std::nullopt;
  const auto url = resolve(fetched, declared);
  if (!url || !url->is_http()) return std::nullopt;
  if (registrable_domain(url->host) != registrable_domain(fetched.host)) return std::nullopt;
  if (is_front_page(*url) && !is_front_page(fetched)) return std::nullopt;
  return canonical(*url);
}

}  // namespace rawi::url
