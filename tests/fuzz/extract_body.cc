// Any bytes as a page: blocks and a body are found, none empty, none of it from elsewhere.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "connectors/extract/body.h"
#include "connectors/page/document.h"

namespace {

void expect(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rawi;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  // The first line is the body that the page states, the rest the page.
  const std::size_t line = std::min(input.find('\n'), input.size());
  page::ParseOptions options;
  options.max_bytes = 1u << 20;
  const auto doc = page::parse_html(std::string(input.substr(line)), options);
  if (!doc) return 0;
  extract::BodyHints hints;
  hints.title = input.substr(0, std::min<std::size_t>(line, 60));
  hints.structured_body = input.substr(0, line);
  const extract::Body body = extract::find_body(*doc, hints);
  expect(body.confidence >= 0 && body.confidence <= 1);
  expect(body.container == page::kNone || body.container < doc->size());
  expect(body.title_node == page::kNone || body.title_node < doc->size());
  for (const Paragraph& p : body.paragraphs) expect(!p.text.empty());
  page::NodeId last = 0;
  for (const extract::Block& block : extract::blocks_of(*doc, 0, {})) {
    expect(!block.text.empty() && block.link_chars <= block.chars);
    expect(doc->is_text(block.first_text) && doc->is_text(block.last_text));
    expect(block.first_text > last && block.first_text <= block.last_text);
    last = block.last_text;
  }
  return 0;
}
