// Any bytes: the tree of the slim page is the tree of the whole page, unless the slimmer says that it may not
// be.
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "connectors/page/document.h"
#include "connectors/page/slim.h"
#include "connectors/page/utf8.h"
#include "tests/page/trees.h"

namespace {

// Gumbo 0.10.1 turns controls and noncharacters into U+FFFD; the standard (and the slim way) keeps them.
std::string without_what_gumbo_replaces(std::string_view text) {
  using namespace rawi::page;
  std::string out;
  for (std::size_t at = 0, length = 1; at < text.size(); at += length) {
    const char32_t c = decode_utf8(text.substr(at), length);
    const bool control = c < 0x20 && c != '\t' && c != '\n' && c != '\f' && c != '\r';
    const bool replaced =
        control || (c >= 0x7F && c <= 0x9F) || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
    append_utf8(out, replaced ? char32_t{'?'} : c);
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rawi::page;
  std::string page = without_what_gumbo_replaces(repair_utf8({reinterpret_cast<const char*>(data), size}));
  // Behind these Gumbo 0.10.1 loses the place where the next tag begins, and with it unknown elements' names.
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view lost : {"</>", "<!>", "<?>"}) {
      for (std::size_t at = 0; (at = page.find(lost)) != std::string::npos; again = true)
        page.erase(at, lost.size());
    }
  }
  // Numbers beyond 32 bits wrap around in Gumbo 0.10.1.
  for (std::size_t at = 0; (at = page.find("&#", at)) != std::string::npos; ++at) {
    const std::size_t stop = page.find_first_not_of("0123456789abcdefABCDEFxX", at + 2);
    if (std::min(stop, page.size()) - at > 8) page[at] = '+';
  }
  Arena strings;
  Slim slim;
  const ParseOptions slim_way;
  ParseOptions plain_way;
  plain_way.slim = false;
  if (!slim_page(page, strings, slim_way.max_depth, slim)) return 0;
  const auto a = parse_html(page, slim_way), b = parse_html(page, plain_way);
  if (!a || !b || !slim.exact) return 0;
  const auto attributes = slim.repeated_names ? Attributes::ignored : Attributes::compared;
  if (const auto difference = first_difference(*a, *b, attributes)) {
    std::fprintf(stderr, "%s\nslim: %s\n%s\nwhole:\n%s", difference->c_str(), slim.html.c_str(),
                 outline(*a).c_str(), outline(*b).c_str());
    std::abort();
  }
  return 0;
}
