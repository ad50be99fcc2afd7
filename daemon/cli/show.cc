#include "daemon/cli/show.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace rawi::cli {
namespace {

// U+2067 (right-to-left isolate) and U+2069 (pop): the terminal lays the Arabic out by itself and the Latin
// beside it stays in place.
constexpr std::string_view kIsolate = "\u2067", kPop = "\u2069";
constexpr std::size_t kLeadWords = 24;

std::string isolated(std::string_view text) { return fmt::format("{}{}{}", kIsolate, text, kPop); }

std::string text_of(const nlohmann::json& json, const char* key) {
  return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : std::string();
}

std::string first_words(const std::string& text) {
  std::size_t at = 0, words = 0;
  while (at < text.size() && words < kLeadWords) {
    if (text[at] == ' ') ++words;
    ++at;
  }
  return at < text.size() ? text.substr(0, at) + "…" : text;
}

std::string show_article(const nlohmann::json& article) {
  const auto& outlet = article.value("outlet", nlohmann::json::object());
  std::string out = fmt::format("● {}\n", isolated(text_of(article, "title")));
  const std::string published = text_of(article, "published_at");
  out += fmt::format("  {} · {}", isolated(text_of(outlet, "name")),
                     published.empty() ? "no date stated" : published);
  if (article.value("revision", 1) > 1) out += fmt::format(" · revision {}", article.value("revision", 1));
  if (article.contains("authors") && !article["authors"].empty()) {
    out += fmt::format(" · {}", isolated(article["authors"][0].get<std::string>()));
  }
  const auto& story = article.contains("story") ? article["story"] : nlohmann::json();
  if (story.is_object() && text_of(story, "relation") == "duplicate") {
    out +=
        fmt::format(" · repeats {} ({:.0f} %)", text_of(story, "of"), story.value("similarity", 0.0) * 100);
  }
  if (article.contains("paragraphs") && !article["paragraphs"].empty()) {
    out += fmt::format("\n  {}", isolated(first_words(text_of(article["paragraphs"][0], "text"))));
    out += fmt::format("\n  {} paragraphs", article["paragraphs"].size());
  }
  return out + fmt::format("\n  {}\n", text_of(article, "url"));
}

}  // namespace

std::string show_record(const publish::ReadRecord& record) {
  if (!record.value) return fmt::format("✕ {} (tombstone)\n", record.key);
  const auto json = nlohmann::json::parse(*record.value, nullptr, false);
  if (!json.is_object())
    return fmt::format("? {} ({} bytes that are no JSON object)\n", record.key, record.value->size());
  if (json.contains("reason") && json.contains("at")) {
    return fmt::format("✕ {}: {}\n  {}\n", text_of(json, "reason"), text_of(json, "detail"),
                       text_of(json, "url"));
  }
  return show_article(json);
}

}  // namespace rawi::cli
