// Any bytes become an article that keeps its promises, or a refusal with a reason; with the Arabic gate and
// without it.
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>

#include "connectors/extract/read.h"

namespace {

void must(bool kept) {
  if (!kept) std::abort();
}

void check(const rawi::extract::Reading& reading) {
  if (const auto* rejection = std::get_if<rawi::Rejection>(&reading)) {
    must(!rejection->reason.empty());
    return;
  }
  const auto& article = std::get<rawi::Article>(reading);
  must(!article.paragraphs.empty() && !article.url.empty() && article.id.size() == 36);
  for (const auto& paragraph : article.paragraphs)
    must(!paragraph.text.empty() && paragraph.text.find('\n') == std::string::npos);
  must(article.published_at || !article.modified_at);
  must(article.title.empty() || article.provenance.fields.count("title") == 1);
  (void)rawi::to_json(article);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rawi::extract::PageInput input;
  input.bytes = {reinterpret_cast<const char*>(data), size};
  input.url = "https://www.almidan.jo/news/2024/03/01/48210";
  const auto outlet = rawi::outlet::no_outlet(input.url);
  rawi::extract::ReadOptions options;
  options.now_unix = 1'716'192'000;
  check(rawi::extract::read_page(input, outlet, options));
  options.any_language = true;
  check(rawi::extract::read_page(input, outlet, options));
  return 0;
}
