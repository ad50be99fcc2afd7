#include "connectors/extract/survey.h"

#include <algorithm>
#include <functional>

#include "connectors/arabic/normalize.h"
#include "connectors/base/bytes.h"
#include "connectors/extract/letters.h"

namespace rawi::extract {
namespace {

using page::NodeId;
using page::Tag;

constexpr std::uint32_t kLongHeading = 70;  // letters: with a full stop behind them, a paragraph

bool is_never_read(Tag tag) {
  switch (tag) {
    case Tag::head:
    case Tag::title:
    case Tag::script:
    case Tag::style:
    case Tag::template_:
    case Tag::noscript:
    case Tag::noframes:
    case Tag::iframe:
    case Tag::object:
    case Tag::applet:
    case Tag::embed:
    case Tag::audio:
    case Tag::video:
    case Tag::canvas:
    case Tag::svg:
    case Tag::map:
    case Tag::button:
    case Tag::select:
    case Tag::option:
    case Tag::optgroup:
    case Tag::datalist:
    case Tag::textarea:
    case Tag::input:
    case Tag::progress:
    case Tag::meter:
    case Tag::rp:
    case Tag::rt:
    case Tag::img: return true;
    default: return false;
  }
}

bool is_media(Tag tag) {
  return tag == Tag::img || tag == Tag::video || tag == Tag::iframe || tag == Tag::object ||
         tag == Tag::embed || tag == Tag::audio;
}

// <input> for an address or a name, <textarea>: not what is ticked, pressed or hidden.
bool is_field(const page::Document& doc, NodeId n, Tag tag) {
  if (tag == Tag::textarea) return true;
  if (tag != Tag::input) return false;
  const auto type = doc.attribute(n, "type").value_or("text");
  return type == "text" || type == "email" || type == "tel";
}

bool is_displayed_as_block(const page::Document& doc, NodeId n) {
  const auto style = doc.attribute(n, "style");
  return style && style->find("display") != std::string_view::npos &&
         (style->find("display:block") != std::string_view::npos ||
          style->find("display: block") != std::string_view::npos);
}

std::uint32_t hash_of(Tag tag, std::string_view names) {
  return static_cast<std::uint32_t>(std::hash<std::string_view>()(names)) ^
         (static_cast<std::uint32_t>(tag) << 24);
}

class Surveyor {
 public:
  Surveyor(const page::Document& doc, NodeId root, const Dropped& dropped)
      : doc_(doc), root_(root), dropped_(dropped) {}

  Survey walk() {
    const NodeId end = doc_.end(root_);
    push(root_, 0, true);
    for (NodeId n = root_; n < end; ++n) {
      close_before(n);
      const Tag tag = doc_.tag(n);
      if (tag == Tag::text) {
        take(n);
      } else if (is_never_read(tag) || (!dropped_.empty() && dropped_[n])) {
        if (is_media(tag)) note_media();
        if (is_field(doc_, n, tag)) out_.boxes[open_.back()].field = true;
        n = doc_.end(n) - 1;
      } else if (n != root_) {
        open(n, tag);
      } else {
        note_kind(n, tag);
      }
    }
    close_before(end);
    finish_run();
    return std::move(out_);
  }

 private:
  void open(NodeId n, Tag tag) {
    if (tag == Tag::br) {
      line_break();
      return;
    }
    note_kind(n, tag);
    const bool block = page::is_block(tag) || is_displayed_as_block(doc_, n);
    Hints hints = tag == Tag::html || tag == Tag::body ? Hints{0} : hints_of(doc_, n, classes_);
    if (!block) hints &= static_cast<Hints>(kHidden | kByline | kCaption | kChrome | kComments | kEmbed);
    if (block) {
      paragraph_break();
    } else if (hints != 0) {
      finish_run();
    }
    if (block || hints != 0) push(n, hints, block);
  }

  // Which kind of paragraph the text below n is, and whether it is a link.
  void note_kind(NodeId n, Tag tag) {
    if (tag == Tag::a) link_end_ = std::max(link_end_, doc_.end(n));
    if (page::is_heading(tag)) heading_end_ = std::max(heading_end_, doc_.end(n));
    if (tag == Tag::li || tag == Tag::dd || tag == Tag::dt) item_end_ = std::max(item_end_, doc_.end(n));
    if (tag == Tag::blockquote) quote_end_ = std::max(quote_end_, doc_.end(n));
    if (tag == Tag::b || tag == Tag::strong) bold_end_ = std::max(bold_end_, doc_.end(n));
  }

  void push(NodeId n, Hints hints, bool block) {
    const auto index = static_cast<std::uint32_t>(out_.boxes.size());
    const auto run = static_cast<std::uint32_t>(out_.runs.size());
    Box box;
    box.node = n;
    box.parent = open_.empty() ? 0 : open_.back();
    box.first_run = box.end_run = run;
    box.hints = hints;
    box.block = block;
    box.block_node = block || open_.empty() ? n : out_.boxes[open_.back()].block_node;
    const auto names = doc_.attribute(n, "class").value_or(std::string_view());
    box.named = !names.empty();
    box.signature = hash_of(doc_.tag(n), names);
    box.name = hash_of(doc_.tag(n), names.substr(0, kBlanks.find_in(names)));
    out_.boxes.push_back(box);
    open_.push_back(index);
  }

  void close_before(NodeId n) {
    while (!open_.empty()) {
      Box& box = out_.boxes[open_.back()];
      if (doc_.end(box.node) > n) return;
      if (box.block) {
        paragraph_break();
      } else {
        finish_run();
      }
      box.end_run = static_cast<std::uint32_t>(out_.runs.size());
      box.end_box = static_cast<std::uint32_t>(out_.boxes.size());
      if (box.media) out_.boxes[box.parent].media = true;
      // A field alone in a form or a box belongs to the words beside that.
      if (box.field && box.end_run == box.first_run) out_.boxes[box.parent].field = true;
      open_.pop_back();
    }
  }

  void take(NodeId n) {
    const LetterCount count = count_letters(doc_.text(n));
    if (count.letters == 0) return;
    if (run_.letters == 0) {
      run_.first_text = n;
      run_.box = open_.back();
      run_.node = out_.boxes[open_.back()].block_node;
      run_.before = pending_;
      run_.kind = n < heading_end_ ? Paragraph::Kind::heading
                  : n < item_end_  ? Paragraph::Kind::list_item
                  : n < quote_end_ ? Paragraph::Kind::quote
                                   : Paragraph::Kind::text;
      run_.bold = true;
      run_.after_media = media_;
      media_ = false;
      pending_ = Break::none;
    }
    run_.bold = run_.bold && n < bold_end_;
    run_.last_text = n;
    run_.letters += count.letters;
    run_.marks += count.marks;
    run_.words += count.words;
    run_.digits += count.digits;
    run_.ends_sentence = count.ends_sentence;
    if (n < link_end_) run_.link_letters += count.letters;
  }

  void note_media() {
    out_.boxes[open_.back()].media = true;
    media_ = media_ || run_.letters == 0;
  }

  void line_break() {
    const bool second = run_.letters == 0 && pending_ != Break::none;
    finish_run();
    pending_ = second ? Break::paragraph : Break::line;
  }

  void paragraph_break() {
    finish_run();
    pending_ = Break::paragraph;
  }

  void finish_run() {
    if (run_.letters == 0) return;
    // Some sites set every paragraph as a heading.
    if (run_.kind == Paragraph::Kind::heading && run_.letters >= kLongHeading && run_.ends_sentence)
      run_.kind = Paragraph::Kind::text;
    out_.runs.push_back(run_);
    run_ = Run{};
  }

  const page::Document& doc_;
  NodeId root_;
  const Dropped& dropped_;
  Survey out_;
  NameMemo<Hints> classes_;
  std::vector<std::uint32_t> open_;  // boxes
  Run run_;
  Break pending_ = Break::paragraph;
  bool media_ = false;  // seen since the last run
  NodeId link_end_ = 0, heading_end_ = 0, item_end_ = 0, quote_end_ = 0, bold_end_ = 0;
};

}  // namespace

Survey survey(const page::Document& doc, NodeId root, const Dropped& dropped) {
  return Surveyor(doc, root, dropped).walk();
}

namespace {

constexpr std::size_t kOpeningBytes = 200;

void append(const page::Document& doc, const Run& run, const Dropped& dropped, std::size_t most_bytes,
            std::string& out) {
  for (NodeId n = run.first_text; n <= run.last_text && out.size() < most_bytes; ++n) {
    if (doc.is_text(n)) {
      out += doc.text(n);
    } else if (is_never_read(doc.tag(n)) || (!dropped.empty() && dropped[n])) {
      n = doc.end(n) - 1;
    }
  }
}

}  // namespace

void append_raw(const page::Document& doc, const Run& run, const Dropped& dropped, std::string& out) {
  append(doc, run, dropped, std::string::npos, out);
}

std::string opening_of(const page::Document& doc, const Run& run) {
  std::string raw;
  append(doc, run, {}, 2 * kOpeningBytes, raw);
  const std::size_t start = std::min(kBlanks.find_not_in(raw), raw.size());
  std::size_t end = std::min(start + kOpeningBytes, raw.size());
  while (end < raw.size() && end > start && (static_cast<unsigned char>(raw[end]) & 0xC0) == 0x80) --end;
  return raw.substr(start, end - start);
}

std::string text_of(const page::Document& doc, const Run& run, const Dropped& dropped) {
  std::string raw;
  append_raw(doc, run, dropped, raw);
  return arabic::published_text(raw);
}

}  // namespace rawi::extract
