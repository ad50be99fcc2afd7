#include "connectors/extract/class_words.h"

#include <array>
#include <cstddef>

namespace rawi::extract {
namespace {

constexpr std::uint32_t kTitleWord = 1u << 30, kArticleWord = 1u << 31;  // together: headline
// A "post-footer" is the post's own, with its author and tags; any other footer is the page's.
constexpr std::uint32_t kFooterWord = 1u << 28, kPostWord = 1u << 29;

struct Word {
  std::string_view text;
  std::uint32_t says;
};

// Sorted into buckets by first letter at compile time would save little: a bucket holds a handful of words.
constexpr std::array kWords{
    Word{"active", kSaysCurrent},
    Word{"author", kSaysAuthor},
    Word{"authors", kSaysAuthor},
    Word{"auther", kSaysAuthor},
    Word{"authorname", kSaysAuthor},
    Word{"article", kArticleWord | kPostWord},
    Word{"aside", kSaysElsewhere},
    Word{"also", kSaysElsewhere},
    Word{"byline", kSaysAuthor},
    Word{"by", kSaysAuthor},
    Word{"breadcrumb", kSaysBreadcrumb},
    Word{"breadcrumbs", kSaysBreadcrumb},
    Word{"breaking", kSaysElsewhere},
    Word{"comment", kSaysComment},
    Word{"comments", kSaysComment},
    Word{"crumb", kSaysBreadcrumb},
    Word{"crumbs", kSaysBreadcrumb},
    Word{"caption", kSaysCaption},
    Word{"commentlist", kSaysComment},
    Word{"clock", kSaysToday},
    Word{"current", kSaysCurrent},
    Word{"copyright", kSaysElsewhere},
    Word{"category", kSaysSection},
    Word{"cat", kSaysSection},
    Word{"city", kSaysPlace},
    Word{"date", kSaysDate},
    Word{"dates", kSaysDate},
    Word{"datetime", kSaysDate},
    Word{"dateline", kSaysDate},
    Word{"deck", kSaysStandfirst},
    Word{"dek", kSaysStandfirst},
    Word{"detail", kArticleWord},
    Word{"details", kArticleWord},
    Word{"disqus", kSaysComment},
    Word{"entry", kArticleWord | kPostWord},
    Word{"excerpt", kSaysStandfirst},
    Word{"footer", kFooterWord},
    Word{"headline", kSaysHeadline},
    Word{"heading", kTitleWord},
    Word{"intro", kSaysStandfirst},
    Word{"journalist", kSaysAuthor},
    Word{"katib", kSaysAuthor},
    Word{"kateb", kSaysAuthor},
    Word{"keywords", kSaysTag},
    Word{"keyword", kSaysTag},
    Word{"latest", kSaysElsewhere},
    Word{"lede", kSaysStandfirst},
    Word{"location", kSaysPlace},
    Word{"lead", kSaysStandfirst},
    Word{"menu", kSaysElsewhere},
    Word{"main", kArticleWord},
    Word{"most", kSaysElsewhere},
    Word{"nav", kSaysElsewhere},
    Word{"navbar", kSaysElsewhere},
    Word{"news", kArticleWord},
    Word{"next", kSaysElsewhere},
    Word{"newsletter", kSaysElsewhere},
    Word{"now", kSaysToday},
    Word{"on", kSaysCurrent},
    Word{"place", kSaysPlace},
    Word{"post", kArticleWord | kPostWord},
    Word{"page", kArticleWord},
    Word{"pubdate", kSaysDate},
    Word{"publish", kSaysDate},
    Word{"published", kSaysDate},
    Word{"publishtime", kSaysDate},
    Word{"popular", kSaysElsewhere},
    Word{"prev", kSaysElsewhere},
    Word{"promo", kSaysElsewhere},
    Word{"posted", kSaysDate},
    Word{"related", kSaysElsewhere},
    Word{"relatedposts", kSaysElsewhere},
    Word{"reporter", kSaysAuthor},
    Word{"recent", kSaysElsewhere},
    Word{"recommended", kSaysElsewhere},
    Word{"source", kSaysSource},
    Word{"standfirst", kSaysStandfirst},
    Word{"story", kArticleWord | kPostWord},
    Word{"subtitle", kSaysStandfirst},
    Word{"subheadline", kSaysStandfirst},
    Word{"summary", kSaysStandfirst},
    Word{"section", kSaysSection},
    Word{"selected", kSaysCurrent},
    Word{"sidebar", kSaysElsewhere},
    Word{"slider", kSaysElsewhere},
    Word{"tag", kSaysTag},
    Word{"tags", kSaysTag},
    Word{"tagcloud", kSaysElsewhere},
    Word{"ticker", kSaysElsewhere},
    Word{"time", kSaysDate},
    Word{"timestamp", kSaysDate},
    Word{"title", kTitleWord},
    Word{"today", kSaysToday},
    Word{"trending", kSaysElsewhere},
    Word{"updated", kSaysDate},
    Word{"widget", kSaysElsewhere},
    Word{"writer", kSaysAuthor},
};

constexpr std::size_t kLongest = 13;

constexpr std::array<std::pair<std::uint8_t, std::uint8_t>, 26> buckets() {
  std::array<std::pair<std::uint8_t, std::uint8_t>, 26> out{};
  for (std::size_t letter = 0; letter < 26; ++letter) {
    std::size_t first = 0;
    while (first < kWords.size() && kWords[first].text[0] < static_cast<char>('a' + letter)) ++first;
    std::size_t last = first;
    while (last < kWords.size() && kWords[last].text[0] == static_cast<char>('a' + letter)) ++last;
    out[letter] = {static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(last)};
  }
  return out;
}
constexpr auto kBuckets = buckets();

std::uint32_t word_says(std::string_view word) {
  const auto [first, last] = kBuckets[static_cast<std::size_t>(word[0] - 'a')];
  for (std::size_t i = first; i < last; ++i) {
    if (kWords[i].text == word) return kWords[i].says;
  }
  return 0;
}

}  // namespace

std::uint32_t class_words(std::string_view value) {
  std::uint32_t says = 0;
  char word[kLongest];
  std::size_t length = 0;
  bool previous_lower = false;
  for (std::size_t i = 0; i <= value.size(); ++i) {
    const char c = i < value.size() ? value[i] : ' ';
    const bool lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z';
    if ((!lower && !upper) || (upper && previous_lower)) {
      if (length > 1 && length <= kLongest) says |= word_says({word, length});
      length = 0;
    }
    if (lower || upper) {
      if (length < kLongest) word[length] = static_cast<char>(c | 0x20);
      ++length;
    }
    previous_lower = lower;
  }
  if ((says & kTitleWord) != 0 && (says & kArticleWord) != 0) says |= kSaysHeadline;
  if ((says & kFooterWord) != 0 && (says & kPostWord) == 0) says |= kSaysElsewhere;
  return says & ~(kTitleWord | kArticleWord | kFooterWord | kPostWord);
}

}  // namespace rawi::extract
