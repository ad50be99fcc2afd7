// Pages for the tests of the body: our own markup around our own sentences.
#pragma once

#include <gtest/gtest.h>

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/extract/blocks.h"
#include "connectors/extract/body.h"
#include "connectors/page/document.h"

namespace rawi::extract::testing {

inline constexpr std::string_view kTitle = "قرية على النهر تعيد تشغيل طاحونتها القديمة بعد نصف قرن";

// "{1}" … "{12}" become sentences of a report, "{t}" its title, "{c1}" … "{c4}" readers' comments, "{x1}" …
// "{x6}" headlines of other reports, "{e1}" … "{e3}" excerpts of other reports.
[[nodiscard]] std::string filled(std::string_view pattern);

[[nodiscard]] page::Document parsed(std::string_view html);

// A whole page around `body`, with the title in <title>.
[[nodiscard]] std::string page_of(std::string_view body);

// One line a paragraph: "# heading", "> quote", "* item", or the text as it is.
[[nodiscard]] std::vector<std::string> lines_of(const std::vector<Paragraph>& paragraphs);
[[nodiscard]] std::vector<std::string> lines_of(const std::vector<Block>& blocks);
[[nodiscard]] std::vector<std::string> all_filled(const std::vector<std::string>& patterns);

// find_body() on page_of(filled(body)), the title known.
[[nodiscard]] std::vector<std::string> body_lines(std::string_view body);

// A page and the lines that are its body.
struct PageCase {
  std::string name;
  std::string body;
  std::vector<std::string> want;
};
[[nodiscard]] std::string name_of(const ::testing::TestParamInfo<PageCase>& tested);
void PrintTo(const PageCase& c, std::ostream* out);

}  // namespace rawi::extract::testing
