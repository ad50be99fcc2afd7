// What our reader takes, nlohmann/json takes too, with the same strings. (The other way round it may be
// stricter: it wants an id.) Bytes that are no UTF-8 are the other reader's business.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <nlohmann/json.hpp>

#include "daemon/dedup/json_line.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  rawi::dedup::ArticleLine line;
  const auto read = rawi::dedup::read_article_line(text, line);
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!read || json.is_discarded() || !json.is_object()) return 0;
  for (const auto& [key, value] :
       {std::pair<const char*, std::string*>{"title", &line.title}, {"body", &line.body}}) {
    if (!json.contains(key) || !json[key].is_string()) continue;
    if (json[key].get<std::string>() != *value) std::abort();
  }
  std::string written;
  rawi::dedup::append_json_string(written, line.title);
  const auto back = nlohmann::json::parse(written, nullptr, false);
  if (!back.is_discarded() && back.get<std::string>() != line.title) std::abort();
  return 0;
}
