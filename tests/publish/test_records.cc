// Keys, values and headers of the records; every value against its JSON Schema with Debian's
// python3-jsonschema.
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "daemon/publish/records.h"
#include "tests/support/files/temp_dir.h"

namespace rawi::publish {
namespace {

using Json = nlohmann::json;

Article full_article() {
  Article article;
  article.id = "0b0c1a5e-5f3c-5d0e-9a53-0d7c2f1c9b11";
  article.revision = 2;
  article.url = "https://example.org/a?x=1";
  article.fetched_url = "https://example.org/a?x=1&utm_source=rss";
  article.outlet = {"example", "مثال", "https://example.org/"};
  article.title = "عنوان «مقتبس» و\"آخر\"";
  article.subtitle = "عنوان فرعي";
  article.authors = {"فلان"};
  article.sources = {"وكالة"};
  article.keywords = {"زراعة", "مياه"};
  article.dateline = "دمشق";
  article.section = "اقتصاد";
  article.published_at = "2026-05-05T10:00:00+03:00";
  article.modified_at = "2026-05-05";
  article.fetched_at = "2026-05-05T10:11:12Z";
  article.paragraphs = {{Paragraph::Kind::heading, "مقدمة"},
                        {Paragraph::Kind::text, "نص"},
                        {Paragraph::Kind::quote, "قول"},
                        {Paragraph::Kind::list_item, "بند"}};
  article.lead_image = LeadImage{"https://example.org/i.jpg", "شرح", ""};
  article.story = {"6a3c7a8e-35c1-5b5f-8d2e-0c4bb0a6fd10", "revision", article.id, 0.97};
  article.provenance = {"example", "rules", "abc123", "windows-1256", 200, 12345, {{"title", "rules"}}};
  return article;
}

Article bare_article() {
  Article article;
  article.id = "0b0c1a5e-5f3c-5d0e-9a53-0d7c2f1c9b11";
  article.url = article.fetched_url = "https://example.org/a";
  article.outlet = {"example", "مثال", "https://example.org/"};
  article.title = "عنوان";
  article.fetched_at = "2026-05-05T10:11:12Z";
  article.paragraphs = {{Paragraph::Kind::text, "نص"}};
  article.provenance.connector = "none";
  article.provenance.extractor = "density";
  article.provenance.charset = "UTF-8";
  return article;
}

RejectedPage rejected_page() {
  return {"https://example.org/gone",
          {"example", "مثال", "https://example.org/"},
          {"http_500", "لا شيء"},
          1'777'977'000'000};
}

Retraction retraction() {
  return {"0b0c1a5e-5f3c-5d0e-9a53-0d7c2f1c9b11",
          "https://example.org/a",
          {"example", "مثال", "https://example.org/"},
          3,
          "http_410",
          1'777'977'000'000};
}

std::string header(const ledger::Record& record, std::string_view name) {
  for (const auto& [key, value] : record.headers) {
    if (key == name) return value;
  }
  return "";
}

// What the validator says of the values, a line each: "" where it has no complaint. One Python for all of
// them.
std::vector<std::string> complaints(const std::string& schema, const std::vector<Json>& values) {
  const testing::TempDir dir;
  std::ofstream file(dir.path("values.jsonl"));
  for (const auto& value : values) file << value.dump() << "\n";
  file.close();
  const std::string command =
      fmt::format("python3 {0}/tests/support/schema/validate.py --lines {0}/config/schema/{1} {2} > {3}",
                  RAWI_SOURCE_DIR, schema, dir.path("values.jsonl"), dir.path("out"));
  EXPECT_NE(std::system(command.c_str()), -1);
  std::vector<std::string> lines;
  std::ifstream out(dir.path("out"));
  for (std::string line; std::getline(out, line);) lines.push_back(line);
  EXPECT_EQ(lines.size(), values.size()) << command;
  lines.resize(values.size(), "the validator did not run");
  return lines;
}

std::string complaint(const std::string& schema, const Json& value) {
  return complaints(schema, {value}).front();
}

TEST(Records, AnArticleIsKeyedByItsIdAndCarriesCloudEventHeaders) {
  const auto record = article_record(full_article());
  EXPECT_EQ(record.kind, ledger::RecordKind::article);
  EXPECT_EQ(record.outlet, "example");
  EXPECT_EQ(record.key, full_article().id);
  EXPECT_EQ(record.value, to_json(full_article()));
  EXPECT_EQ(header(record, "ce_specversion"), "1.0");
  EXPECT_EQ(header(record, "ce_id"), full_article().id + ":2");
  EXPECT_EQ(header(record, "ce_type"), "rawi.article.revised");
  EXPECT_EQ(header(record, "ce_source"), "https://example.org/");
  EXPECT_EQ(header(record, "ce_time"), "2026-05-05T10:11:12Z");
  EXPECT_EQ(header(record, "content-type"), "application/json");
  EXPECT_EQ(header(article_record(bare_article()), "ce_type"), "rawi.article.published");
}

TEST(Records, ADuplicateHasNoText) {
  const auto json = Json::parse(*duplicate_record(full_article()).value);
  EXPECT_EQ(json["title"], full_article().title);
  EXPECT_EQ(json["story"]["of"], full_article().id);
  EXPECT_FALSE(json.contains("paragraphs"));
  EXPECT_FALSE(json.contains("body"));
}

TEST(Records, ARejectionSaysWhatWhereWhyAndWhen) {
  const auto record = rejected_record(rejected_page());
  const auto json = Json::parse(*record.value);
  EXPECT_EQ(record.key, "https://example.org/gone");
  EXPECT_EQ(json["reason"], "http_500");
  EXPECT_EQ(json["outlet"]["id"], "example");
  EXPECT_EQ(json["at"], "2026-05-05T10:30:00Z");
}

TEST(Records, ARetractionFollowsTheArticleUnderItsKeyAndATombstoneMayFollowIt) {
  const auto record = retraction_record(retraction());
  EXPECT_EQ(record.key, retraction().id);
  EXPECT_EQ(header(record, "ce_type"), "rawi.article.retracted");
  EXPECT_EQ(Json::parse(*record.value)["revision"], 3);
  EXPECT_EQ(tombstone_record(retraction()).key, record.key);
  EXPECT_EQ(tombstone_record(retraction()).value, std::nullopt);
  EXPECT_NE(header(tombstone_record(retraction()), "ce_id"), header(record, "ce_id"));
}

TEST(Records, WhatKafkaRefusedBecomesARejectionThatNamesThePage) {
  const auto record =
      refused_record(article_record(full_article()), "Message size too large", 1'777'977'000'000);
  const auto json = Json::parse(*record.value);
  EXPECT_EQ(record.kind, ledger::RecordKind::rejected);
  EXPECT_EQ(json["reason"], "kafka_refused");
  EXPECT_EQ(json["url"], full_article().url);
  EXPECT_EQ(json["outlet"]["name"], "مثال");
  EXPECT_NE(json["detail"].get<std::string>().find("Message size too large"), std::string::npos);
  ledger::Record unreadable{ledger::RecordKind::article, "example", "the-key", "{not json", {}};
  EXPECT_EQ(Json::parse(*refused_record(unreadable, "x", 0).value)["url"], "the-key");
}

struct Valid {
  const char* name;
  const char* schema;
  std::string value;
};

class Schema : public ::testing::TestWithParam<Valid> {};

TEST_P(Schema, HoldsWhatRawiWrites) {
  EXPECT_EQ(complaint(GetParam().schema, Json::parse(GetParam().value)), "");
}

// The upgrade rule: within v1 fields are only added, so a reader of today must take a record of tomorrow.
TEST_P(Schema, LetsFieldsBeAdded) {
  auto json = Json::parse(GetParam().value);
  json["added_later"] = {{"any", "thing"}};
  EXPECT_EQ(complaint(GetParam().schema, json), "");
}

TEST_P(Schema, RefusesAMissingFieldAndAWrongType) {
  const auto json = Json::parse(GetParam().value);
  std::vector<Json> broken;
  std::vector<std::string> how;
  for (const auto& [name, value] : json.items()) {
    broken.push_back(json);
    broken.back().erase(name);
    how.push_back("without " + name);
    broken.push_back(json);
    broken.back()[name] = 1.5;
    how.push_back(name + " of a wrong type");
  }
  const auto said = complaints(GetParam().schema, broken);
  for (std::size_t i = 0; i < said.size(); ++i) EXPECT_NE(said[i], "") << how[i];
}

INSTANTIATE_TEST_SUITE_P(
    Records, Schema,
    ::testing::Values(Valid{"FullArticle", "article.v1.schema.json", *article_record(full_article()).value},
                      Valid{"BareArticle", "article.v1.schema.json", *article_record(bare_article()).value},
                      Valid{"Duplicate", "duplicate.v1.schema.json", *duplicate_record(full_article()).value},
                      Valid{"Rejected", "rejected.v1.schema.json", *rejected_record(rejected_page()).value},
                      Valid{"RefusedByKafka", "rejected.v1.schema.json",
                            *refused_record(article_record(full_article()), "too large", 0).value},
                      Valid{"Retraction", "retraction.v1.schema.json",
                            *retraction_record(retraction()).value}),
    [](const auto& place) { return place.param.name; });

}  // namespace
}  // namespace rawi::publish
