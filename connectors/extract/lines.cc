#include "connectors/extract/lines.h"

#include <algorithm>

#include "connectors/arabic/normalize.h"
#include "connectors/base/bytes.h"

namespace rawi::extract {
namespace {

using page::NodeId;
using page::Tag;

constexpr NodeId kNodesAbove = 250, kNodesBelow = 250, kFarApart = 4000;
constexpr std::size_t kMaxLineBytes = 400, kMaxLines = 400;
constexpr ByteSet kLineBlanks(" \t\r\n\f");
constexpr std::size_t kParagraphBytes = 160;  // longer lines are running text

bool is_skipped(Tag tag) {
  switch (tag) {
    case Tag::script:
    case Tag::style:
    case Tag::noscript:
    case Tag::select:
    case Tag::textarea:
    case Tag::button:
    case Tag::iframe:
    case Tag::svg:
    case Tag::template_: return true;
    default: return false;
  }
}

class LineReader {
 public:
  explicit LineReader(const page::Document& doc) : doc_(doc) {}

  std::vector<Line> read(NodeId begin, NodeId end) {
    for (NodeId n = begin; n < end && lines_.size() < kMaxLines; ++n) {
      while (!block_ends_.empty() && n >= block_ends_.back()) {
        flush();
        block_ends_.pop_back();
      }
      const Tag tag = doc_.tag(n);
      if (tag == Tag::text) {
        take(n);
      } else if (is_skipped(tag)) {
        n = doc_.end(n) - 1;
      } else if (tag == Tag::br || tag == Tag::hr) {
        flush();
      } else if (page::is_block(tag)) {
        flush();
        block_ends_.push_back(doc_.end(n));
      } else if (tag == Tag::a) {
        link_end_ = doc_.end(n);
      }
    }
    flush();
    return std::move(lines_);
  }

 private:
  void take(NodeId n) {
    const auto text = doc_.text(n);
    if (kLineBlanks.find_not_in(text) == std::string_view::npos) return;
    if (raw_.empty()) line_.first = n;
    line_.last = n;
    if (!raw_.empty()) raw_ += ' ';
    if (raw_.size() < kMaxLineBytes) raw_ += text.substr(0, 2 * kMaxLineBytes);
    if (n < link_end_) line_.link_bytes += static_cast<std::uint32_t>(text.size());
  }

  void flush() {
    if (raw_.empty()) return;
    // Running text is only measured, never read from here.
    line_.text = raw_.size() < kMaxLineBytes ? arabic::published_text(raw_) : raw_;
    if (!line_.text.empty()) lines_.push_back(std::move(line_));
    line_ = {};
    raw_.clear();
  }

  const page::Document& doc_;
  std::vector<Line> lines_;
  Line line_;
  std::string raw_;
  std::vector<NodeId> block_ends_;
  NodeId link_end_ = 0;
};

}  // namespace

std::vector<Line> lines_around(const page::Document& doc, NodeId title, NodeId container) {
  if (doc.size() == 0) return {};
  if (title == page::kNone && container == page::kNone) title = doc.body() == page::kNone ? 0 : doc.body();
  if (title == page::kNone) title = container;
  if (container == page::kNone) container = doc.parent(title) == page::kNone ? title : doc.parent(title);
  // A headline far from the text (a header that repeats it) says nothing about what stands around the text.
  const bool apart = (title < container ? container - title : 0) > kFarApart;
  if (apart) title = container;
  const NodeId top = std::min(title, container);
  const NodeId begin = top > kNodesAbove ? top - kNodesAbove : 0;
  const NodeId end = std::min(doc.size(), std::max(doc.end(container), doc.end(title)) + kNodesBelow);
  auto lines = LineReader(doc).read(begin, end);

  std::size_t first = lines.size(), last = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool inside = doc.contains(container, lines[i].first) && lines[i].first > title;
    if (!inside || lines[i].text.size() < kParagraphBytes || lines[i].link_bytes * 2 > lines[i].text.size())
      continue;
    if (doc.contains(title, lines[i].first) && container != title) continue;
    first = std::min(first, i);
    last = i;
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Line& line = lines[i];
    if (line.first < title) {
      line.place = Line::Place::above;
    } else if (i < first) {
      line.place =
          first == lines.size() && line.first >= doc.end(container) ? Line::Place::below : Line::Place::head;
    } else if (i <= last) {
      line.place = Line::Place::text;
    } else {
      line.place = doc.contains(container, line.first) ? Line::Place::tail : Line::Place::below;
    }
  }
  return lines;
}

}  // namespace rawi::extract
