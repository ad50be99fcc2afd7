#include <cstdint>

#include "tests/fuzz/discover_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const rawi::outlet::Source source = [] {
    rawi::outlet::Source made;
    made.kind = rawi::outlet::Source::Kind::sitemap;
    made.url = "https://news.example/a/b?c";
    return made;
  }();
  check_source({reinterpret_cast<const char*>(data), size}, "application/xml", &source);
  return 0;
}
