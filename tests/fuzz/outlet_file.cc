// An outlet file of any content, and a page its rules are applied to: the file's text, a NUL byte, the
// page's.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "connectors/extract/rules.h"
#include "connectors/outlet/load.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rawi;
  std::string text(reinterpret_cast<const char*>(data), size);
  // "${file:…}" would have the fuzzer read files of this machine.
  for (std::size_t at = text.find("${"); at != std::string::npos; at = text.find("${", at)) text[at] = '_';
  const std::size_t cut = std::min(text.find('\0'), text.size());
  settings::Problems problems("fuzz.yaml");
  const auto outlet = outlet::read_outlet(std::string_view(text).substr(0, cut), "fuzz.yaml", problems);
  if (cut == text.size()) return 0;
  const auto doc = page::parse_html(text.substr(cut + 1));
  if (!doc) return 0;
  extract::PageInput input;
  input.url = "https://nahr.example/a";
  Article article;
  extract::apply_rules(*doc, outlet, input, {}, article);
  extract::settle_rules(*doc, outlet, article);
  static_cast<void>(outlet::allows(outlet, input.url));
  return 0;
}
