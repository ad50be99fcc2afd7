// The one thing that crosses from connectors/ to daemon/: what a page yields once extracted and cleaned.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rawi {

struct Paragraph {
  enum class Kind { text, heading, quote, list_item };
  Kind kind = Kind::text;
  std::string text;  // published text: one line, clean, never empty

  friend bool operator==(const Paragraph&, const Paragraph&) = default;
};

struct OutletRef {
  std::string id, name, home;
};

struct LeadImage {
  std::string url, caption, credit;  // absolute URL; caption and credit may be empty
};

// Filled by daemon/dedup; `id` empty until then.
struct StoryLink {
  std::string id;         // UUID of the story
  std::string relation;   // "original", "duplicate" or "revision"
  std::string of;         // article id this one repeats or revises; empty for an original
  double similarity = 0;  // 0..1
};

struct Provenance {
  std::string connector;      // outlet id, or "none"
  std::string extractor;      // where the body came from: "rules", "structured" or "density"
  std::string rules_version;  // short hash of the outlet file; empty without rules
  std::string charset;        // WHATWG name of the encoding the page was decoded with
  int http_status = 0;        // 0 where the bytes came from a file
  std::size_t bytes = 0;      // of the page as fetched, decompressed
  // Record field -> evidence it was taken from, e.g. "published_at" -> "json-ld", "published_zone" ->
  // "outlet".
  std::map<std::string, std::string> fields;
};

// What is different in a revision from the one before it.
struct ArticleChange {
  std::string kind;           // "title", "paragraph_added", "paragraph_removed", "paragraph_changed"
  std::size_t paragraph = 0;  // its number in `paragraphs`, from 0; of a removed one in the text before
};

// All text is published text (DESIGN.md): NFC, clean, UTF-8. Instants are RFC 3339 with the page's own
// offset, or the date alone ("2021-04-02") where the page states no time; nullopt where it states nothing.
struct Article {
  std::string id;  // UUIDv5(URL namespace, url)
  int revision = 1;
  std::string url;          // canonical
  std::string fetched_url;  // the URL it was read from
  OutletRef outlet;
  std::string language = "ar";
  std::string title, subtitle;
  std::vector<std::string> authors, sources, keywords;
  std::optional<std::string> dateline, section;
  std::optional<std::string> published_at, modified_at;
  std::string fetched_at;  // RFC 3339, UTC
  std::vector<Paragraph> paragraphs;
  std::optional<LeadImage> lead_image;
  StoryLink story;
  std::vector<ArticleChange> changes;  // of a revision; empty where they are not known
  Provenance provenance;

  // Paragraph texts, separated by a blank line.
  [[nodiscard]] std::string body() const;
};

// A page that was understood and is no article to publish. `reason` is one of the stable words that
// rawi.rejected carries: not_arabic, too_little_text, soft_404, paywall, not_article, undecodable, not_html,
// too_large, too_complex, empty_page, http_NNN, redirect_loop, robots_disallow, refused_address, ...
struct Rejection {
  std::string reason;
  std::string detail;  // for people: what was seen
};

// The record of topic rawi.articles, one line of UTF-8 JSON with keys in the order of DESIGN.md.
// Bytes that are not UTF-8 are replaced, never thrown on.
[[nodiscard]] std::string to_json(const Article& article);
[[nodiscard]] std::string to_json(const Rejection& rejection);  // {"rejected":{"reason":…,"detail":…}}

}  // namespace rawi
