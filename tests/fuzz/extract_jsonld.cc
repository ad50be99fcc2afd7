// Any text in a JSON-LD script reads in bounded time and space, into a tree whose ranges are sound.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "connectors/extract/jsonld.h"
#include "connectors/extract/loose_json.h"
#include "connectors/extract/plain_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  using Json = rawi::extract::LooseJson;
  const Json json(text);
  if (json.size() == 0 || json.end(0) != json.size() || json.size() > Json::kMaxNodes + 1) std::abort();
  for (Json::Index i = 0; i < json.size(); ++i) {
    if (json.end(i) <= i || json.end(i) > json.size()) std::abort();
    const bool holds = json.kind(i) == Json::Kind::object || json.kind(i) == Json::Kind::array;
    if (!holds && json.end(i) != i + 1) std::abort();
  }
  rawi::extract::Structured out;
  rawi::extract::read_json_ld({text, text}, "https://www.almidan.example/news/48210", out);
  if (out.authors.size() > 20 || out.keywords.size() > 200 || out.titles.size() > 200) std::abort();
  if (rawi::extract::plain_text(text).size() > size + 8) std::abort();
  return 0;
}
