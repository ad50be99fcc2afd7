// Any text as a selector, over a small page: compiles or says why not, and what it finds it also matches.
#include <cstdlib>

#include "connectors/page/selector.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rawi::page;
  static const Document* const page =
      new Document(*parse_html("<html lang=ar><body class='home rtl'><div id=main class='a "
                               "b'><h1>عنوان</h1><p class=a>نص <b>غامق</b></p>"
                               "<ul><li>1<li class=on>2<li>3</ul><p title='x y'><a href='/n/1' "
                               "rel='tag'>رابط</a><span></span><my-x>م</my-x>"));
  const auto selector = Selector::compile({reinterpret_cast<const char*>(data), size});
  if (!selector) return selector.error().message.empty() ? std::abort(), 0 : 0;
  const auto found = selector->all(*page);
  for (const NodeId n : found) {
    if (page->is_text(n)) std::abort();
  }
  if (selector->first(*page) != (found.empty() ? kNone : found.front())) std::abort();
  for (NodeId n = 0; n < page->size(); ++n) (void)selector->matches(*page, n);
  return 0;
}
