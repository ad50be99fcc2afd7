#include "connectors/extract/paragraphs.h"

#include <string_view>
#include <utility>

#include "connectors/arabic/normalize.h"
#include "connectors/base/bytes.h"

namespace rawi::extract {
namespace {

constexpr std::uint32_t kWholeSentence = 40;   // letters that a line has where its <br> ends a paragraph
constexpr std::uint32_t kLongestHeading = 90;  // letters

bool begins_with_bullet(const page::Document& doc, const Run& run) {
  const std::string_view text = doc.text(run.first_text);
  const std::size_t at = kBlanks.find_not_in(text);
  if (at == std::string_view::npos) return false;
  const std::string_view rest = text.substr(at);
  return rest[0] == '-' || rest[0] == '*' || rest.starts_with("•") || rest.starts_with("–") ||
         rest.starts_with("—") || rest.starts_with("●") || rest.starts_with("▪") || rest.starts_with("■");
}

bool starts_paragraph(const page::Document& doc, const Run& before, const Run& run,
                      std::uint32_t letters_so_far) {
  if (before.node != run.node) return true;
  switch (run.before) {
    case Break::none: return false;
    case Break::paragraph: return true;
    case Break::line: break;
  }
  if (before.ends_sentence && letters_so_far >= kWholeSentence) return true;
  return before.bold != run.bold || begins_with_bullet(doc, run);
}

class Joiner {
 public:
  Joiner(const page::Document& doc, const Dropped& dropped) : doc_(doc), dropped_(dropped) {}

  void add(const Run& run, bool adjacent) {
    if (open_ && starts_paragraph(doc_, last_, run, block_.chars)) flush(run);
    if (!open_) {
      open_ = true;
      bold_ = run.bold;
      block_ = Block{};
      block_.kind = run.kind;
      block_.node = run.node;
      block_.first_text = run.first_text;
    } else if (run.before == Break::line || !adjacent) {
      raw_ += ' ';
    }
    append_raw(doc_, run, dropped_, raw_);
    bold_ = bold_ && run.bold;
    block_.last_text = run.last_text;
    block_.chars += run.letters;
    block_.link_chars += run.link_letters;
    last_ = run;
  }

  std::vector<Block> finish() {
    flush(Run{});
    return std::move(out_);
  }

 private:
  void flush(const Run& next) {
    if (!open_) return;
    open_ = false;
    block_.text = arabic::published_text(raw_);
    raw_.clear();
    const bool heading = bold_ && block_.chars <= kLongestHeading && next.letters > 0 && !next.bold &&
                         next.kind == Paragraph::Kind::text &&
                         (!last_.ends_sentence || block_.text.ends_with(':') || block_.text.ends_with("؟") ||
                          block_.text.ends_with('?'));
    if (heading && block_.kind == Paragraph::Kind::text) block_.kind = Paragraph::Kind::heading;
    if (!block_.text.empty()) out_.push_back(std::move(block_));
  }

  const page::Document& doc_;
  const Dropped& dropped_;
  std::vector<Block> out_;
  Block block_;
  Run last_;
  std::string raw_;
  bool open_ = false, bold_ = false;
};

}  // namespace

std::vector<Block> join_runs(const page::Document& doc, const Survey& survey,
                             const std::vector<std::uint32_t>& kept, const Dropped& dropped) {
  Joiner joiner(doc, dropped);
  for (std::size_t i = 0; i < kept.size(); ++i) {
    joiner.add(survey.runs[kept[i]], i > 0 && kept[i - 1] + 1 == kept[i]);
  }
  return joiner.finish();
}

}  // namespace rawi::extract
