// What holds of every page: random trees of the elements and names that real pages are made of.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "connectors/arabic/normalize.h"
#include "tests/extract_body/pages.h"

namespace rawi::extract::testing {
namespace {

constexpr const char* kTags[] = {"div",  "p",     "span",   "section", "article",    "ul",  "li",  "h2",
                                 "h3",   "table", "tr",     "td",      "blockquote", "b",   "a",   "center",
                                 "font", "aside", "figure", "form",    "em",         "pre", "nav", "time"};
constexpr const char* kClasses[] = {"",        "",         "",      "text",    "article-body",
                                    "related", "comments", "share", "caption", "date",
                                    "hidden",  "ad",       "row",   "x",       "teaser"};
constexpr const char* kTexts[] = {
    "{1}",  "{2}",         "{3}",       "{4}", "{5}",    "{x1}",    "{x2}",           "{c1}", "{e1}",
    "قصير", "6 مايو 2020", "اقرأ أيضا", " ",   "&nbsp;", "&#8203;", "المصدر: وكالات", "{t}"};

class PageMaker {
 public:
  explicit PageMaker(unsigned seed) : random_(seed) {}

  std::string page() {
    budget_ = 120;
    std::string out;
    while (budget_ > 0) out += element(0);
    return page_of(filled(out));
  }

 private:
  template <std::size_t n>
  const char* any(const char* const (&of)[n]) {
    return of[std::uniform_int_distribution<std::size_t>(0, n - 1)(random_)];
  }

  std::string element(int depth) {
    --budget_;
    const int kind = std::uniform_int_distribution<int>(0, 9)(random_);
    if (depth > 8 || kind < 3) return any(kTexts);
    if (kind == 3) return "<br>";
    if (kind == 4) return "<img src=a.jpg>";
    const std::string tag = any(kTags);
    std::string out = "<" + tag + " class='" + any(kClasses) + "'" + (tag == "a" ? " href=/x" : "") + ">";
    for (int i = std::uniform_int_distribution<int>(0, 5)(random_); i > 0 && budget_ > 0; --i)
      out += element(depth + 1);
    return out + "</" + tag + ">";
  }

  std::mt19937 random_;
  int budget_ = 0;
};

std::string without_spaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ') out += c;
  }
  return out;
}

std::string everything_on(const page::Document& doc) {
  return without_spaces(arabic::published_text(doc.text_content(0)));
}

// A paragraph's first letters: what an inline element that was left out cannot stand in.
std::string beginning_of(const std::string& text) {
  return text.substr(0, std::min<std::size_t>(text.find(' '), 6));
}

TEST(Properties, ParagraphsAreNeverEmptyAndComeFromThePageInItsOrder) {
  for (unsigned seed = 0; seed < 1500; ++seed) {
    const page::Document doc = parsed(PageMaker(seed).page());
    BodyHints hints;
    hints.title = kTitle;
    const Body body = find_body(doc, hints);
    const std::string all = everything_on(doc);
    std::size_t at = 0;
    for (const Paragraph& p : body.paragraphs) {
      ASSERT_FALSE(p.text.empty()) << seed;
      ASSERT_EQ(p.text.find("  "), std::string::npos) << seed;
      const std::string word = beginning_of(p.text);
      const std::size_t found = all.find(word, at);
      ASSERT_NE(found, std::string::npos) << seed << ": " << p.text;
      at = found + word.size();
    }
    EXPECT_GE(body.confidence, 0) << seed;
    EXPECT_LE(body.confidence, 1) << seed;
    EXPECT_EQ(body.paragraphs.empty(), body.confidence == 0) << seed;
  }
}

TEST(Properties, BlocksHoldEveryShownWordOnceAndInOrder) {
  for (unsigned seed = 0; seed < 1500; ++seed) {
    const page::Document doc = parsed(PageMaker(seed).page());
    const auto blocks = blocks_of(doc, doc.body(), {});
    const std::string all = everything_on(doc);
    std::size_t at = 0;
    page::NodeId last = 0;
    for (const Block& block : blocks) {
      ASSERT_FALSE(block.text.empty()) << seed;
      ASSERT_LE(block.link_chars, block.chars) << seed;
      ASSERT_GT(block.first_text, last) << seed;
      ASSERT_LE(block.first_text, block.last_text) << seed;
      last = block.last_text;
      const std::size_t found = all.find(beginning_of(block.text), at);
      ASSERT_NE(found, std::string::npos) << seed << ": " << block.text;
      at = found;
    }
  }
}

TEST(Properties, SamePageGivesTheSameBody) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    const page::Document doc = parsed(PageMaker(seed).page());
    EXPECT_EQ(find_body(doc, {}).paragraphs, find_body(doc, {}).paragraphs) << seed;
  }
}

// A walk up the tree from every node would take minutes here.
TEST(Properties, DeepAndWidePagesAreReadInOnePass) {
  const std::string opens[] = {"<div>",
                               "<span class=date>",
                               "<div class=related><p>نص</p>",
                               "<li class=x><a href=/x>{x1}</a>",
                               "<b>",
                               "<section><p>{1}</p>",
                               "<i class=ad>"};
  for (const std::string& open : opens) {
    const std::string once = filled(open);
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += once;
    std::string body;
    for (int i = 0; i < 300; ++i) body += "<article>" + deep + "نص<br>نص</article>";
    const page::Document doc = parsed(page_of(body));
    const auto start = std::chrono::steady_clock::now();
    const Body found = find_body(doc, {});
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    EXPECT_LT(took.count(), 10) << open << " " << doc.size() << " nodes";
    EXPECT_LE(found.confidence, 1);
  }
}

}  // namespace
}  // namespace rawi::extract::testing
