// One outlet, declared: what a file in config/outlets/ says, checked and compiled.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/article.h"
#include "connectors/base/result.h"
#include "connectors/page/selector.h"

namespace rawi::outlet {

struct Source {
  enum class Kind { feed, sitemap, listing };
  Kind kind = Kind::feed;
  std::string url;                              // absolute
  std::optional<page::Selector> links;          // listing: which <a> are articles; without it links are judged by shape
  std::string pages;                            // listing: "?page={n}"; empty: one page only
  int depth = 1;                                // listing: how many pages
};

// One way to read a field. Without `attribute` the element's text. `match`: an RE2-like pattern is not needed by the
// contract; what the five outlets need beyond select and attribute is added here by the outlet room.
struct FieldRule {
  page::Selector select;
  std::string attribute;  // empty: text
};

// Several rules for one field are tried in order; the first that yields a value wins.
struct Rules {
  std::vector<FieldRule> title, subtitle, authors, sources, dateline, section, keywords, published, modified, lead_image;
  std::vector<page::Selector> body;  // containers of the article's own text, in page order
  std::vector<page::Selector> drop;  // inside the body: not the article's text
  [[nodiscard]] bool empty() const { return title.empty() && body.empty() && published.empty(); }
};

struct Sample {
  std::string url, page_file, expect_file;  // files absolute
};

struct Outlet {
  std::string id, name, home;   // home absolute, canonical
  std::string zone;             // IANA; empty: not stated
  std::optional<int> delay_ms;
  bool cookies = false;
  std::vector<Source> sources;  // empty: found at first contact
  std::vector<std::string> allow, deny;  // patterns on the URL's decoded path
  Rules rules;
  std::string rules_version;    // short hash of what the file says; empty where there are no rules
  std::vector<Sample> samples;
  std::string file;             // where it was declared, for messages

  [[nodiscard]] OutletRef ref() const { return {id, name, home}; }
};

// The outlet of `--outlet none`: no rules, home and name taken from the page's own URL.
[[nodiscard]] Outlet no_outlet(std::string_view page_url);

}  // namespace rawi::outlet
