#include "connectors/url/url.h"

#include <uuid/uuid.h>

namespace rawi::url {

std::string Url::to_string() const { return origin() + path_and_query(); }
std::string Url::origin() const { return scheme + "://" + host + (port < 0 ? "" : ":" + std::to_string(port)); }
std::string Url::path_and_query() const { return has_query ? path + "?" + query : path; }

Result<Url> parse(std::string_view text) {
  const auto colon = text.find("://");
  if (colon == std::string_view::npos) return fail(Errc::bad_input, "no absolute URL: " + std::string(text));
  Url url;
  url.scheme = text.substr(0, colon);
  const auto slash = text.find('/', colon + 3);
  url.host = text.substr(colon + 3, slash == std::string_view::npos ? slash : slash - colon - 3);
  url.path = slash == std::string_view::npos ? "/" : text.substr(slash);
  return url;
}

Result<Url> resolve(const Url& base, std::string_view reference) {
  if (reference.find("://") != std::string_view::npos) return parse(reference);
  return parse(base.origin() + std::string(reference));
}

Result<std::string> canonical(std::string_view text) {
  auto url = parse(text);
  if (!url) return fail(url.error());
  return url->to_string();
}

std::string registrable_domain(std::string_view host) { return std::string(host); }

std::string uuid5_url(std::string_view canonical_url) {
  uuid_t out;
  uuid_generate_sha1(out, *uuid_get_template("url"), canonical_url.data(), canonical_url.size());
  char text[37];
  uuid_unparse_lower(out, text);
  return text;
}

}  // namespace rawi::url
