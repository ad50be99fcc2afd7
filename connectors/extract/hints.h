// What an element's names say it is: tag, class, id, role, itemprop. Developers name boxes in English
// everywhere, so this works whatever language the page is in. A hint is weighed, never believed alone: see
// survey.h.
#pragma once

#include <cstdint>
#include <string_view>

#include "connectors/extract/name_memo.h"
#include "connectors/page/document.h"

namespace rawi::extract {

// A set of these is one element's hints.
enum Hint : std::uint16_t {
  kHidden = 1 << 0,  // not shown, or shown to screen readers only
  kChrome =
      1 << 1,  // furniture: navigation, sharing, related items, advertising, subscription, tags, polls, …
  kComments = 1 << 2,  // readers' comments
  kCaption = 1 << 3,   // words about a picture
  kByline = 1 << 4,    // who and when
  kBody = 1 << 5,      // the name says: here is the article's text
  kArticle = 1 << 6,   // the name says: here is an article
  kEmbed = 1 << 7,     // a post of another site shown inside the text
  kForm = 1 << 8,      // something to fill in
  kQuoteBox = 1 << 9,  // a pull quote: words of the text shown once more
  kLead = 1 << 10,     // standfirst
};
using Hints = std::uint16_t;

[[nodiscard]] Hints hints_of(const page::Document& doc, page::NodeId element);
// The same for one after the other of a page's elements.
[[nodiscard]] Hints hints_of(const page::Document& doc, page::NodeId element, NameMemo<Hints>& classes);

// The hints in one class or id value; for tests and for hints_of.
[[nodiscard]] Hints hints_in_names(std::string_view names);

}  // namespace rawi::extract
