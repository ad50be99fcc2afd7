// One outlet, declared: what a file in config/outlets/ says, checked and compiled.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/article.h"
#include "connectors/base/result.h"
#include "connectors/outlet/pattern.h"
#include "connectors/page/selector.h"

namespace rawi::outlet {

struct Source {
  enum class Kind { feed, sitemap, listing };
  Kind kind = Kind::feed;
  std::string url;  // absolute
  std::optional<page::Selector>
      links;          // listing: which <a> are articles; without it links are judged by shape
  std::string pages;  // listing: "?page={n}"; empty: one page only
  int depth = 1;      // listing: how many pages
};

// One way to read a field.
struct FieldRule {
  // Which of the names in a credit line a rule is after.
  enum class Keep { any, agencies, people };

  page::Selector select;
  std::string attribute;         // empty: the element's text
  std::optional<Pattern> match;  // tried on each line of the text: the value is what its first group matched
  std::string split;             // lists: what separates the values; empty: one value an element
  Keep keep = Keep::any;
};

// Several ways are tried in order; the first that yields a value wins. No ways at all (an empty list in the
// file) says that the outlet has no such field, and nothing else may fill it.
using FieldRules = std::vector<FieldRule>;

struct Rules {
  // nullopt: no rule, the field comes from structured data or from the page itself.
  std::optional<FieldRules> title, subtitle, authors, sources, dateline, section, keywords, published,
      modified, lead_image, caption;
  bool modified_unless_published =
      false;                             // modified: {unless: published}: left out where it only repeats that
  std::vector<page::Selector> body;      // containers of the article's own text, in page order
  std::vector<page::Selector> drop;      // elements that are not the article's text
  std::vector<Pattern> drop_paragraphs;  // paragraphs that are not the article's text

  [[nodiscard]] bool empty() const;
};

struct Sample {
  std::string url, page_file, expect_file;  // files absolute
  std::string content_type;                 // HTTP header the page came with; may be empty
};

struct Outlet {
  std::string id, name, home;  // home absolute, canonical
  std::string zone;            // IANA; empty: not stated
  std::optional<int> delay_ms;
  bool cookies = false;
  std::vector<Source> sources;       // empty: found at first contact
  std::vector<Pattern> allow, deny;  // on the URL's decoded path; see allows()
  Rules rules;
  std::string rules_version;  // short hash of the file; empty where it has no rules
  std::vector<Sample> samples;
  std::string file;  // where it was declared, for messages

  [[nodiscard]] OutletRef ref() const { return {id, name, home}; }
};

// Whether the outlet's `articles` patterns take this absolute URL for an article: its percent-decoded path,
// without the query, matches an `allow` pattern (or there is none) and no `deny` pattern. A URL that cannot
// be read: false.
[[nodiscard]] bool allows(const Outlet& outlet, std::string_view url);

// The outlet of `--outlet none`: no rules, home and name taken from the page's own URL.
[[nodiscard]] Outlet no_outlet(std::string_view page_url);

}  // namespace rawi::outlet
