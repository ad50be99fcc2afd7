// Whole pages of our own, each built the way some make of CMS builds them, beside what a reader would call
// their article. NAME.html is read without rules; NAME.want says what must come of it: `key: value` lines, an
// empty line, the paragraphs as tests/extract_body/pages.h writes them ("# " heading, "> " quote, "* " list
// item).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tests/extract/pages.h"

namespace rawi::extract::test {
namespace {

namespace fs = std::filesystem;
using testing::AnyOfArray;
using testing::ElementsAreArray;
using testing::StartsWith;

struct Want {
  std::map<std::string, std::string> facts;
  std::vector<std::string> lines;
};

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<std::string> split(const std::string& text, const std::string& separator) {
  std::vector<std::string> out;
  std::size_t start = 0;
  while (start <= text.size()) {
    const std::size_t at = std::min(text.find(separator, start), text.size());
    if (at > start) out.push_back(text.substr(start, at - start));
    start = at + separator.size();
  }
  return out;
}

Want want_of(const fs::path& path) {
  Want want;
  bool facts = true;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) {
      facts = false;
    } else if (facts) {
      const std::size_t colon = std::min(line.find(": "), line.size());
      want.facts[line.substr(0, colon)] = colon == line.size() ? "" : line.substr(colon + 2);
    } else {
      want.lines.push_back(line);
    }
  }
  return want;
}

std::vector<std::string> lines_of(const Article& article) {
  std::vector<std::string> out;
  for (const Paragraph& p : article.paragraphs) {
    const char* mark = p.kind == Paragraph::Kind::heading     ? "# "
                       : p.kind == Paragraph::Kind::quote     ? "> "
                       : p.kind == Paragraph::Kind::list_item ? "* "
                                                              : "";
    out.push_back(mark + p.text);
  }
  return out;
}

Reading read_golden(const std::string& html, const std::string& url, bool slim) {
  PageInput input;
  input.bytes = html;
  input.url = url;
  ReadOptions options;
  options.slim = slim;
  return read_page(input, outlet::no_outlet(url), options);
}

void expect_article(const Reading& reading, Want want) {
  const auto* article = std::get_if<Article>(&reading);
  ASSERT_NE(article, nullptr) << "rejected: " << std::get<Rejection>(reading).reason;
  EXPECT_EQ(article->title, want.facts["title"]);
  EXPECT_THAT(lines_of(*article), ElementsAreArray(want.lines));
  if (want.facts.count("published") != 0) {
    EXPECT_THAT(article->published_at.value_or("none"), StartsWith(want.facts["published"]));
  }
  if (want.facts.count("authors") != 0) {
    EXPECT_THAT(article->authors, ElementsAreArray(split(want.facts["authors"], " | ")));
  }
}

class Golden : public testing::TestWithParam<fs::path> {};

TEST_P(Golden, PageIsReadAsAReaderWould) {
  fs::path page = GetParam();
  const std::string html = bytes_of(page);
  Want want = want_of(page.replace_extension(".want"));
  const Reading reading = read_golden(html, want.facts["url"], true);
  if (want.facts.count("rejected") == 0) return expect_article(reading, std::move(want));
  const auto* rejection = std::get_if<Rejection>(&reading);
  ASSERT_NE(rejection, nullptr) << std::get<Article>(reading).title;
  EXPECT_THAT(rejection->reason, AnyOfArray(split(want.facts["rejected"], "|")));
}

// What is left out before the page is parsed is left out of no article.
TEST_P(Golden, SlimPageGivesTheArticleOfTheWholePage) {
  const std::string html = bytes_of(GetParam());
  const std::string url = "https://www.alwadi.example/news/4821";
  const Reading slim = read_golden(html, url, true), whole = read_golden(html, url, false);
  ASSERT_EQ(slim.index(), whole.index());
  if (const auto* article = std::get_if<Article>(&slim)) {
    EXPECT_EQ(to_json(*article), to_json(std::get<Article>(whole)));
  } else {
    EXPECT_EQ(std::get<Rejection>(slim).reason, std::get<Rejection>(whole).reason);
  }
}

std::vector<fs::path> golden_pages() {
  std::vector<fs::path> pages;
  for (const auto& file : fs::directory_iterator(fs::path(RAWI_SOURCE_DIR) / "tests/extract/golden"))
    if (file.path().extension() == ".html") pages.push_back(file.path());
  std::sort(pages.begin(), pages.end());
  return pages;
}

INSTANTIATE_TEST_SUITE_P(Pages, Golden, testing::ValuesIn(golden_pages()),
                         [](const testing::TestParamInfo<fs::path>& tested) {
                           return tested.param.stem().string();
                         });

}  // namespace
}  // namespace rawi::extract::test
