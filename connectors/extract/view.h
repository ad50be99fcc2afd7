// A page's survey together with what find_body() has concluded from it so far: the title's place, which names
// are believed, what each run is worth. Filled step by step, each step reading what those before it found.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/extract/body.h"
#include "connectors/extract/stated.h"
#include "connectors/extract/survey.h"

namespace rawi::extract {

inline constexpr std::uint32_t kNoRun = 0xFFFFFFFFu;
inline constexpr std::uint32_t kNoBox = 0xFFFFFFFFu;

// Hints whose boxes are not the article's own words.
inline constexpr Hints kNotText =
    kHidden | kChrome | kComments | kCaption | kForm | kEmbed | kByline | kQuoteBox;

struct View {
  const page::Document& doc;
  const BodyHints& hints;
  StatedBody stated;
  Survey survey;
  std::uint32_t title_run = kNoRun;
  // Per run, with one entry more: letters of prose, and all letters, in the runs before it.
  std::vector<std::uint64_t> prose_before{}, letters_before{};
  // Per run: believed hints of all boxes around it.
  std::vector<Hints> around{};
  // Per run: stands in a box that holds the article.
  std::vector<bool> text{};
  // Per box: itself or the innermost box around it that is no paragraph by its tag; that has more than one
  // run, too.
  std::vector<std::uint32_t> text_box{}, holder{};
  // Per box: a teaser of another article, or in one.
  std::vector<bool> teaser{};
  // Per box: letters of prose in the runs it is the holder of.
  std::vector<std::uint64_t> own_prose{};
  std::uint32_t core = 0;       // the holder with the article's prose, or most of it
  std::uint32_t container = 0;  // innermost box around all of the article

  [[nodiscard]] std::uint64_t prose_of(const Box& box) const {
    return prose_before[box.end_run] - prose_before[box.first_run];
  }
  [[nodiscard]] std::uint64_t letters_of(const Box& box) const {
    return letters_before[box.end_run] - letters_before[box.first_run];
  }
  [[nodiscard]] bool has_title(const Box& box) const {
    return title_run >= box.first_run && title_run < box.end_run;
  }
  [[nodiscard]] std::uint32_t holder_of(const Run& run) const { return holder[run.box]; }
  // Neither its names nor the row it stands in say that the run belongs to something else.
  [[nodiscard]] bool is_text(std::uint32_t run) const {
    return (around[run] & kNotText) == 0 && !teaser[survey.runs[run].box];
  }
};

// Elements that hold one paragraph or a list of them, and so never are what holds the article.
[[nodiscard]] bool is_paragraph_like(page::Tag tag);
// Equal for boxes that are named alike and stand under the same grandparent.
[[nodiscard]] std::uint64_t group_of(const View& view, std::uint32_t box);
// Letters of a run that read like written sentences: enough of them, punctuated, not a link.
[[nodiscard]] std::uint32_t prose_letters(const Run& run);

// Step 1: the run that repeats the page's title (hints.title, else <title>); headings first.
void find_title(View& view);
// Step 2: the holder of each box, and rows of teasers, whatever they are named.
void find_holders(View& view);
// Step 3: drops the hints that the text contradicts: a "sidebar" around the title or around most of the prose
// is none.
void believe_hints(View& view);
// Step 4: prose by holder, and the holder with the most of it: the core. kNoBox where there is no prose.
void weigh_holders(View& view);
[[nodiscard]] std::uint32_t choose_core(const View& view);
// Step 5: from the core to all boxes that hold the article.
void grow_from(View& view, std::uint32_t core);
// Step 6: boxes inside the article's whose own lines are of something else: furniture without prose, cards of
// other articles, boxes that open with a cue or disclaim.
[[nodiscard]] std::vector<bool> find_foreign_boxes(const View& view);
// Step 7: the runs that are the article's own words, in order.
[[nodiscard]] std::vector<std::uint32_t> select_runs(const View& view);

}  // namespace rawi::extract
