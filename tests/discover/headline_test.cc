#include "connectors/discover/headline.h"

#include <utility>

#include <gtest/gtest.h>

namespace rawi::discover {
namespace {

TEST(Headline, IsTextWhateverItWasWrappedIn) {
  const std::pair<const char*, const char*> cases[] = {
      {"  عنوان\n\t من سطرين ", "عنوان من سطرين"},
      {"<b>عنوان</b> عريض", "عنوان عريض"},
      {"سطر<br/>آخر", "سطر آخر"},
      {"&lt;i&gt;عنوان&lt;/i&gt; &amp;quot;مقتبس&amp;quot;", "عنوان \"مقتبس\""},
      {"AT&amp;T و R&D", "AT&T و R&D"},
      {"5 < 6 و 7 > 3", "5 < 6 و 7 > 3"},
      {"<الشرق> يعود", "<الشرق> يعود"},
      {"&#1593;&#x646;&#1608;&#1575;&#1606;", "عنوان"},
      {"&#147;نص&#148;", "“نص”"},
      {"&laquo;نص&raquo;&nbsp;هنا", "«نص» هنا"},
      {"&unknown; &amp", "&unknown; &amp"},
      {"<![CDATA[عنوان]]>", "عنوان"},
      {"عنوان <!-- سر --> ظاهر", "عنوان ظاهر"},
      {"<a href=\"https://news.example/?a=1&b=2\">عنوان</a>", "عنوان"},
      {"", ""},
  };
  for (const auto& [in, out] : cases) EXPECT_EQ(headline(in), out) << in;
}

}  // namespace
}  // namespace rawi::discover
