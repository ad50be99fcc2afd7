#include <algorithm>
#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "connectors/extract/cues.h"
#include "connectors/extract/view.h"

namespace rawi::extract {
namespace {

constexpr std::uint32_t kLongLine = 60;              // letters: too long for a byline, a date, a label
constexpr std::uint32_t kLongDate = 80;              // letters: too long for a date with its labels
constexpr std::uint32_t kLongHeading = 100;          // letters: a standfirst, whatever its tag
constexpr std::uint32_t kShortestSentence = 12;      // letters, at the edges
constexpr std::uint32_t kLongestCue = 260;           // letters
constexpr std::uint64_t kLeastBeforeComments = 100;  // letters of prose
constexpr std::uint64_t kLongestCaption = 150;       // letters, beside a picture
constexpr std::uint64_t kLongCaption = 100;          // in one paragraph with it
constexpr std::uint32_t kLongestRights = 200;        // letters
constexpr std::uint32_t kLongestWord = 16;           // letters; longer without a blank is Chinese or the like
constexpr std::ptrdiff_t kParts = 3;                 // headings of one kind that make a text in parts
constexpr std::size_t kEdge = 3;                     // runs at the end that may be a disclaimer

class Selection {
 public:
  explicit Selection(const View& view)
      : view_(view), runs_(view.survey.runs), boxes_(view.survey.boxes), foreign_(find_foreign_boxes(view)) {}

  std::vector<std::uint32_t> select() {
    const Box& box = boxes_[view_.container];
    for (std::uint32_t i = box.first_run; i < box.end_run && !readers_begin_; ++i) {
      if (!view_.text[i] || i == view_.title_run) continue;
      if (is_link_line(i) || is_label_of_links(i) || is_foreign(i) || is_cue(i) || is_repeated(i)) continue;
      kept_.push_back(i);
      prose_ += prose_letters(runs_[i]);
    }
    cut_behind_source();
    cut_behind_stated_end();
    drop_captions();
    drop_furniture();
    // A flash of one line has nothing else to be told by.
    if (std::none_of(kept_.begin(), kept_.end(), [this](std::uint32_t i) { return reads_like_text(i); })) {
      return view_.own_prose[view_.core] == 0 ? kept_ : std::vector<std::uint32_t>();
    }
    trim_tail();
    trim_head();
    return std::move(kept_);
  }

 private:
  [[nodiscard]] bool is_link(std::uint32_t i) const {
    return runs_[i].link_letters * 5 >= runs_[i].letters * 4;
  }

  [[nodiscard]] bool ends_line(std::uint32_t i) const {
    return i + 1 >= runs_.size() || runs_[i + 1].before != Break::none || runs_[i + 1].node != runs_[i].node;
  }

  // A line that is all link stands for another page. A linked heading among the paragraphs is a heading.
  [[nodiscard]] bool is_link_line(std::uint32_t i) const {
    const Run& run = runs_[i];
    if (run.link_letters * 2 <= run.letters || run.before == Break::none || !ends_line(i)) return false;
    return !(run.kind == Paragraph::Kind::heading && prose_follows(i));
  }

  // A heading stands in a box without prose of its own where each part of the text has a box with a heading
  // and a box for its paragraphs (live blogs).
  [[nodiscard]] bool is_foreign(std::uint32_t i) const {
    const std::uint32_t holder = view_.holder_of(runs_[i]);
    if (!foreign_[holder]) return false;
    const bool heads_text = runs_[i].kind == Paragraph::Kind::heading && runs_[i].link_letters == 0 &&
                            i + 1 < boxes_[holder].end_run && view_.text[i + 1] &&
                            prose_letters(runs_[i + 1]) > 0 && !foreign_[view_.holder_of(runs_[i + 1])];
    return !heads_text;
  }

  // The next run is prose in the same holder.
  [[nodiscard]] bool prose_follows(std::uint32_t i) const {
    return i + 1 < runs_.size() && view_.text[i + 1] && prose_letters(runs_[i + 1]) > 0 &&
           view_.holder_of(runs_[i]) == view_.holder_of(runs_[i + 1]);
  }

  // A short line before lines of links names them.
  [[nodiscard]] bool is_label_of_links(std::uint32_t i) const {
    return !reads_like_text(i) && i + 1 < runs_.size() && is_link(i + 1) &&
           runs_[i + 1].before != Break::none && ends_line(i + 1) &&
           !(runs_[i + 1].kind == Paragraph::Kind::heading && prose_follows(i + 1));
  }

  [[nodiscard]] bool is_cue(std::uint32_t i) {
    const Run& run = runs_[i];
    if (run.letters > kLongestCue || run.before == Break::none) return false;
    const Cue cue = cue_of(opening_of(view_.doc, run), {run.letters, run.link_letters, run.ends_sentence});
    if (cue == Cue::comments && prose_ >= kLeastBeforeComments) readers_begin_ = true;
    if (cue == Cue::source) sources_.push_back({kept_.size(), prose_});
    return cue != Cue::none;
  }

  // A source line ends a report, where most of it stands before.
  void cut_behind_source() {
    for (const Source& source : sources_) {
      if (source.prose_before * 10 < prose_ * 7) continue;
      kept_.resize(source.kept_before);
      return;
    }
  }

  // The page states its body: what follows the statement's last words is something else, where the statement
  // is not a mere beginning.
  void cut_behind_stated_end() {
    if (view_.stated.empty()) return;
    std::uint64_t prose = 0;
    for (std::size_t i = 0; i < kept_.size(); ++i) {
      prose += prose_letters(runs_[kept_[i]]);
      if (prose * 10 < prose_ * 6 || runs_[kept_[i]].letters < kLongLine) continue;
      if (!view_.stated.ends_with(text_of(view_.doc, runs_[kept_[i]], {}))) continue;
      kept_.resize(i + 1);
      return;
    }
  }

  bool is_repeated(std::uint32_t i) {
    if (runs_[i].letters < 30) return false;
    raw_.clear();
    append_raw(view_.doc, runs_[i], {}, raw_);
    return !seen_.insert(std::hash<std::string>()(raw_)).second;
  }

  // Short words in one box with a picture are about it, unless the article is made of such boxes.
  void drop_captions() {
    std::unordered_set<std::uint32_t> captions;
    std::uint64_t prose = 0, all = 0, lines = 0;
    for (const std::uint32_t i : kept_) {
      all += prose_letters(runs_[i]);
      if (is_line_below_picture(runs_[i])) lines += runs_[i].letters;
      if (!stands_with_picture(i)) continue;
      captions.insert(i);
      prose += prose_letters(runs_[i]);
    }
    if (prose * 4 > all) captions.clear();
    const bool drop_lines = lines * 8 <= all;
    std::erase_if(kept_, [&](std::uint32_t i) {
      return captions.count(i) != 0 || (drop_lines && is_line_below_picture(runs_[i]));
    });
  }

  // A word alone between paragraphs, or a few words that come again and again, are the page's and not the
  // text's, in any language: "Advertisement", "Story continues below".
  void drop_furniture() {
    std::unordered_map<std::size_t, std::uint32_t> times;
    std::vector<std::size_t> keys(kept_.size(), 0);
    for (std::size_t k = 0; k < kept_.size(); ++k) {
      if (!may_be_furniture(runs_[kept_[k]]) || !ends_line(kept_[k])) continue;
      keys[k] = std::hash<std::string>()(text_of(view_.doc, runs_[kept_[k]], {}));
      times[keys[k]] += is_lone_word(k) ? 2 : 1;
    }
    std::size_t k = 0;
    std::erase_if(kept_, [&](std::uint32_t) { return keys[k++] != 0 && times[keys[k - 1]] > 1; });
  }

  // One word, and no list of them.
  [[nodiscard]] bool is_lone_word(std::size_t k) const {
    const auto one = [this](std::size_t at) { return at < kept_.size() && runs_[kept_[at]].words == 1; };
    return one(k) && !one(k + 1) && (k == 0 || !one(k - 1));
  }

  [[nodiscard]] static bool may_be_furniture(const Run& run) {
    const std::uint32_t longest = run.words == 1 ? kLongestWord : kLongLine;
    return run.letters < longest && run.marks == 0 && !run.bold && run.kind == Paragraph::Kind::text &&
           run.before == Break::paragraph;
  }

  [[nodiscard]] bool stands_with_picture(std::uint32_t i) const {
    if (runs_[i].kind == Paragraph::Kind::heading) return false;
    for (std::uint32_t box = runs_[i].box; box != view_.core && box != view_.container && box != 0;
         box = boxes_[box].parent) {
      const std::uint64_t letters = view_.letters_of(boxes_[box]);
      if (letters > kLongestCaption) return false;
      if (!boxes_[box].media) continue;
      return !is_paragraph_like(view_.doc.tag(boxes_[box].node)) ||
             (letters < kLongCaption && !runs_[i].ends_sentence);
    }
    return false;
  }

  // A paragraph of a few words right behind a picture: no sentence, and not set as a heading.
  [[nodiscard]] static bool is_line_below_picture(const Run& run) {
    return run.after_media && run.letters < kLongLine && run.marks == 0 && !run.bold &&
           run.kind == Paragraph::Kind::text && run.before == Break::paragraph;
  }

  [[nodiscard]] bool reads_like_text(std::uint32_t i) const {
    const Run& run = runs_[i];
    if (run.kind == Paragraph::Kind::heading) return run.letters >= kLongHeading;
    if (run.letters < kLongDate && run.digits * 5 >= run.letters) return false;
    if (run.letters >= kLongLine) return true;
    return run.letters >= kShortestSentence && (run.ends_sentence || (run.marks > 0 && run.letters >= 40));
  }

  [[nodiscard]] bool is_legal(std::uint32_t i) const {
    const std::string text = text_of(view_.doc, runs_[i], {});
    const bool names_year = runs_[i].letters < kLongestRights && runs_[i].digits >= 4;
    return (names_year && text.find("©") != std::string::npos) || is_disclaimer(text);
  }

  // A text in parts that each have a heading begins with the first part's.
  [[nodiscard]] bool heads_first_part(std::size_t first) const {
    if (runs_[kept_[first]].kind != Paragraph::Kind::heading || first + 1 >= kept_.size() ||
        prose_letters(runs_[kept_[first + 1]]) == 0)
      return false;
    const page::Tag tag = view_.doc.tag(runs_[kept_[first]].node);
    const auto like = [&](std::uint32_t i) {
      return runs_[i].kind == Paragraph::Kind::heading && view_.doc.tag(runs_[i].node) == tag;
    };
    return std::count_if(kept_.begin() + static_cast<std::ptrdiff_t>(first), kept_.end(), like) >= kParts;
  }

  void trim_head() {
    std::size_t first = 0;
    while (first < kept_.size() && !reads_like_text(kept_[first]) && !heads_first_part(first)) ++first;
    kept_.erase(kept_.begin(), kept_.begin() + static_cast<std::ptrdiff_t>(first));
  }

  void trim_tail() {
    for (std::size_t left = kEdge; !kept_.empty();) {
      if (reads_like_text(kept_.back())) {
        if (left-- == 0 || !is_legal(kept_.back())) return;
      }
      kept_.pop_back();
    }
  }

  struct Source {
    std::size_t kept_before;
    std::uint64_t prose_before;
  };

  const View& view_;
  const std::vector<Run>& runs_;
  const std::vector<Box>& boxes_;
  const std::vector<bool> foreign_;  // per box
  std::vector<std::uint32_t> kept_;
  std::uint64_t prose_ = 0;
  std::vector<Source> sources_;
  bool readers_begin_ = false;
  std::unordered_set<std::size_t> seen_;
  std::string raw_;
};

}  // namespace

std::vector<std::uint32_t> select_runs(const View& view) { return Selection(view).select(); }

}  // namespace rawi::extract
