#include "daemon/pipeline/match_hash.h"

#include <xxhash.h>
#include <nlohmann/json.hpp>

#include "connectors/arabic/normalize.h"

namespace rawi::pipeline {
namespace {

std::string hash_of(std::string_view text) {
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  XXH128_canonical_t bytes;
  XXH128_canonicalFromHash(&bytes, hash);
  return {reinterpret_cast<const char*>(bytes.digest), sizeof bytes.digest};
}

}  // namespace

std::string match_hash(std::string_view title, const std::vector<std::string_view>& paragraphs) {
  std::string text = arabic::match_text(title);
  // Where a paragraph ends is layout, not text: the words alone are compared.
  for (const auto paragraph : paragraphs) {
    text += ' ';
    text += arabic::match_text(paragraph);
  }
  return hash_of(text);
}

std::string match_hash(const Article& article) {
  std::vector<std::string_view> paragraphs;
  paragraphs.reserve(article.paragraphs.size());
  for (const auto& paragraph : article.paragraphs) paragraphs.push_back(paragraph.text);
  return match_hash(article.title, paragraphs);
}

std::string title_hash(std::string_view title) { return hash_of(arabic::match_text(title)); }

Article article_of_record(std::string_view article_json) {
  Article out;
  const auto record = nlohmann::json::parse(article_json, nullptr, false);
  if (!record.is_object()) return out;
  const auto text = [](const nlohmann::json& object, const char* key) {
    const auto it = object.is_object() ? object.find(key) : object.end();
    return object.is_object() && it != object.end() && it->is_string() ? it->get<std::string>()
                                                                       : std::string();
  };
  out.id = text(record, "id");
  out.title = text(record, "title");
  if (record.contains("outlet")) out.outlet.id = text(record["outlet"], "id");
  if (const std::string published = text(record, "published_at"); !published.empty())
    out.published_at = published;
  if (const auto list = record.find("paragraphs"); list != record.end() && list->is_array()) {
    for (const auto& paragraph : *list)
      out.paragraphs.push_back({Paragraph::Kind::text, text(paragraph, "text")});
  }
  return out;
}

}  // namespace rawi::pipeline
