#include "connectors/url/parse.h"
#include "connectors/url/percent.h"
#include "connectors/url/url.h"

namespace rawi::url {

Result<Url> resolve(const Url& base, std::string_view reference) {
  const std::string clean = strip_blanks(reference);
  std::string_view rest = clean;
  const bool special = is_special(base.scheme);
  const auto slash = [&](std::size_t i) {
    return i < rest.size() && (rest[i] == '/' || (special && rest[i] == '\\'));
  };
  if (const auto length = scheme_length(rest); length > 0) {
    // "http:page" inside an http page means "page" (RFC 3986 section 5.4.2, the tolerant reading; WHATWG
    // likewise).
    const bool same = special && ascii_lower(rest.substr(0, length)) == base.scheme;
    if (!same || (slash(length + 1) && slash(length + 2))) return parse(rest);
    rest.remove_prefix(length + 1);
  }
  if (slash(0) && slash(1)) {
    std::string absolute = base.scheme + "://";
    absolute += rest.substr(2);
    return parse(absolute);
  }
  Url url = base;
  url.fragment.clear();
  if (rest.empty() || rest.front() == '#') {
    if (!rest.empty()) append_encoded(url.fragment, rest.substr(1), EncodeSet::fragment);
    return url;
  }
  const bool opaque = !base.has_authority && (base.path.empty() || base.path.front() != '/');
  if (opaque)
    return fail(Errc::bad_input,
                "a relative reference cannot be resolved against a \"" + base.scheme + ":\" URL");
  url.query.clear();
  url.has_query = false;
  const std::string kept = url.path;
  read_rest(url, rest, kept.empty() ? "/" : kept);
  if (rest.front() == '?') url.path = kept;
  return url;
}

}  // namespace rawi::url
