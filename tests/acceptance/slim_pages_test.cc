// Every page that lies in ../shared, read from its slim form and from the whole page: the same article, or
// the same refusal. Says so and is counted as skipped where ../shared is missing.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <variant>

#include "connectors/extract/read.h"

namespace rawi::extract {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string outcome(const std::string& html, bool slim, bool any_language) {
  PageInput input;
  input.bytes = html;
  input.url = "https://www.example.org/news/2024/03/05/4821";
  ReadOptions options;
  options.slim = slim;
  options.any_language = any_language;
  const Reading reading = read_page(input, outlet::no_outlet(input.url), options);
  if (const auto* article = std::get_if<Article>(&reading)) return to_json(*article);
  const auto& rejection = std::get<Rejection>(reading);
  return rejection.reason + ": " + rejection.detail;
}

TEST(SlimPages, GiveTheArticleOfTheWholePage) {
  const fs::path shared = fs::path(RAWI_SOURCE_DIR).parent_path() / "shared";
  if (!fs::exists(shared / "corpus")) GTEST_SKIP() << "no ../shared beside this clone: nothing was compared";
  int pages = 0;
  for (const char* folder : {"corpus", "sites"}) {
    for (const auto& file : fs::recursive_directory_iterator(shared / folder)) {
      if (file.path().extension() != ".html") continue;
      const std::string html = bytes_of(file.path());
      for (const bool any_language : {false, true}) {
        EXPECT_EQ(outcome(html, true, any_language), outcome(html, false, any_language)) << file.path();
      }
      ++pages;
    }
  }
  std::printf("%d pages compared\n", pages);
  EXPECT_GT(pages, 0);
}

}  // namespace
}  // namespace rawi::extract
