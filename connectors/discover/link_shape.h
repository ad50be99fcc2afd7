// What a URL and the words of its anchor say about where it leads, before anything is fetched.
#pragma once

#include <string>
#include <string_view>

#include "connectors/url/url.h"

namespace rawi::discover {

struct PathShape {
  bool never =
      false;  // a front page, a section, tag, author, login, feed, file: no article by its address alone
  bool dated = false;         // /2023/06/05/, /2023-06-05/, /20230605
  bool numbered = false;      // an id of three or more digits where the article is named
  bool slug = false;          // a last segment of several words
  bool article_word = false;  // /article/, /news/, /node/, story.aspx
  std::string pattern;        // links of one make share it: "/*/9/9/9/slug", "/article/9"
};

[[nodiscard]] PathShape shape_of(const url::Url& url);

// Words of a headline: letters and digits of any script between blanks.
[[nodiscard]] int count_words(std::string_view utf8);

// "المزيد", "اقرأ أيضا", "Read more": what stands on a link and is no headline.
[[nodiscard]] bool is_call_to_read(std::string_view published_text);

}  // namespace rawi::discover
