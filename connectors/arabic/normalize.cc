// Published text. One pass copies what is clean already; only marks out of order, decomposed letters and
// tatweel make a second pass necessary.
#include "connectors/arabic/normalize.h"

#include <algorithm>

#include "connectors/arabic/code_points.h"
#include "connectors/base/byte_blocks.h"

namespace rawi::arabic {
namespace {

constexpr char32_t kTatweel = 0x0640;
constexpr std::string_view kTatweelUtf8 = "\u0640";

class Cleaner {
 public:
  explicit Cleaner(std::string_view text) : text_(text), kinds_(text_kinds()) { out_.reserve(text.size()); }

  std::string run() {
    while (pos_ < text_.size()) {
      copy_clean_run();
      if (pos_ < text_.size()) take(next_code_point(text_, pos_));
    }
    if (!out_.empty() && out_.back() == ' ') out_.pop_back();
    if (has_tatweel_) drop_decorative_tatweel();
    return needs_nfc_ ? nfc(out_) : std::move(out_);
  }

 private:
  // Copies as far as every byte belongs to a one- or two-byte code point that stays as it is.
  void copy_clean_run() {
    const std::size_t start = pos_;
    bool after_space = out_.empty() || out_.back() == ' ';
    while (pos_ < text_.size()) {
      const auto byte = static_cast<unsigned char>(text_[pos_]);
      if (byte > ' ' && byte < 0x7F) {
        ++pos_;
        after_space = false;
      } else if (byte == ' ' && !after_space) {
        ++pos_;
        after_space = true;
      } else if (byte >= 0xC2 && byte < 0xE0 && pos_ + 1 < text_.size()) {
        const auto next = static_cast<unsigned char>(text_[pos_ + 1]);
        if ((next & 0xC0) != 0x80 || kinds_[(byte & 0x1F) << 6 | (next & 0x3F)] != TextKind::keep) break;
        pos_ += 2;
        after_space = false;
      } else {
        break;
      }
      if (copy_blocks()) after_space = text_[pos_ - 1] == ' ';
    }
    if (pos_ == start) return;
    out_.append(text_, start, pos_ - start);
    last_class_ = 0;
  }

  // Block by block over Latin and Arabic letters, digits and single spaces, which all stay as they are. The
  // byte before pos_ is one that stays, too.
  bool copy_blocks() {
    const std::size_t start = pos_;
    while (pos_ + kBlockBytes < text_.size()) {
      const auto* const p = reinterpret_cast<const Byte*>(text_.data()) + pos_;
      const Block before = load(p - 1), c = load(p), next = load(p + 1);
      const Mask ascii = ((c > ' ') & (c < 0x7F)) | ((c == ' ') & (before != ' '));
      // U+0620 to U+063F and the Arabic comma; U+0641 to U+064A, U+0660 to U+066F.
      const Mask after_d8 = ((next >= 0xA0) & (next < 0xC0)) | (next == 0x8C);
      const Mask after_d9 = ((next >= 0x81) & (next <= 0x8A)) | ((next >= 0xA0) & (next <= 0xAF));
      const Mask lead = ((c == 0xD8) & after_d8) | ((c == 0xD9) & after_d9);
      const Mask second = (c >= 0x80) & (c < 0xC0) & ((before == 0xD8) | (before == 0xD9));
      if (any(~(ascii | lead | second))) break;
      pos_ += p[kBlockBytes - 1] >= 0xC0 ? kBlockBytes - 1 : kBlockBytes;
    }
    return pos_ != start;
  }

  void take(char32_t cp) {
    switch (text_kind(cp)) {
      case TextKind::space: return put_space();
      case TextKind::drop: return;
      case TextKind::form: return put_form(cp);
      case TextKind::tatweel: has_tatweel_ = true; break;
      case TextKind::denormal: needs_nfc_ = true; break;
      case TextKind::mark:
      case TextKind::keep: break;
    }
    put(cp);
  }

  void put_space() {
    if (!out_.empty() && out_.back() != ' ') out_ += ' ';
    last_class_ = 0;
  }

  void put_form(char32_t cp) {
    const auto letters = base_letters(cp);
    if (letters.empty()) return put(cp);
    for (const char32_t letter : letters) put(letter);
  }

  void put(char32_t cp) {
    const auto ccc = combining_class(cp);
    if (ccc != 0 && ccc < last_class_) needs_nfc_ = true;
    last_class_ = ccc;
    append_utf8(out_, cp);
  }

  // Between two Arabic letters a tatweel only stretches the word. Elsewhere («بـ"الجيش"», «بـ20», «1442 هـ»)
  // one of a run stays. Marks that stand on a tatweel stay with the letter before it.
  void drop_decorative_tatweel() {
    std::string clean;
    clean.reserve(out_.size());
    std::size_t pos = 0;
    while (pos < out_.size()) {
      const std::size_t found = std::min(out_.find(kTatweelUtf8, pos), out_.size());
      clean.append(out_, pos, found - pos);
      pos = found;
      if (pos < out_.size()) pos = pass_joint(pos, clean);
    }
    out_ = std::move(clean);
  }

  // The run of tatweels and marks at `pos`; returns its end.
  std::size_t pass_joint(std::size_t pos, std::string& clean) {
    std::string tatweels, marks;  // the run as it stays outside of words, and inside
    char32_t next = 0, previous = 0;
    std::size_t end = pos;
    while (end < out_.size()) {
      std::size_t after = end;
      next = next_code_point(out_, after);
      if (next != kTatweel && !is_mark(next)) break;
      if (next != kTatweel) append_utf8(marks, next);
      if (next != kTatweel || previous != kTatweel) append_utf8(tatweels, next);
      previous = next;
      next = 0;
      end = after;
    }
    const bool inside_word = is_arabic_letter(next) && is_arabic_letter(last_letter(clean));
    clean += inside_word ? marks : tatweels;
    if (!marks.empty()) needs_nfc_ = true;  // they may have met other marks
    return end;
  }

  // The last code point that is no mark; 0 where there is none.
  static char32_t last_letter(std::string_view text) {
    while (!text.empty()) {
      std::size_t start = text.size() - 1;
      while (start > 0 && (text[start] & 0xC0) == 0x80) --start;
      std::size_t pos = start;
      const char32_t cp = next_code_point(text, pos);
      if (!is_mark(cp)) return cp;
      text.remove_suffix(text.size() - start);
    }
    return 0;
  }

  std::string_view text_;
  const TextKind* kinds_;
  std::size_t pos_ = 0;
  std::string out_;
  std::uint8_t last_class_ = 0;  // combining class of the code point put last
  bool has_tatweel_ = false, needs_nfc_ = false;
};

}  // namespace

std::string published_text(std::string_view utf8) { return Cleaner(utf8).run(); }

}  // namespace rawi::arabic
