#include <nlohmann/json.hpp>

#include "connectors/article.h"

namespace rawi {
namespace {

using Json = nlohmann::ordered_json;

std::string_view kind_name(Paragraph::Kind kind) {
  switch (kind) {
    case Paragraph::Kind::text: return "text";
    case Paragraph::Kind::heading: return "heading";
    case Paragraph::Kind::quote: return "quote";
    case Paragraph::Kind::list_item: return "list_item";
  }
  return "text";
}

Json nullable(const std::optional<std::string>& value) { return value ? Json(*value) : Json(nullptr); }
Json nullable(const std::string& value) { return value.empty() ? Json(nullptr) : Json(value); }

Json paragraphs_json(const std::vector<Paragraph>& paragraphs) {
  Json out = Json::array();
  for (const auto& p : paragraphs) out.push_back({{"kind", kind_name(p.kind)}, {"text", p.text}});
  return out;
}

Json lead_image_json(const std::optional<LeadImage>& image) {
  if (!image) return nullptr;
  return {{"url", image->url}, {"caption", nullable(image->caption)}, {"credit", nullable(image->credit)}};
}

Json story_json(const StoryLink& story) {
  if (story.id.empty()) return nullptr;
  return {{"id", story.id},
          {"relation", story.relation},
          {"of", nullable(story.of)},
          {"similarity", story.similarity}};
}

Json provenance_json(const Provenance& p) {
  return {{"connector", p.connector},
          {"extractor", p.extractor},
          {"rules_version", nullable(p.rules_version)},
          {"charset", p.charset},
          {"http_status", p.http_status},
          {"bytes", p.bytes},
          {"fields", p.fields}};
}

Json changes_json(const std::vector<ArticleChange>& changes) {
  Json out = Json::array();
  for (const auto& change : changes) {
    out.push_back({{"kind", change.kind},
                   {"paragraph", change.kind == "title" ? Json(nullptr) : Json(change.paragraph)}});
  }
  return out;
}

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

std::string Article::body() const {
  std::string out;
  for (const auto& p : paragraphs) {
    if (!out.empty()) out += "\n\n";
    out += p.text;
  }
  return out;
}

std::string to_json(const Article& a) {
  Json json = {
      {"schema", "rawi.article/1"},
      {"id", a.id},
      {"revision", a.revision},
      {"url", a.url},
      {"fetched_url", a.fetched_url},
      {"outlet", {{"id", a.outlet.id}, {"name", a.outlet.name}, {"home", a.outlet.home}}},
      {"language", a.language},
      {"title", a.title},
      {"subtitle", nullable(a.subtitle)},
      {"authors", a.authors},
      {"sources", a.sources},
      {"dateline", nullable(a.dateline)},
      {"section", nullable(a.section)},
      {"keywords", a.keywords},
      {"published_at", nullable(a.published_at)},
      {"modified_at", nullable(a.modified_at)},
      {"fetched_at", nullable(a.fetched_at)},
      {"paragraphs", paragraphs_json(a.paragraphs)},
      {"body", a.body()},
      {"lead_image", lead_image_json(a.lead_image)},
      {"story", story_json(a.story)},
      {"provenance", provenance_json(a.provenance)},
  };
  if (!a.changes.empty()) json["changes"] = changes_json(a.changes);
  return dump(json);
}

std::string to_json(const Rejection& rejection) {
  return dump({{"rejected", {{"reason", rejection.reason}, {"detail", rejection.detail}}}});
}

}  // namespace rawi
