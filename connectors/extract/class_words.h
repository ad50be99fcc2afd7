// What class and id attributes say of an element, by the words in them.
#pragma once

#include <cstdint>
#include <string_view>

namespace rawi::extract {

// Bits of class_words().
enum ClassWord : std::uint32_t {
  kSaysAuthor = 1u << 0,  // author, byline, writer, katib, …
  kSaysDate = 1u << 1,    // date, time, published, …
  kSaysBreadcrumb = 1u << 2,
  kSaysTag = 1u << 3,         // tag, tags, keywords
  kSaysStandfirst = 1u << 4,  // subtitle, standfirst, deck, excerpt, …
  kSaysHeadline = 1u << 5,    // headline, entry-title, article-title, …
  kSaysComment = 1u << 6,
  kSaysElsewhere = 1u << 7,  // related, sidebar, widget, footer, menu, most-read, …
  kSaysSource = 1u << 8,
  kSaysCaption = 1u << 9,
  kSaysCurrent = 1u << 11,  // active, current, selected, on: the menu item a reader is at
  kSaysSection = 1u << 12,
  kSaysPlace = 1u << 13,
  kSaysToday = 1u << 10,  // a clock: today, now, current
};

// The bits of all words in `value`; words end at anything but a letter and at camelCase humps
// ("postMeta_Date").
[[nodiscard]] std::uint32_t class_words(std::string_view value);

}  // namespace rawi::extract
