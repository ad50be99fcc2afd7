// Any bytes: parsing is total, a canonical URL is its own canonical form, resolving never loses the absolute.
#include "connectors/url/url.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace url = rawi::url;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto once = url::canonical(text)) {
    const auto twice = url::canonical(*once);
    if (!twice || *twice != *once) std::abort();
    (void)url::registrable_domain(url::parse(*once)->host);
    (void)url::is_front_page(*url::parse(*once));
  }
  const auto base = url::parse("https://example.com/a/b?c#d");
  if (const auto target = url::resolve(*base, text)) {
    const auto again = url::resolve(*base, target->to_string());
    if (!again || again->to_string() != target->to_string()) std::abort();
    (void)url::accepted_canonical(*target, text);
  }
  (void)url::same_article_url(text, "https://example.com/a");
  return 0;
}
